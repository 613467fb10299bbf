import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoLedgerReader } from '../../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { makeSetKnownBalance } from '../../../../shared/usecases/accounts/setKnownBalance.ts';
import { uuid } from '../../../builders/bank.ts';
import { aClock, aConnection, aLink, anAccount, anInstitution, aSync } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('a known balance of an account', () => {
  const suite = connectionsTableSuite();
  const known = { amount: '850.00', on: '2026-02-28' };

  const aWorld = async (account: Partial<Account> = {}, connection: Partial<Connection> = {}) => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    const accounts = new DynamoAccountStore(table);
    const connections = new DynamoConnectionStore(table);
    await connections.create(aConnection({ tenantId, ...connection }));
    await accounts.create({ ...anAccount(account), tenantId });
    const started: string[] = [];
    const set = makeSetKnownBalance({
      accounts,
      connections,
      catalogue: { get: async () => anInstitution() },
      reader: new DynamoLedgerReader(table, { consistent: true }),
      startSync: async ({ id }, { trigger }) => {
        started.push(`${trigger} ${id}`);
        return aSync();
      },
      clock: aClock('2026-03-10T09:00:00.000Z'),
    });
    const linkOf = async () => (await accounts.get({ tenantId, accountId: uuid(101) }))?.link;
    return { started, linkOf, set: set.bind(undefined, tenantId) };
  };

  it('stands beside the link, replaces the one before, and a run looks at it at once', async () => {
    const { set, linkOf, started } = await aWorld({ link: aLink() });

    expect(await set(uuid(101), { ...known, amount: '85.00' })).toEqual({ kind: 'set' });
    expect(await set(uuid(101), known)).toEqual({ kind: 'set' });

    expect(await linkOf()).toEqual({ ...aLink(), knownBalance: known });
    expect(started).toEqual([`link ${uuid(101)}`, `link ${uuid(101)}`]);
  });

  it('can be taken back, also when there is none', async () => {
    const { set, linkOf } = await aWorld({ link: aLink({ knownBalance: known }) });

    await set(uuid(101), undefined);
    await set(uuid(101), undefined);

    expect(await linkOf()).toEqual(
      aLink({ knownBalance: 'taken_back', figuresTakenBackAt: '2026-03-10T09:00:00.000Z' }),
    );
  });

  it('stays taken back when another one is given before a run has heard of it', async () => {
    const { set, linkOf } = await aWorld({ link: aLink({ knownBalance: known }) });

    await set(uuid(101), undefined);
    await set(uuid(101), { ...known, amount: '85.00' });

    expect(await linkOf()).toEqual(
      aLink({ knownBalance: { ...known, amount: '85.00' }, figuresTakenBackAt: '2026-03-10T09:00:00.000Z' }),
    );
  });

  it('waits for the next run where none can begin', async () => {
    const { set, linkOf, started } = await aWorld({ link: aLink() }, { status: 'reconnect_required' });

    expect(await set(uuid(101), known)).toEqual({ kind: 'set' });

    expect([await linkOf(), started]).toMatchObject([{ knownBalance: known }, []]);
  });

  it('is refused of an account of nobody, and of one that feeds nothing', async () => {
    const { link: _none, ...bare } = anAccount();
    const unlinked = await aWorld(bare, {});

    expect(await unlinked.set(uuid(999), known)).toEqual({ kind: 'unknown_account' });
    expect(await unlinked.set(uuid(101), known)).toEqual({ kind: 'account_not_linked' });
    expect(await unlinked.linkOf()).toBeUndefined();
  });

  it.each([
    ['a day that is not over', '2026-03-10', { kind: 'known_balance_too_late', day: '2026-03-09' }],
    [
      'a day with others between it and the books',
      '2026-02-27',
      { kind: 'known_balance_too_early', day: '2026-02-28' },
    ],
  ])('is refused of %s', async (_case, on, refused) => {
    const { set, linkOf, started } = await aWorld({ link: aLink() });

    expect(await set(uuid(101), { ...known, on })).toEqual(refused);

    expect([await linkOf(), started]).toEqual([aLink(), []]);
  });
});
