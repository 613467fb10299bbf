import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionRuns } from '../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoAlertDeliveries } from '../../../shared/adapters/dynamodb/alertDeliveries.ts';
import { observationOf, lostObservationOf } from '../../../shared/domain/connections/observation.ts';
import type { ConnectionRef } from '../../../shared/ports/refsAndPages.ts';
import type { IncidentRef } from '../../../shared/ports/alerts.ts';
import { aFeedAccount, uuid } from '../../builders/bank.ts';
import { checksOf } from '../../builders/allChecks.ts';
import { aMove, aConnection, anAccount } from '../../builders/records.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('an incident', () => {
  const suite = connectionsTableSuite();
  const at = '2026-03-10T20:00:00.000Z';
  const looksAt = async (tenantId: string): Promise<string[]> =>
    (await checksOf(suite.table(), tenantId)).map(({ day }) => day);
  const aStored = async () => {
    const tenantId = suite.aTenant();
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId }));
    return { tenantId, connectionId: uuid(1) };
  };

  it.each(['tokensRefused', 'block'] as const)(
    'of a move (%s) has the next daily run look, and says since when',
    async (move) => {
      const ref = await aStored();
      const store = new DynamoConnectionStore(suite.table());
      await store.recordBlocking(ref, at);

      const moved = await store.move(ref, aMove(move, { at }));

      expect(moved).toMatchObject({ kind: 'moved', current: { statusSince: at } });
      expect(await looksAt(ref.tenantId)).toEqual(['2026-03-10']);
    },
  );

  it('is not what a good move is', async () => {
    const ref = await aStored();

    await new DynamoConnectionStore(suite.table()).move(ref, aMove('activate', { at }));

    expect(await looksAt(ref.tenantId)).toEqual([]);
  });

  it.each<[string, (store: DynamoConnectionStore, ref: ConnectionRef) => Promise<unknown>]>([
    ['with its accounts', (store, ref) => store.move(ref, aMove('activate', { at, onboardingComplete: false }))],
    ['without any', (store, ref) => store.recordOrganization(ref, { id: uuid(7), onboardingComplete: false }, at)],
  ])('of a registration that is not complete has it look before it is known (%s)', async (_how, learn) => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId, status: 'awaiting_consent' }));
    const crashing = suite.hookedTable({
      before: ({ name }) => {
        if (name.startsWith('Update')) throw new Error('crash');
      },
    });
    const store = new DynamoConnectionStore(suite.table());

    await expect(learn(new DynamoConnectionStore(crashing), ref)).rejects.toThrow('crash');
    const looks = await looksAt(tenantId);
    await learn(store, ref);

    expect(looks).toEqual(['2026-03-10']);
    expect(await store.get(ref)).toMatchObject({ onboardingComplete: false });
    expect(await looksAt(tenantId)).toEqual(['2026-03-10']);
  });

  it('of a registration is none when it is complete', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    const store = new DynamoConnectionStore(suite.table());
    await store.create(aConnection({ tenantId, status: 'awaiting_consent', onboardingComplete: false }));

    await store.recordOrganization(ref, { id: uuid(7), onboardingComplete: true }, at);
    await store.move(ref, aMove('activate', { at, onboardingComplete: true }));

    expect(await store.get(ref)).toMatchObject({ onboardingComplete: true });
    expect(await looksAt(tenantId)).toEqual([]);
  });

  it('of an account that is no longer shared has it look once, however often that is observed', async () => {
    const ref = await aStored();
    const store = new DynamoAccountStore(suite.table());
    const account = await store.create({
      ...anAccount({ tenantId: ref.tenantId }),
      ...observationOf(aFeedAccount(), undefined, at),
    });

    await store.observe({ tenantId: ref.tenantId, accountId: account.id }, lostObservationOf(account, at));
    const looks = await looksAt(ref.tenantId);
    await store.observe(
      { tenantId: ref.tenantId, accountId: account.id },
      lostObservationOf(account, '2026-03-20T20:00:00.000Z'),
    );

    expect(looks).toContain('2026-03-10');
    expect(await looksAt(ref.tenantId)).toEqual(looks);
  });

  it('of a run that gave up is kept until the next good one', async () => {
    const ref = await aStored();
    const runs = new DynamoConnectionRuns(suite.table());
    await runs.recordRun(ref, '2026-03-09T20:00:00.000Z');

    await runs.recordFailedRun(ref, at);
    const failed = await runs.load(ref);
    await runs.recordRun(ref, '2026-03-11T20:00:00.000Z');

    expect(failed?.runs).toMatchObject({ lastRunAt: '2026-03-09T20:00:00.000Z', failedAt: at });
    expect((await runs.load(ref))?.runs).not.toHaveProperty('failedAt');
    expect(await looksAt(ref.tenantId)).toEqual(['2026-03-10']);
  });

  it('is told by one of two writers, apart for kind, account and person, and no address is in the table', async () => {
    const deliveries = new DynamoAlertDeliveries(suite.table());
    const ref: IncidentRef = {
      ...(await aStored()),
      kind: 'feed_stale',
      accountId: uuid(101),
      address: 'els@bakery.example',
    };
    const begun = { cause: at, state: 'begun', attempts: 1, run: at } as const;

    const outcomes = await Promise.all([deliveries.put(ref, begun, undefined), deliveries.put(ref, begun, undefined)]);

    const done = { ...begun, state: 'done' } as const;
    expect(outcomes.sort()).toEqual(['changed', 'written']);
    expect(await deliveries.put(ref, done, begun)).toBe('written');
    expect(await deliveries.put(ref, begun, begun)).toBe('changed');
    expect(await deliveries.get(ref)).toMatchObject(done);
    const { accountId: _account, ...ofConnection } = ref;
    for (const other of [
      ofConnection,
      { ...ref, kind: 'accounts_lost' as const },
      { ...ref, address: 'jan@bakery.example' },
    ]) {
      expect(await deliveries.get(other)).toBeUndefined();
    }
  });
});
