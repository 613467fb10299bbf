import { Fault } from '../../../../shared/domain/faults/fault.ts';
import fc from 'fast-check';
import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { renderHealth } from '../../../../shared/presentation/health.ts';
import { makeLookAtNeighbours } from '../../../../shared/usecases/connections/lookAtNeighbours.ts';
import { makeWarnOfWithdrawal } from '../../../../shared/usecases/connections/warnOfWithdrawal.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aConnection, aLink, anAccount } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

interface Given {
  readonly tenant?: 'own' | 'other';
  readonly connection?: Partial<Connection>;
  readonly accounts?: readonly Partial<Account>[];
}

describe('one organisation at Ponto behind several connections', () => {
  const suite = connectionsTableSuite();
  const fed = { link: aLink() };
  let organizations = 0;

  const aWorld = async (...given: readonly Given[]) => {
    organizations += 1;
    const organizationId = `organization-of-neighbours-${organizations}`;
    const table = suite.table();
    const [own, other] = [suite.aTenant(), suite.aTenant()];
    const [accounts, connections] = [new DynamoAccountStore(table), new DynamoConnectionStore(table)];
    const index = new DynamoOrganizationIndex(table);
    const jobs: SyncJob[] = [];
    for (const [number, { tenant = 'own', connection, accounts: held = [] }] of given.entries()) {
      const tenantId = tenant === 'own' ? own : other;
      const id = uuid(number + 1);
      const made = aConnection({ tenantId, id, organizationId, ...connection });
      await connections.create(made);
      if (made.organizationId !== undefined) {
        await index.add(made.organizationId, { tenantId, connectionId: id });
      }
      for (const [place, account] of held.entries()) {
        const key = (number + 1) * 100 + place;
        await accounts.create(
          anAccount({ tenantId, connectionId: id, id: uuid(key), pontoId: uuid(900_000 + key), ...account }),
        );
      }
    }
    const failures: unknown[] = [];
    let queueTakes = Number.POSITIVE_INFINITY;
    const warn = makeWarnOfWithdrawal({ accounts, connections, organizations: index });
    const look = makeLookAtNeighbours({
      accounts,
      connections,
      organizations: index,
      jobs: {
        put: async (put) => {
          if (jobs.length === queueTakes) throw new Fault('internal_error');
          jobs.push(...put);
        },
      },
      onLookFailure: (look, about, error) => void failures.push([look, about, error]),
    });
    return {
      own,
      failures,
      queueTakes: (jobs_: number) => void (queueTakes = jobs_),
      other,
      jobs,
      warn: (of: Pick<Connection, 'organizationId'> = { organizationId }) => warn(own, of),
      look: (...listed: readonly number[]) =>
        look(
          { tenantId: own, connectionId: uuid(1) },
          organizationId,
          listed.map((key) => aFeedAccount({ pontoId: uuid(900_000 + key) })),
          '2026-03-10T09:00:00.000Z',
        ),
    };
  };

  const neighbour: Given = { tenant: 'other', accounts: [fed] };
  const named = (...keys: readonly number[]) => keys.map((key) => expect.objectContaining({ accountId: uuid(key) }));

  it('names the linked accounts that a consent would withdraw, of all its connections, and that others have some', async () => {
    const world = await aWorld(
      { accounts: [fed, { reference: 'not linked' }, { ...fed, authorization: { revoked: true } }] },
      { accounts: [{ ...fed, reference: 'BE71096123456769', product: 'Spaarrekening' }] },
      neighbour,
    );

    const notice = await world.warn();

    expect(notice).toEqual({
      state: 'attention',
      code: 'keep_selected',
      values: { accounts: named(100, 200), more: 0, others: true },
    });
    expect(notice && renderHealth('en', notice)).toMatchObject({
      code: 'keep_selected',
      message:
        'In the consent, keep every account selected that is selected already: what is left out is withdrawn. ' +
        'Here that would stop BE68539007547034, BE71096123456769 (Spaarrekening). ' +
        'Others who use the same organisation at Ponto would lose accounts too.',
    });
  });

  it('names or counts each linked account of its own that a consent would withdraw, tells whether others have any, and no more', async () => {
    const account = fc.record({ isLinked: fc.boolean(), isRevoked: fc.boolean() });
    const connection = fc.record({
      tenant: fc.constantFrom('own', 'other'),
      method: fc.constantFrom('oauth', 'client_credentials'),
      status: fc.constantFrom('active', 'reconnect_required', 'disconnected'),
      isElsewhere: fc.boolean(),
      accounts: fc.array(account, { maxLength: 8 }),
    });
    const property = fc.asyncProperty(fc.array(connection, { maxLength: 5 }), async (drawn) => {
      const world = await aWorld(
        ...drawn.map(({ tenant, method, status, isElsewhere, accounts }) => ({
          tenant,
          connection: { method, status, ...(isElsewhere ? { organizationId: `elsewhere-${organizations}` } : {}) },
          accounts: accounts.map(({ isLinked, isRevoked }) => ({
            ...(isLinked ? fed : {}),
            ...(isRevoked ? { authorization: { revoked: true } } : {}),
          })),
        })),
      );
      const withdrawn = drawn.flatMap(({ tenant, method, status, isElsewhere, accounts }, number) =>
        accounts.flatMap(({ isLinked, isRevoked }, place) => {
          const isTouched = method === 'oauth' && status !== 'disconnected' && !isElsewhere;
          return isTouched && isLinked && !isRevoked ? [{ tenant, id: uuid((number + 1) * 100 + place) }] : [];
        }),
      );
      const own = withdrawn.filter(({ tenant }) => tenant === 'own').map(({ id }) => id);

      const notice = await world.warn();

      if (withdrawn.length === 0) return expect(notice).toBeUndefined();
      const values = notice?.code === 'keep_selected' ? notice.values : undefined;
      const told = values?.accounts.map(({ accountId }) => accountId) ?? [];
      expect(own).toEqual(expect.arrayContaining(told));
      expect([new Set(told).size + (values?.more ?? 0), values?.others]).toEqual([
        own.length,
        withdrawn.length > own.length,
      ]);
      expect(told.length).toBeGreaterThanOrEqual(Math.min(own.length, 5));
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('tells of others that there are some, never whose or how many', async () => {
    const [one, three] = [await aWorld(neighbour), await aWorld(neighbour, neighbour, neighbour)];

    const [few, many] = [await one.warn(), await three.warn()];

    expect(few).toEqual({ state: 'attention', code: 'keep_selected', values: { accounts: [], more: 0, others: true } });
    expect(many).toEqual(few);
  });

  it('warns before the first consent of a connection, whose organisation nobody knows yet', async () => {
    const world = await aWorld({ accounts: [fed] }, neighbour);

    expect(await world.warn({})).toMatchObject({ values: { accounts: named(100), others: true } });
  });

  it.each<[string, readonly Given[]]>([
    ['nothing is linked', [{ accounts: [{}] }, { tenant: 'other', accounts: [{}] }]],
    [
      'all that is linked is gone already',
      [{ accounts: [{ ...fed, authorization: { revoked: true } }] }, { tenant: 'other' }],
    ],
    ['it is of another organisation', [{ connection: { organizationId: 'another' }, accounts: [fed] }]],
    [
      'a Client ID reads it, whose accounts no consent of ours touches',
      [{ connection: { method: 'client_credentials' }, accounts: [fed] }],
    ],
    ['it is disconnected', [{ connection: { status: 'disconnected' }, accounts: [fed] }]],
    ['the neighbour is disconnected', [{ tenant: 'other', connection: { status: 'disconnected' }, accounts: [fed] }]],
  ])('says nothing where nothing is at stake: %s', async (_why, given) => {
    expect(await (await aWorld(...given)).warn()).toBeUndefined();
  });

  it('names ten and counts the rest', async () => {
    const world = await aWorld({
      accounts: Array.from({ length: 12 }, (_, place) => ({ ...fed, reference: `A${place}` })),
    });

    const notice = await world.warn();

    expect(notice).toMatchObject({ values: { accounts: { length: 10 }, more: 2 } });
    expect(notice && renderHealth('en', notice).message).toMatch(/A9 and 2 more\.$/);
  });

  it('looks at once, after a consent, at those of whose accounts it has left out some', async () => {
    const world = await aWorld(
      { accounts: [fed] },
      { accounts: [fed, { reference: 'not linked' }] },
      { accounts: [fed] },
      neighbour,
    );

    const withdrawn = await world.look(100, 300);

    expect(withdrawn).toBe(1);
    expect(world.jobs).toEqual(
      [
        { tenantId: world.own, connectionId: uuid(2) },
        { tenantId: world.other, connectionId: uuid(4) },
      ].map((ref) => expect.objectContaining({ kind: 'event', effect: 'fetch_accounts', ...ref })),
    );
  });

  it('stands where one of them cannot be looked at, and that is told', async () => {
    const world = await aWorld({ accounts: [fed] }, { accounts: [fed] }, { accounts: [fed] });
    world.queueTakes(1);

    expect(await world.look(100)).toBe(1);
    expect(world.jobs).toHaveLength(1);
    expect(world.failures).toEqual([
      ['neighbours', { tenantId: world.own, connectionId: uuid(1) }, new Fault('internal_error')],
    ]);
  });

  it('leaves the others alone when it shares all of them', async () => {
    const world = await aWorld({ accounts: [fed] }, { accounts: [fed] }, neighbour);

    expect([await world.look(100, 200, 300), world.jobs]).toEqual([0, []]);
  });
});
