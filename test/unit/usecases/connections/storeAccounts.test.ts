import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import type { Account, ConnectionStatus } from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { Institution } from '../../../../shared/domain/institutions/institution.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aConnection, aLink, anAccount, anInstitution, countedIds } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('storing the accounts that Ponto lists', () => {
  const suite = connectionsTableSuite();
  const at = '2026-03-10T09:00:00.000Z';

  const aWorld = async (
    options: {
      readonly known?: readonly Partial<Account>[];
      /** Status of the tenant's second connection. */
      readonly second?: ConnectionStatus;
      readonly institution?: (id: string) => Institution | undefined;
    } = {},
  ) => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    const [accounts, connections] = [new DynamoAccountStore(table), new DynamoConnectionStore(table)];
    const due = new DynamoDueIndex(table);
    await connections.create(aConnection({ tenantId, id: uuid(1) }));
    if (options.second) await connections.create(aConnection({ tenantId, id: uuid(2), status: options.second }));
    for (const account of options.known ?? []) await accounts.create(anAccount({ tenantId, ...account }));
    const ids = countedIds();
    const store = makeStoreAccounts({
      history: new DynamoConnectionHistory(table),
      accounts,
      connections,
      catalogue: { get: async (id) => (options.institution ?? (() => anInstitution({ id })))(id) },
      due,
      ids,
    });
    const dueFor = (connectionId: string) => due.markOf('every_12_hours', { tenantId, connectionId });
    const history = new DynamoConnectionHistory(table);
    return {
      tenantId,
      accounts,
      told: async () =>
        (await history.list({ tenantId, connectionId: uuid(1) }, { limit: 50 })).items.map(({ what }) => what),
      due,
      dueFor,
      store: (listed: Parameters<typeof store>[1], connectionId = uuid(1)) =>
        store({ tenantId, connectionId }, listed, { at, by: { kind: 'system' } }),
      all: async () => (await accounts.list(tenantId, {}, { limit: 50 })).items,
    };
  };

  it('tells an account as lost once, not again at every look', async () => {
    const world = await aWorld({ known: [{ id: uuid(101), pontoId: uuid(11), link: aLink() }] });

    const first = await world.store([]);
    const second = await world.store([]);

    expect([first.lost.map(({ id }) => id), second.lost]).toEqual([[uuid(101)], []]);
    expect(await world.told()).toEqual(['account_lost']);
    expect(await world.accounts.get({ tenantId: world.tenantId, accountId: uuid(101) })).toMatchObject({
      link: aLink(),
    });
  });

  it('adds what is new, keeps what is known, and tells what is lost', async () => {
    const world = await aWorld({
      known: [
        { id: uuid(101), pontoId: uuid(11) },
        { id: uuid(102), pontoId: uuid(12), reference: 'BE71096123456769', link: aLink() },
      ],
    });

    const fetched = await world.store([
      aFeedAccount({ pontoId: uuid(11) }),
      aFeedAccount({ pontoId: uuid(13), reference: 'NL91ABNA0417164300' }),
    ]);

    expect(fetched.added).toMatchObject([{ pontoId: uuid(13), connectionId: uuid(1) }]);
    expect([...(await world.told())].sort()).toEqual(['account_added', 'account_lost']);
    expect(fetched.kept).toMatchObject([{ id: uuid(101) }]);
    expect(fetched.lost).toMatchObject([{ id: uuid(102) }]);
    expect(await world.accounts.get({ tenantId: world.tenantId, accountId: uuid(102) })).toMatchObject({
      authorization: { revoked: true },
      link: aLink(),
    });
  });

  it('keeps id and link of an account that comes back under a new id of Ponto', async () => {
    const world = await aWorld({
      known: [{ id: uuid(101), pontoId: uuid(11), link: aLink(), authorization: { revoked: true } }],
    });

    const fetched = await world.store([aFeedAccount({ pontoId: uuid(12) })]);

    expect(fetched).toMatchObject({ added: [], kept: [{ id: uuid(101) }], lost: [] });
    expect(await world.all()).toMatchObject([
      { id: uuid(101), pontoId: uuid(12), link: aLink(), authorization: { revoked: false } },
    ]);
  });

  it('takes an account for none of another id while the one that a person has told apart from it is still to be made', async () => {
    const number = {
      institutionId: anAccount().institutionId,
      reference: anAccount().reference,
      referenceType: 'IBAN',
      currency: 'EUR',
    } as const;
    const apart = (pontoId: string) => [{ pontoId, at, number }];
    const gone = { id: uuid(101), pontoId: uuid(11), authorization: { revoked: true } };

    const added = async (known: Partial<Account>) =>
      (await (await aWorld({ known: [known] })).store([aFeedAccount({ pontoId: uuid(13) })])).added.length;

    expect(await added(gone)).toBe(0);
    expect(await added({ ...gone, notContinuedAs: apart(uuid(12)) })).toBe(1);
  });

  it('changes nothing but the observation when the same list comes again', async () => {
    const world = await aWorld();
    await world.store([aFeedAccount()]);
    const before = await world.all();

    const fetched = await world.store([aFeedAccount()]);

    expect(fetched).toMatchObject({ added: [], lost: [] });
    expect(await world.all()).toEqual(before);
  });

  it('makes one account when two looks at once find it new', async () => {
    const world = await aWorld();

    await Promise.all([world.store([aFeedAccount()]), world.store([aFeedAccount()])]);

    expect(await world.all()).toHaveLength(1);
  });

  it.each<ConnectionStatus>(['disconnected', 'reconnect_required', 'awaiting_consent'])(
    'moves an account of a %s connection to the one that reads it now, with its schedule',
    async (second) => {
      const known = { id: uuid(101), pontoId: uuid(11), connectionId: uuid(2), link: aLink() };
      const world = await aWorld({ second, known: [known] });
      await world.due.add('every_12_hours', { tenantId: world.tenantId, connectionId: uuid(2) }, 'mark');

      const fetched = await world.store([aFeedAccount({ pontoId: uuid(12) })]);

      expect(fetched).toMatchObject({ added: [], kept: [{ id: uuid(101), connectionId: uuid(1) }], lost: [] });
      expect(await world.all()).toMatchObject([{ id: uuid(101), connectionId: uuid(1), link: aLink() }]);
      expect([await world.dueFor(uuid(1)), await world.dueFor(uuid(2))]).toEqual([expect.any(String), undefined]);
    },
  );

  it('leaves the account of a living connection alone unless it is the very same at Ponto', async () => {
    const known = { id: uuid(101), pontoId: uuid(11), connectionId: uuid(2), link: aLink() };
    const world = await aWorld({ second: 'active', known: [known] });

    const other = await world.store([aFeedAccount({ pontoId: uuid(12) })]);
    const same = await world.store([aFeedAccount({ pontoId: uuid(11) }), aFeedAccount({ pontoId: uuid(12) })]);

    expect(other).toMatchObject({ added: [{ pontoId: uuid(12) }], kept: [], lost: [] });
    expect(same.kept.map(({ id }) => id)).toContain(uuid(101));
    expect(await world.all()).toHaveLength(2);
  });

  it('does not call accounts of other connections lost', async () => {
    const known = { id: uuid(101), pontoId: uuid(11), connectionId: uuid(2), reference: 'BE71096123456769' };
    const world = await aWorld({ second: 'disconnected', known: [known] });

    const fetched = await world.store([aFeedAccount()]);

    expect(fetched.lost).toEqual([]);
    expect(await world.accounts.get({ tenantId: world.tenantId, accountId: uuid(101) })).toMatchObject({
      authorization: { revoked: false },
    });
  });

  it('takes the end of the authorization from Ponto, else from the institution, else from the law', async () => {
    const world = await aWorld({
      institution: (id) => anInstitution({ id, ...(id === 'ninety' && { authorizationDays: 90 }) }),
    });
    const authorizedAt = '2026-01-01T10:00:00.000Z';

    await world.store([
      aFeedAccount({ pontoId: 'a', reference: 'A', institutionId: 'ninety', authorizedAt }),
      aFeedAccount({ pontoId: 'b', reference: 'B', institutionId: 'usual', authorizedAt }),
      aFeedAccount({
        pontoId: 'c',
        reference: 'C',
        authorizedAt,
        authorizationExpectedEnd: '2026-02-01T10:00:00.000Z',
      }),
      aFeedAccount({ pontoId: 'd', reference: 'D' }),
    ]);

    const ends = Object.fromEntries((await world.all()).map(({ pontoId, authorization }) => [pontoId, authorization]));
    expect(ends).toEqual({
      a: { authorizedAt, expiresAt: '2026-04-01T10:00:00.000Z', revoked: false },
      b: { authorizedAt, expiresAt: '2026-06-30T10:00:00.000Z', revoked: false },
      c: { authorizedAt, expiresAt: '2026-02-01T10:00:00.000Z', revoked: false },
      d: { revoked: false },
    });
  });

  it('stores accounts also while the catalogue cannot be had', async () => {
    const world = await aWorld({
      institution: () => {
        throw new Fault('ponto_unavailable');
      },
    });

    const fetched = await world.store([aFeedAccount()]);

    expect(fetched.added).toHaveLength(1);
  });
});
