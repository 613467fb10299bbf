import { makeFillGap } from '../../../../shared/usecases/connections/fillGap.ts';
import { uuid } from '../../../builders/bank.ts';
import { aLink, anAccount, aSync } from '../../../builders/records.ts';

describe('filling the gap after a reconnect', () => {
  it('reads every linked account that is shared, a manual one too, and asks no bank', async () => {
    const started: unknown[] = [];
    const fillGap = makeFillGap({ startSync: async ({ id }, start) => (started.push([id, start]), aSync()) });

    await fillGap([
      anAccount({ id: uuid(1), link: aLink() }),
      anAccount({ id: uuid(2) }),
      anAccount({ id: uuid(3), link: aLink({ frequency: 'manual' }) }),
      anAccount({ id: uuid(4), link: aLink(), authorization: { revoked: true } }),
    ]);

    expect(started).toEqual([
      [uuid(1), { trigger: 'link' }],
      [uuid(3), { trigger: 'link' }],
    ]);
  });

  it('starts the others when one cannot be started', async () => {
    const started: string[] = [];
    const fillGap = makeFillGap({
      startSync: async ({ id }) => {
        if (id === uuid(1)) throw new Error('queue down');
        started.push(id);
        return aSync();
      },
    });

    await fillGap([anAccount({ id: uuid(1), link: aLink() }), anAccount({ id: uuid(2), link: aLink() })]);

    expect(started).toEqual([uuid(2)]);
  });
});
