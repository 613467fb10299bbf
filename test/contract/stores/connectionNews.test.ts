import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import type { Connection } from '../../../shared/domain/connections/connection.ts';
import { uuid } from '../../builders/bank.ts';
import { aMove, aConnection } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`ConnectionStore, told things out of order on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const at = '2026-03-11T09:00:00.000Z';
  const [early, late] = ['2026-03-11T08:00:00.000Z', '2026-03-11T08:00:00.001Z'];

  const aWorld = async (overrides: Partial<Connection> = {}) => {
    const tenantId = suite.aTenant();
    const store = new DynamoConnectionStore(suite.table());
    await store.create(aConnection({ tenantId, ...overrides }));
    return { store, ref: { tenantId, connectionId: uuid(1) } };
  };

  it('notes what was told about blocking unless something newer was, and the same again', async () => {
    const { store, ref } = await aWorld();

    const noted = [];
    for (const toldAt of [early, early, late, early]) noted.push(await store.recordBlocking(ref, toldAt));

    expect(noted).toEqual(['recorded', 'recorded', 'recorded', 'outdated']);
    expect(await store.get(ref)).toEqual(aConnection({ tenantId: ref.tenantId }));
  });

  it('notes nothing of a connection that is not there, and makes none', async () => {
    const { store, ref } = await aWorld();
    const missing = { ...ref, connectionId: uuid(2) };

    expect(await store.recordBlocking(missing, early)).toBe('outdated');
    expect(await store.get(missing)).toBeUndefined();
  });

  it('makes no move for what is no longer the last that was told', async () => {
    const { store, ref } = await aWorld();
    await store.recordBlocking(ref, early);
    await store.recordBlocking(ref, late);

    const moved = await store.move(ref, aMove('block', { at, reportedAt: early }));

    expect(moved).toMatchObject({ kind: 'refused', current: { status: 'active' } });
    expect(await store.move(ref, aMove('block', { at, reportedAt: late }))).toMatchObject({ kind: 'moved' });
  });

  it('makes no move for a reason that is older than the consent', async () => {
    const { store, ref } = await aWorld({ status: 'awaiting_consent' });
    await store.move(ref, aMove('activate', { at: late }));

    const older = await store.move(ref, aMove('tokensRefused', { at, unless: { activatedAfter: early } }));
    const newer = await store.move(ref, aMove('tokensRefused', { at, unless: { activatedAfter: late } }));

    expect(older).toMatchObject({ kind: 'refused', current: { status: 'active' } });
    expect(newer).toMatchObject({ kind: 'moved', current: { status: 'reconnect_required' } });
  });

  it('moves a connection whose consent is of a time before that was noted', async () => {
    const { store, ref } = await aWorld();

    const moved = await store.move(ref, aMove('tokensRefused', { at, unless: { activatedAfter: early } }));

    expect(moved).toMatchObject({ kind: 'moved' });
  });

  it('makes no move for an access that was renewed since it was looked up, at the same moment too', async () => {
    const { store, ref } = await aWorld({ status: 'awaiting_consent' });
    const before = await store.get(ref);
    await store.move(ref, aMove('activate', { at: early }));
    const seen = await store.get(ref);
    await store.move(ref, aMove('activate', { at: late }));

    const moves = [];
    for (const renewedSince of [before, seen, await store.get(ref)]) {
      moves.push(
        (await store.move(ref, aMove('tokensRefused', { at, unless: { renewedSince: renewedSince ?? {} } }))).kind,
      );
    }

    expect(moves).toEqual(['refused', 'refused', 'moved']);
  });

  it('keeps a refusal untold until that very one was told, and forgets it when the connection is active again', async () => {
    const { store, ref } = await aWorld();
    const untold = async () => (await store.get(ref))?.refusalUntoldAt;
    await store.move(ref, aMove('tokensRefused', { at: late }));

    const seen = [];
    await store.markRefusalPublished(ref, early);
    seen.push(await untold());
    await store.markRefusalPublished(ref, late);
    seen.push(await untold());
    await store.move(ref, aMove('activate', { at }));
    await store.move(ref, aMove('tokensRefused', { at }));
    seen.push(await untold());
    await store.move(ref, aMove('activate', { at }));
    seen.push(await untold());

    expect(seen).toEqual([late, undefined, at, undefined]);
  });
});
