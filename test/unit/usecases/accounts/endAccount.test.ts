import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoJournalStore } from '../../../../shared/adapters/dynamodb/journalStore.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import { makeEndAccount } from '../../../../shared/usecases/accounts/endAccount.ts';
import { DynamoLedgerReader } from '../../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { makeLinkAccount } from '../../../../shared/usecases/accounts/linkAccount.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import {
  aClock,
  aConnection,
  aJournal,
  aLink,
  anAccount,
  anInstitution,
  countedIds,
} from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('ending an account', () => {
  const suite = connectionsTableSuite();
  const ids = countedIds();

  const aWorld = async (
    options: { readonly connection?: Partial<Connection>; readonly account?: Partial<Account> } = {},
  ) => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    const ref = { tenantId, connectionId: uuid(1) };
    const organizationId = `organization of ${tenantId}`;
    const [accounts, journals] = [new DynamoAccountStore(table), new DynamoJournalStore(table)];
    const organizations = new DynamoOrganizationIndex(table);
    await new DynamoConnectionStore(table).create(aConnection({ tenantId, organizationId, ...options.connection }));
    await organizations.add(organizationId, ref);
    await journals.create(aJournal({ tenantId, accountId: uuid(101) }));
    await journals.claim({ tenantId, journalId: uuid(201) }, { accountId: uuid(101), claimId: 'claim-1' });
    await accounts.create(anAccount({ tenantId, link: aLink(), ...options.account }));
    await new DynamoDueIndex(table).add('every_12_hours', ref, 'mark');
    const asked: string[] = [];
    const ponto: { answer: 'ended' | 'gone' | 'refused' | Fault } = { answer: 'ended' };
    const ending = (through: Table) => {
      const linkAccount = makeLinkAccount({
        reader: new DynamoLedgerReader(table, { consistent: true }),
        accounts: new DynamoAccountStore(through),
        connections: new DynamoConnectionStore(through),
        journals: new DynamoJournalStore(through),
        due: new DynamoDueIndex(through),
        catalogue: { get: async () => anInstitution() },
        startSync: async () => {
          throw new Error('nothing is read of an account that ends');
        },
        ids,
        clock: aClock(),
      });
      const end = makeEndAccount({
        accounts: new DynamoAccountStore(through),
        connections: new DynamoConnectionStore(through),
        organizations,
        history: new DynamoConnectionHistory(through),
        feeds: {
          of: () =>
            inert<BankFeed>('feed', {
              endAccount: async (pontoId) => {
                asked.push(pontoId);
                if (ponto.answer instanceof Fault) throw ponto.answer;
                return ponto.answer;
              },
            }),
        },
        linkAccount,
        clock: aClock(),
      });
      return (accountId = uuid(101)) => end({ tenantId, userId: 'user-1' }, accountId);
    };
    const now = async () => ({
      account: await accounts.get({ tenantId, accountId: uuid(101) }),
      journal: await journals.get({ tenantId, journalId: uuid(201) }),
      due: await new DynamoDueIndex(table).markOf('every_12_hours', ref),
      told: (await new DynamoConnectionHistory(table).list(ref, { limit: 10 })).items.map(({ what }) => what),
    });
    return { tenantId, organizationId, organizations, accounts, asked, ponto, ending, end: ending(table), now };
  };

  it('takes it out at Ponto, stops its schedule and frees its journal; a second call changes nothing', async () => {
    const world = await aWorld();

    const first = await world.end();
    const after = await world.now();
    const second = await world.end();

    expect([first, second]).toEqual([
      { kind: 'ended', atPonto: 'done' },
      { kind: 'ended', atPonto: 'not_needed' },
    ]);
    expect(world.asked).toEqual([uuid(900_001)]);
    expect(after.account).toMatchObject({ id: uuid(101), authorization: { revoked: true } });
    expect(after.account?.link).toBeUndefined();
    expect([after.journal?.accountId, after.due, after.told]).toEqual([undefined, undefined, ['account_ended']]);
    expect((await world.now()).told).toEqual(['account_ended']);
  });

  it('changes nothing when Ponto cannot be reached, or does not do it', async () => {
    const world = await aWorld();
    const before = await world.now();

    world.ponto.answer = new Fault('ponto_unavailable');
    await expect(world.end()).rejects.toMatchObject({ code: 'ponto_unavailable' });
    world.ponto.answer = 'refused';

    expect(await world.end()).toEqual({ kind: 'ending_refused' });
    expect(await world.now()).toEqual(before);
  });

  it.each([
    ['was lost before', { account: { authorization: { revoked: true } } }],
    ['is on a connection that was disconnected', { connection: { status: 'disconnected' } }],
  ] as const)('asks nothing of Ponto for an account that %s, and frees its journal', async (_, options) => {
    const world = await aWorld(options);

    expect(await world.end()).toEqual({ kind: 'ended', atPonto: 'not_needed' });
    expect([world.asked, (await world.now()).journal?.accountId]).toEqual([[], undefined]);
  });

  it.each(['reconnect_required', 'blocked'] as const)('waits for a connection that is %s', async (status) => {
    const world = await aWorld({ connection: { status } });

    expect(await world.end()).toEqual({ kind: 'connection_not_active', status });
    expect((await world.now()).account?.link).toEqual(aLink());
  });

  it('leaves it to another tenant that reads it on the same integration', async () => {
    const world = await aWorld();
    const other = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId: other.tenantId }));
    await new DynamoAccountStore(suite.table()).create(anAccount({ tenantId: other.tenantId }));
    await world.organizations.add(world.organizationId, other);

    expect(await world.end()).toEqual({ kind: 'ended', atPonto: 'not_needed' });
    expect([world.asked, (await world.now()).account?.link]).toEqual([[], undefined]);
  });

  it('is completed by the next call, wherever the first one is cut short', async () => {
    let crashes = 0;
    for (let crashAt = 1; ; crashAt += 1) {
      const world = await aWorld();
      let writes = 0;
      const crashing = suite.hookedTable({
        before: ({ name }) => {
          if (name === 'GetItemCommand' || name === 'QueryCommand') return;
          writes += 1;
          if (writes === crashAt) throw new Error('crashed');
        },
      });
      const outcome = await world
        .ending(crashing)()
        .catch(() => 'crashed');
      if (outcome !== 'crashed') break;
      crashes += 1;
      world.ponto.answer = 'gone';

      await world.end();

      const { account, journal, told } = await world.now();
      expect([account?.link, account?.authorization.revoked, journal?.accountId]).toEqual([undefined, true, undefined]);
      expect(new Set(told)).toEqual(new Set(['account_ended']));
    }
    expect(crashes).toBeGreaterThan(4);
  });

  it('is not there for somebody else', async () => {
    const world = await aWorld();

    expect(await world.end(uuid(999))).toEqual({ kind: 'unknown_account' });
  });
});
