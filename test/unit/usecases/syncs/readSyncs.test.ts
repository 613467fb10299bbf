import { emptyHead } from '../../../../shared/domain/ledger/head.ts';
import type { AccountStore } from '../../../../shared/ports/accounts.ts';
import type { SyncStore } from '../../../../shared/ports/syncs.ts';
import { makeAccountProgress } from '../../../../shared/usecases/ledger/accountProgress.ts';
import { makeReadSyncs } from '../../../../shared/usecases/syncs/readSyncs.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, aLink, anAccount, aSync } from '../../../builders/records.ts';

const ref = { tenantId: 'tenant-1', accountId: uuid(101), syncId: uuid(301) };
const running = aSync({ status: 'fetching', updatedAt: '2026-03-10T08:30:00.000Z' });

const times = { hours: [8, 20], minute: 40 };
const schedules = {
  timeZone: 'Europe/Brussels',
  times: { every_6_hours: times, every_12_hours: times, daily: times, weekly: times, monthly: times },
};

const reading = ({
  known = true,
  now = '2026-03-10T09:00:00.000Z',
  sync = running,
  account = anAccount(),
  head = emptyHead,
} = {}) =>
  makeReadSyncs({
    accounts: inert<AccountStore>('accounts', { get: async () => (known ? account : undefined) }),
    syncs: inert<SyncStore>('syncs', {
      get: async () => (known ? sync : undefined),
      list: async () => ({ items: [sync], nextCursor: uuid(301) }),
    }),
    heads: { of: async () => [head] },
    schedules,
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

  describe('that nobody ended', () => {
    const tally = { added: 300, corrected: 2, removed: 1, unchanged: 40, pages: 4 };
    const told = { counts: { added: 300, corrected: 2, removed: 1, unchanged: 40, pending: 0 }, pages: 4 };

    it.each([
      ['still runs', '2026-03-10T09:00:00.000Z'],
      ['stopped moving', '2026-03-10T09:30:00.000Z'],
    ])('tells what it has brought into the books when it %s', async (_what, now) => {
      const { get, list } = reading({ now, head: { ...emptyHead, run: { ...tally, syncId: running.id } } });

      expect(await get(ref)).toMatchObject(told);
      expect(await list('tenant-1', uuid(101), { limit: 5 })).toMatchObject({ items: [told] });
    });

    it('keeps its own counts when another one has written since, or it has ended after all', async () => {
      const another = { ...emptyHead, run: { ...tally, syncId: uuid(399) } };
      const ended = aSync({ status: 'failed', errorCode: 'interrupted' });
      const own = { ...emptyHead, run: { ...tally, syncId: ended.id } };

      expect((await reading({ head: another }).get(ref))?.counts).toEqual(running.counts);
      expect((await reading({ sync: ended, head: own }).get(ref))?.counts).toEqual(ended.counts);
    });

    it('says the same as the last run of its account', async () => {
      const { of } = makeAccountProgress({
        heads: { of: async () => [{ ...emptyHead, run: { ...tally, syncId: running.id } }] },
        syncs: inert<SyncStore>('syncs', { list: async () => ({ items: [running] }) }),
      });

      expect(await of([ref])).toMatchObject([{ lastSync: told }]);
    });
  });

  it('tells the days of lines that are refused or uncertain', async () => {
    const { of } = makeAccountProgress({
      heads: {
        of: async () => [
          {
            ...emptyHead,
            refused: [{ pontoId: 'p', reason: 'too_large', executionDate: '2026-03-04' }],
            relinked: { pontoId: 'p', after: 1, uncertain: 2, uncertainDays: { from: '2026-03-01', to: '2026-03-02' } },
          },
        ],
      },
      syncs: inert<SyncStore>('syncs', { list: async () => ({ items: [running] }) }),
    });

    expect(await of([ref])).toMatchObject([
      {
        refusedDays: { from: '2026-03-04', to: '2026-03-04' },
        uncertainDays: { from: '2026-03-01', to: '2026-03-02' },
      },
    ]);
  });

  it('tells how far back the list has been read, until it was read to its end', async () => {
    const scan = {
      purpose: 'initial',
      knownUpTo: 0,
      importFrom: '2026-03-01',
      startedAt: '2026-03-10T09:00:00.000Z',
    } as const;
    const progressOf = async (head: Partial<typeof emptyHead>) => {
      const { of } = makeAccountProgress({
        heads: { of: async () => [{ ...emptyHead, ...head }] },
        syncs: inert<SyncStore>('syncs', { list: async () => ({ items: [running] }) }),
      });
      return (await of([ref]))[0]?.firstImport;
    };

    expect(await progressOf({ sequence: 300, scan: { ...scan, earliest: '2026-02-11' } })).toEqual({
      lines: 300,
      backTo: '2026-02-11',
    });
    expect(await progressOf({})).toEqual({ lines: 0 });
    expect(await progressOf({ sequence: 300, importFrom: '2026-03-01' })).toBeUndefined();
  });

  it.each([
    ['bank_unavailable', aLink(), '2026-03-10T19:40:00.000Z'],
    ['interrupted', aLink(), '2026-03-10T19:40:00.000Z'],
    ['bank_unavailable', aLink({ frequency: 'manual' }), undefined],
    ['authorization_expired', aLink(), undefined],
  ] as const)('says when a run that failed with %s is tried again by itself', async (errorCode, link, retryAt) => {
    const sync = aSync({ status: 'failed', errorCode, updatedAt: '2026-03-10T08:30:00.000Z' });
    const { get, list } = reading({ sync, account: anAccount({ link }) });

    expect((await get(ref))?.retryAt).toBe(retryAt);
    expect((await list('tenant-1', uuid(101), { limit: 5 }))?.items[0]?.retryAt).toBe(retryAt);
  });

  it('names the run that was planned for a failed one, before the schedule', async () => {
    const planned = { retryAt: '2026-03-10T08:32:00.000Z', retriedAs: uuid(302) };
    const sync = aSync({ status: 'failed', errorCode: 'ponto_unavailable', ...planned });

    expect(await reading({ sync, account: anAccount({ link: aLink() }) }).get(ref)).toMatchObject(planned);
  });

  it('knows no run of an account that the tenant does not have', async () => {
    const { get, list } = reading({ known: false });

    expect(await get(ref)).toBeUndefined();
    expect(await list('tenant-1', uuid(101), { limit: 5 })).toBeUndefined();
  });
});
