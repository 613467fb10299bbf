import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import type { Connection } from '../../../shared/domain/connections/connection.ts';
import { uuid } from '../../builders/bank.ts';
import { aConnection } from '../../builders/registry.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { registrySuite } from '../../setup/registry.ts';

describe(`ConnectionStore, told things out of order on ${engineName}`, () => {
  const suite = registrySuite();
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
    for (const toldAt of [early, early, late, early]) noted.push(await store.noteBlocking(ref, toldAt));

    expect(noted).toEqual(['noted', 'noted', 'noted', 'outdated']);
    expect(await store.get(ref)).toEqual(aConnection({ tenantId: ref.tenantId }));
  });

  it('notes nothing of a connection that is not there, and makes none', async () => {
    const { store, ref } = await aWorld();
    const missing = { ...ref, connectionId: uuid(2) };

    expect(await store.noteBlocking(missing, early)).toBe('outdated');
    expect(await store.get(missing)).toBeUndefined();
  });

  it('makes no move for what is no longer the last that was told', async () => {
    const { store, ref } = await aWorld();
    await store.noteBlocking(ref, early);
    await store.noteBlocking(ref, late);

    const moved = await store.move(ref, 'block', { at, blockingToldAt: early });

    expect(moved).toMatchObject({ kind: 'refused', current: { status: 'active' } });
    expect(await store.move(ref, 'block', { at, blockingToldAt: late })).toMatchObject({ kind: 'moved' });
  });

  it('makes no move for a reason that is older than the consent', async () => {
    const { store, ref } = await aWorld({ status: 'awaiting_consent' });
    await store.move(ref, 'activate', { at: late });

    const older = await store.move(ref, 'tokensRefused', { at, unlessActivatedAfter: early });
    const newer = await store.move(ref, 'tokensRefused', { at, unlessActivatedAfter: late });

    expect(older).toMatchObject({ kind: 'refused', current: { status: 'active' } });
    expect(newer).toMatchObject({ kind: 'moved', current: { status: 'reconnect_required' } });
  });

  it('moves a connection whose consent is of a time before that was noted', async () => {
    const { store, ref } = await aWorld();

    const moved = await store.move(ref, 'tokensRefused', { at, unlessActivatedAfter: early });

    expect(moved).toMatchObject({ kind: 'moved' });
  });
});
