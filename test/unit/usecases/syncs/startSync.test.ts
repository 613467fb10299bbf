import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { makeDispatchDue } from '../../../../shared/usecases/syncs/dispatchDue.ts';
import { emptyHead } from '../../../../shared/domain/ledger/head.ts';
import type { AskedPeriod } from '../../../../shared/usecases/syncs/checkPeriod.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { makeRequestSync } from '../../../../shared/usecases/syncs/requestSync.ts';
import { makeStartSync, type StartSync, type StartedSync } from '../../../../shared/usecases/syncs/startSync.ts';
import { uuid } from '../../../builders/bank.ts';
import { aClock, aConnection, aLink, anAccount, aSync, countedIds } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('starting a sync', () => {
  const suite = connectionsTableSuite();
  const aWorld = () => {
    const account = anAccount({ tenantId: suite.aTenant(), link: aLink() });
    const jobs: SyncJob[] = [];
    const clock = aClock('2026-03-10T09:00:00.000Z');
    const queue = { down: false };
    const syncs = new DynamoSyncStore(suite.table());
    const startSync = makeStartSync({
      syncs,
      jobs: {
        put: async (put) => {
          if (queue.down) throw new Error('queue down');
          jobs.push(...put);
        },
      },
      ids: countedIds(),
      clock,
    });
    return { account, jobs, clock, queue, syncs, startSync };
  };

  it('records a run and puts its job, with the address of the customer who is there', async () => {
    const { account, jobs, startSync } = aWorld();

    const sync = await startSync(account, { trigger: 'person', customerIpAddress: '203.0.113.7' });

    expect(sync).toMatchObject({ status: 'queued', trigger: 'person', accountId: account.id });
    expect(jobs).toEqual([
      {
        kind: 'account',
        tenantId: account.tenantId,
        connectionId: uuid(1),
        accountId: account.id,
        syncId: sync.id,
        requestedAt: '2026-03-10T09:00:00.000Z',
        customerIpAddress: '203.0.113.7',
      },
    ]);
  });

  it('puts no address where nobody is there', async () => {
    const { account, jobs, startSync } = aWorld();

    await startSync(account, { trigger: 'link' });

    expect(jobs[0]).not.toHaveProperty('customerIpAddress');
  });

  it('answers with the run under way and puts no second job', async () => {
    const { account, jobs, clock, startSync } = aWorld();
    const first = await startSync(account, { trigger: 'link' });
    clock.pass(60_000);

    const second = await startSync(account, { trigger: 'person', customerIpAddress: '203.0.113.7' });

    expect(second).toEqual({ ...first, joined: true });
    expect(jobs).toHaveLength(1);
  });

  it('puts the job again when the run has been waiting so long that its job must be lost', async () => {
    const { account, jobs, clock, queue, startSync } = aWorld();
    queue.down = true;
    await expect(startSync(account, { trigger: 'link' })).rejects.toThrow('queue down');
    queue.down = false;
    clock.pass(60_001);

    const again = await startSync(account, { trigger: 'link' });

    expect(jobs).toMatchObject([{ syncId: again.id, accountId: account.id }]);
  });

  it('puts no second job for a run that is being worked on', async () => {
    const { account, jobs, clock, syncs, startSync } = aWorld();
    const first = await startSync(account, { trigger: 'link' });
    const ref = { tenantId: account.tenantId, accountId: account.id, syncId: first.id };
    await syncs.move(ref, 'fetch', { at: clock.now() });
    clock.pass(30 * 60_000);

    const second = await startSync(account, { trigger: 'link' });

    expect(second).toMatchObject({ id: first.id, status: 'fetching' });
    expect(jobs).toHaveLength(1);
  });
});

describe('asking for a sync', () => {
  const requesting = (account: Account | undefined, connection: Connection | undefined, underWay?: StartedSync) => {
    const started: Parameters<StartSync>[] = [];
    const request = makeRequestSync({
      accounts: { get: async () => account },
      connections: { get: async () => connection },
      startSync: async (...asked) => {
        started.push(asked);
        return underWay ?? aSync(defined({ check: asked[1].check }));
      },
      reader: { head: async () => ({ ...emptyHead, sequence: 7 }) },
      clock: aClock('2026-03-10T09:00:00.000Z'),
    });
    return { started, request: (asked?: AskedPeriod) => request('tenant-1', uuid(101), '203.0.113.7', asked) };
  };

  it('starts a run with the customer’s address', async () => {
    const { started, request } = requesting(anAccount({ link: aLink() }), aConnection());

    expect(await request()).toEqual({ kind: 'accepted', sync: aSync() });
    expect(started).toMatchObject([[{ id: uuid(101) }, { trigger: 'person', customerIpAddress: '203.0.113.7' }]]);
  });

  it('starts a check of a period without an address: what Ponto holds is no question to the bank', async () => {
    const { started, request } = requesting(anAccount({ link: aLink() }), aConnection());

    expect(await request({ from: '2026-03-01', to: '2026-03-31' })).toMatchObject({ kind: 'accepted' });
    expect(started.map(([, start]) => start)).toEqual([
      { trigger: 'person', check: { from: '2026-03-01', to: '2026-03-31', after: 7 } },
    ]);
  });

  const march = { from: '2026-03-01', to: '2026-03-31' };
  it.each<readonly [string, StartedSync, 'accepted' | 'sync_under_way']>([
    ['a run without a check', { ...aSync(), joined: true }, 'sync_under_way'],
    [
      'a check of other days',
      { ...aSync({ check: { ...march, to: '2026-03-30', after: 3 } }), joined: true },
      'sync_under_way',
    ],
    ['a check of the same days', { ...aSync({ check: { ...march, after: 3 } }), joined: true }, 'accepted'],
  ])('does not take %s that is under way for a check that it does not make', async (_name, underWay, kind) => {
    const { request } = requesting(anAccount({ link: aLink() }), aConnection(), underWay);

    expect(await request(march)).toMatchObject({ kind });
    expect(await request()).toEqual({ kind: 'accepted', sync: underWay });
  });

  it.each([
    [{ from: '2026-03-01' }],
    [{ to: '2026-03-01' }],
    [{ from: '2026-03-02', to: '2026-03-01' }],
    [{ from: '2026-03-12', to: '2026-03-31' }],
  ])('refuses a period that would find nothing and look like good news: %j', async (asked) => {
    const { started, request } = requesting(anAccount({ link: aLink() }), aConnection());

    expect(await request(asked)).toEqual({ kind: 'period_invalid' });
    expect(started).toEqual([]);
  });

  it.each([
    [{ from: '2026-03-10', to: '2026-03-10' }],
    [{ from: '2026-03-11', to: '2026-03-11' }],
    [{ from: '2019-01-01', to: '2026-12-31' }],
  ])('takes one day, a day that has begun elsewhere, and years: %j', async (asked) => {
    const { request } = requesting(anAccount({ link: aLink() }), aConnection());

    expect(await request(asked)).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['unknown_account', undefined, aConnection()],
    ['not_linked', anAccount(), aConnection()],
    ['connection_not_active', anAccount({ link: aLink() }), aConnection({ status: 'reconnect_required' })],
    ['connection_not_active', anAccount({ link: aLink() }), undefined],
    ['authorization_lost', anAccount({ link: aLink(), authorization: { revoked: true } }), aConnection()],
  ])('starts none and says %s', async (kind, account, connection) => {
    const { started, request } = requesting(account, connection);

    expect(await request()).toMatchObject({ kind });
    expect(started).toEqual([]);
  });
});

describe('dispatching what is due', () => {
  const scheduledAt = '2026-03-10T07:40:00.000Z';
  const refs = (from: number, count: number) =>
    Array.from({ length: count }, (_, number) => ({ tenantId: `tenant-${from + number}`, connectionId: uuid(1) }));
  const nobody = { all: async () => new Set<string>() };
  const pagesOf = async function* (...pages: readonly ReturnType<typeof refs>[]) {
    yield* pages;
  };

  it('puts one job per connection, in batches that the queue takes, a page at a time', async () => {
    const batches: (readonly SyncJob[])[] = [];
    const pages = [refs(0, 95), refs(95, 7)];
    const seen: number[] = [];
    const dispatch = makeDispatchDue({
      due: {
        pages: async function* () {
          for (const page of pages) {
            seen.push(batches.flat().length);
            yield page;
          }
        },
      },
      jobs: { put: async (jobs) => void batches.push(jobs) },
      paused: nobody,
    });

    const count = await dispatch('daily', scheduledAt);

    expect(count).toBe(102);
    expect(batches.every((batch) => batch.length <= 10)).toBe(true);
    expect(batches.flat()).toEqual(
      expect.arrayContaining(
        pages.flat().map((ref) => ({ kind: 'connection', ...ref, frequency: 'daily', scheduledAt })),
      ),
    );
    expect(batches.flat()).toHaveLength(102);
    expect(seen).toEqual([0, 95]);
  });

  it('leaves out the tenants that the operator has paused', async () => {
    const jobs: SyncJob[] = [];
    const dispatch = makeDispatchDue({
      due: { pages: () => pagesOf(refs(0, 6)) },
      jobs: { put: async (put) => void jobs.push(...put) },
      paused: { all: async () => new Set(['tenant-3', 'tenant-5', 'tenant-99']) },
    });

    const count = await dispatch('daily', scheduledAt);

    expect(count).toBe(4);
    expect(jobs.map(({ tenantId }) => tenantId)).toEqual(['tenant-0', 'tenant-1', 'tenant-2', 'tenant-4']);
  });

  it('fails when the queue takes a batch no more, so that the schedule is delivered again', async () => {
    const dispatch = makeDispatchDue({
      due: { pages: () => pagesOf(refs(0, 30)) },
      jobs: {
        put: async () => {
          throw new Error('queue down');
        },
      },
      paused: nobody,
    });

    await expect(dispatch('daily', scheduledAt)).rejects.toThrow('queue down');
  });
});
