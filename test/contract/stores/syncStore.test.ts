import { emptyHead } from '../../../shared/domain/ledger/head.ts';
import { DynamoSyncStore } from '../../../shared/adapters/dynamodb/syncStore.ts';
import { noCounts, syncTransitions, type SyncStatus, type SyncTransition } from '../../../shared/domain/syncs/sync.ts';
import { uuid } from '../../builders/bank.ts';
import { aSync } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const statuses: readonly SyncStatus[] = ['queued', 'waiting_for_bank', 'fetching', 'succeeded', 'failed'];
const transitions: readonly SyncTransition[] = ['askBank', 'fetch', 'succeed', 'fail'];
const moves = transitions.flatMap((transition) => statuses.map((status) => ({ transition, status })));

describe(`SyncStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoSyncStore(suite.table());
  const refOf = ({ tenantId, accountId, id }: ReturnType<typeof aSync>) => ({ tenantId, accountId, syncId: id });
  const hour = (number: number) => `2026-03-10T${String(number).padStart(2, '0')}:00:00.000Z`;

  it('records a run and answers with it while it is under way', async () => {
    const tenantId = suite.aTenant();
    const first = aSync({ tenantId });

    const begun = await aStore().begin(first);
    const second = await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: '2026-03-10T08:30:00.000Z' }));

    expect(begun).toEqual({ kind: 'begun', sync: first });
    expect(second).toEqual({ kind: 'running', sync: first });
    expect(await aStore().get(refOf(first))).toEqual(first);
    expect(await aStore().get(refOf(aSync({ tenantId, id: uuid(302) })))).toBeUndefined();
    expect(await aStore().get({ ...refOf(first), tenantId: suite.aTenant() })).toBeUndefined();
  });

  it('begins one of two runs at once', async () => {
    const tenantId = suite.aTenant();

    const begun = await Promise.all([
      aStore().begin(aSync({ tenantId, id: uuid(301) })),
      aStore().begin(aSync({ tenantId, id: uuid(302) })),
    ]);

    expect(begun.map(({ kind }) => kind).sort()).toEqual(['begun', 'running']);
    expect(begun[0].sync.id).toBe(begun[1].sync.id);
  });

  it.each(['succeed', 'fail'] as const)('lets the next run begin after one did %s', async (end) => {
    const tenantId = suite.aTenant();
    const first = aSync({ tenantId });
    await aStore().begin(first);
    await aStore().move(refOf(first), end, { at: hour(8) });

    const next = await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: '2026-03-10T08:01:00.000Z' }));

    expect(next).toMatchObject({ kind: 'begun', sync: { id: uuid(302) } });
  });

  it('keeps when a failed run is tried again, and as which', async () => {
    const tenantId = suite.aTenant();
    const sync = aSync({ tenantId });
    const planned = { errorCode: 'bank_slow', retryAt: hour(9), retriedAs: uuid(302) };
    await aStore().begin(sync);

    await aStore().move(refOf(sync), 'fail', { at: hour(8), ...planned });

    expect(await aStore().get(refOf(sync))).toMatchObject({ status: 'failed', ...planned });
  });

  it('takes over from a run that has not moved for an hour, and says that it was interrupted', async () => {
    const tenantId = suite.aTenant();
    const dead = aSync({ tenantId });
    await aStore().begin(dead);
    await aStore().move(refOf(dead), 'fetch', { at: hour(9) });

    const early = await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: '2026-03-10T09:59:59.999Z' }));
    const late = await aStore().begin(aSync({ tenantId, id: uuid(303), createdAt: hour(10), updatedAt: hour(10) }));

    expect(early).toMatchObject({ kind: 'running', sync: { id: dead.id } });
    expect(late).toMatchObject({ kind: 'begun', sync: { id: uuid(303) } });
    expect(await aStore().get(refOf(dead))).toMatchObject({ status: 'failed', errorCode: 'interrupted' });
    const again = await aStore().begin(aSync({ tenantId, id: uuid(304), createdAt: hour(10) }));
    expect(again).toMatchObject({ kind: 'running', sync: { id: uuid(303) } });
  });

  it('counts that hour from when a run was taken up, however long it waited before', async () => {
    const tenantId = suite.aTenant();
    const waited = aSync({ tenantId, status: 'fetching', startedAt: hour(9), updatedAt: hour(9) });
    await aStore().begin(waited);

    const early = await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: '2026-03-10T09:59:59.999Z' }));
    const late = await aStore().begin(aSync({ tenantId, id: uuid(303), createdAt: hour(10) }));

    expect([early.kind, late.kind]).toEqual(['running', 'begun']);
    expect(await aStore().get(refOf(waited))).toMatchObject({ startedAt: hour(9), errorCode: 'interrupted' });
  });

  it('says of a run that it takes over from what the ledger knows, and nothing of another run', async () => {
    const work = { added: 1303, corrected: 2, removed: 1, unchanged: 40, pages: 14 };
    const told = { added: 3, corrected: 0, removed: 0, unchanged: 0, pending: 2 };
    const interrupted = async (syncId: string) => {
      const tenantId = suite.aTenant();
      const dead = aSync({ tenantId });
      const store = new DynamoSyncStore(suite.table(), {
        head: async () => ({
          ...emptyHead,
          run: { syncId, ...work },
          refused: [{ pontoId: uuid(9), reason: 'date_unreadable' }],
        }),
      });
      await store.begin(dead);
      await store.move(refOf(dead), 'fetch', { at: hour(9), counts: told, pages: 1 });
      await store.begin(aSync({ tenantId, id: uuid(303), createdAt: hour(10) }));
      const { counts, pages, errorCode } = (await store.get(refOf(dead))) ?? {};
      return { counts, pages, errorCode };
    };
    const { pages, ...counts } = work;

    const outcomes = [await interrupted(aSync().id), await interrupted(uuid(999))];

    expect(outcomes).toEqual([
      { counts: { ...counts, pending: 2, refused: 1 }, pages, errorCode: 'interrupted' },
      { counts: told, pages: 1, errorCode: 'interrupted' },
    ]);
  });

  it.each([
    ['nothing of its work', {}, { added: 1303, corrected: 2, removed: 1, unchanged: 40, pending: 0, refused: 0 }, 14],
    ['its work', { counts: { ...noCounts, added: 7 }, pages: 1 }, { ...noCounts, added: 7 }, 1],
  ] as const)(
    'keeps what the ledger knows of a run that fails and tells %s, or what it tells',
    async (_what, told, counts, pages) => {
      const tenantId = suite.aTenant();
      const sync = aSync({ tenantId });
      const run = { syncId: sync.id, added: 1303, corrected: 2, removed: 1, unchanged: 40, pages: 14 };
      const store = new DynamoSyncStore(suite.table(), { head: async () => ({ ...emptyHead, run }) });
      await store.begin(sync);

      await store.move(refOf(sync), 'fail', { at: hour(9), errorCode: 'interrupted', ...told });

      expect(await store.get(refOf(sync))).toMatchObject({ counts, pages });
    },
  );

  it('knows when a run was taken up first, when it moved last, and when it ended', async () => {
    const tenantId = suite.aTenant();
    const sync = aSync({ tenantId });
    const times = async () => {
      const { startedAt, updatedAt, finishedAt } = (await aStore().get(refOf(sync))) ?? {};
      return [startedAt, updatedAt, finishedAt];
    };
    await aStore().begin(sync);
    const told = [await times()];
    for (const [transition, at] of [
      ['askBank', 9],
      ['fetch', 10],
      ['fetch', 11],
      ['succeed', 12],
    ] as const) {
      await aStore().move(refOf(sync), transition, { at: hour(at) });
      told.push(await times());
    }

    expect(told).toEqual([
      [undefined, sync.createdAt, undefined],
      [hour(9), hour(9), undefined],
      [hour(9), hour(10), undefined],
      [hour(9), hour(11), undefined],
      [hour(9), hour(12), hour(12)],
    ]);
  });

  it('does not let a run that was overtaken end the one that overtook it', async () => {
    const tenantId = suite.aTenant();
    const dead = aSync({ tenantId });
    await aStore().begin(dead);
    await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: hour(10), updatedAt: hour(10) }));

    const moved = await aStore().move(refOf(dead), 'succeed', { at: hour(10) });
    const next = await aStore().begin(aSync({ tenantId, id: uuid(303), createdAt: hour(10) }));

    expect(moved).toMatchObject({ kind: 'refused', current: { status: 'failed', errorCode: 'interrupted' } });
    expect(next).toMatchObject({ kind: 'running', sync: { id: uuid(302) } });
  });

  it('makes the record of a run whose beginner crashed before writing it', async () => {
    const tenantId = suite.aTenant();
    const crashing = suite.hookedTable({
      before: ({ name, text }) => {
        if (name === 'PutItemCommand' && text.includes('"SYNC#')) throw new Error('crashed');
      },
    });
    const first = aSync({ tenantId });
    await expect(new DynamoSyncStore(crashing).begin(first)).rejects.toThrow('crashed');

    const next = await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: '2026-03-10T08:01:00.000Z' }));

    expect(next).toEqual({ kind: 'running', sync: first });
    expect(await aStore().get(refOf(first))).toEqual(first);
  });

  it('begins the same run once more when the answer to its beginning was lost', async () => {
    const tenantId = suite.aTenant();
    const sync = aSync({ tenantId });
    await aStore().begin(sync);

    expect(await aStore().begin(sync)).toEqual({ kind: 'begun', sync });
  });

  it('begins anew after a crash between the end of a run and giving its place free', async () => {
    const tenantId = suite.aTenant();
    const first = aSync({ tenantId });
    await aStore().begin(first);
    const crashing = suite.hookedTable({
      before: ({ name }) => {
        if (name === 'DeleteItemCommand') throw new Error('crashed');
      },
    });
    await expect(new DynamoSyncStore(crashing).move(refOf(first), 'succeed', { at: hour(8) })).rejects.toThrow();

    const next = await aStore().begin(aSync({ tenantId, id: uuid(302), createdAt: '2026-03-10T08:01:00.000Z' }));

    expect(next.kind).toBe('begun');
    expect(await aStore().get(refOf(first))).toMatchObject({ status: 'succeeded' });
  });

  it.each(moves)('$transition from $status goes as the state machine says', async ({ transition, status }) => {
    const tenantId = suite.aTenant();
    const sync = aSync({ tenantId, status });
    await aStore().begin(sync);
    const { from, to } = syncTransitions[transition];
    const counts = { added: 1, corrected: 2, removed: 3, unchanged: 4, pending: 5 };

    const moved = await aStore().move(refOf(sync), transition, { at: hour(9), counts, pages: 7 });
    const noted = to === 'succeeded' || to === 'failed' ? 'finishedAt' : 'startedAt';

    expect(moved).toEqual(
      from.some((origin) => origin === status)
        ? { kind: 'moved', current: { ...sync, status: to, counts, pages: 7, updatedAt: hour(9), [noted]: hour(9) } }
        : { kind: 'refused', current: sync },
    );
  });

  it('keeps what a check asks for and what it has found', async () => {
    const tenantId = suite.aTenant();
    const check = { from: '2026-03-01', to: '2026-03-31', after: 4 };
    const kinds = { missing: 1, corrected: 2, removed: 3, same: 4 };
    const counts = { ...kinds, notListed: 5, beforeImportFrom: 6, stayRemoved: 7, unreadable: 8 };
    const checked = { through: 9, singlePass: true, counts };
    const sync = aSync({ tenantId, check });
    await aStore().begin(sync);

    await aStore().move(refOf(sync), 'succeed', { at: hour(9), checked });

    expect(await aStore().get(refOf(sync))).toMatchObject({ status: 'succeeded', check, checked });
  });

  it('misses a run that never was', async () => {
    const sync = aSync({ tenantId: suite.aTenant() });

    expect(await aStore().move(refOf(sync), 'fail', { at: hour(9) })).toEqual({ kind: 'missing' });
    expect(await aStore().get(refOf(sync))).toBeUndefined();
  });

  it('lists the runs of one account newest first, once each', async () => {
    const tenantId = suite.aTenant();
    for (const number of [1, 2, 3, 4, 5]) {
      const sync = aSync({ tenantId, id: uuid(number) });
      await aStore().begin(sync);
      await aStore().move(refOf(sync), 'succeed', { at: hour(8) });
    }
    await aStore().begin(aSync({ tenantId, accountId: uuid(102), id: uuid(9) }));

    const one = await aStore().list({ tenantId, accountId: uuid(101) }, { limit: 3 });
    const two = await aStore().list({ tenantId, accountId: uuid(101) }, { limit: 3, cursor: one.nextCursor ?? '' });

    expect([...one.items, ...two.items].map(({ id }) => id)).toEqual([5, 4, 3, 2, 1].map(uuid));
    expect(two.nextCursor).toBeUndefined();
    expect(
      await aStore().list({ tenantId: suite.aTenant(), accountId: uuid(101) }, { limit: 3, cursor: uuid(4) }),
    ).toEqual({ items: [] });
  });
});
