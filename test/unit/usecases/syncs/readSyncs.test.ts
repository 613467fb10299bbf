import type { AccountStore } from '../../../../shared/ports/accounts.ts';
import type { SyncStore } from '../../../../shared/ports/syncs.ts';
import { makeReadSyncs } from '../../../../shared/usecases/syncs/readSyncs.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, anAccount, aSync } from '../../../builders/records.ts';

const ref = { tenantId: 'tenant-1', accountId: uuid(101), syncId: uuid(301) };
const running = aSync({ status: 'fetching', updatedAt: '2026-03-10T08:30:00.000Z' });

const reading = ({ known = true, now = '2026-03-10T09:00:00.000Z' } = {}) =>
  makeReadSyncs({
    accounts: inert<AccountStore>('accounts', { get: async () => (known ? anAccount() : undefined) }),
    syncs: inert<SyncStore>('syncs', {
      get: async () => (known ? running : undefined),
      list: async () => ({ items: [running], nextCursor: uuid(301) }),
    }),
    clock: aClock(now),
  });

describe('reading the runs of an account', () => {
  it('tells a run that moves as it is', async () => {
    const { get, list } = reading();

    expect(await get(ref)).toEqual(running);
    expect(await list('tenant-1', uuid(101), { limit: 5 })).toEqual({ items: [running], nextCursor: uuid(301) });
  });

  it('tells a run that stopped moving as failed', async () => {
    const { get, list } = reading({ now: '2026-03-10T09:30:00.000Z' });

    const told = { status: 'failed', errorCode: 'interrupted' };
    expect(await get(ref)).toMatchObject(told);
    expect(await list('tenant-1', uuid(101), { limit: 5 })).toMatchObject({ items: [told] });
  });

  it('knows no run of an account that the tenant does not have', async () => {
    const { get, list } = reading({ known: false });

    expect(await get(ref)).toBeUndefined();
    expect(await list('tenant-1', uuid(101), { limit: 5 })).toBeUndefined();
  });
});
