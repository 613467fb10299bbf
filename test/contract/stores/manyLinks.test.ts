import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoBankFailures } from '../../../shared/adapters/dynamodb/bankFailures.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoJournalStore } from '../../../shared/adapters/dynamodb/journalStore.ts';
import { DynamoLedgerHeads } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerHeads.ts';
import { DynamoLedgerReader } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoSyncStore } from '../../../shared/adapters/dynamodb/syncStore.ts';
import { scheduleTimeZone, schedules } from '../../../shared/contracts/schedules.ts';
import { randomIds as ids } from '../../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../../shared/runtime/systemClock.ts';
import { makeLinkAccount } from '../../../shared/usecases/accounts/linkAccount.ts';
import { makeReadAccounts } from '../../../shared/usecases/accounts/readAccounts.ts';
import { makeBankOutages } from '../../../shared/usecases/institutions/bankOutages.ts';
import { makeAccountProgress } from '../../../shared/usecases/ledger/accountProgress.ts';
import { makeStartSync } from '../../../shared/usecases/syncs/startSync.ts';
import { uuid } from '../../builders/bank.ts';
import { aConnection, anAccount } from '../../builders/records.ts';
import { pacedClock } from '../../../shared/composition/clients/pacedClock.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';
import { anApi, goodBody } from '../../unit/functions/tenant-api/anApi.ts';

const many = 50;

describe('many links in one call', () => {
  const suite = connectionsTableSuite();

  it('cost each what a link needs by itself, and read what all have in common once', async () => {
    const tenantId = suite.aTenant();
    const connectionId = uuid(1);
    await new DynamoConnectionStore(suite.table()).create(
      aConnection({ tenantId, id: connectionId, status: 'active' }),
    );
    const accountIds = Array.from({ length: many }, (_, index) => uuid(100 + index));
    for (const [index, id] of accountIds.entries()) {
      const own = { id, pontoId: uuid(500 + index), reference: `BE${String(index).padStart(14, '0')}` };
      await new DynamoAccountStore(suite.table()).create(anAccount({ tenantId, connectionId, ...own }));
    }
    const commands: string[] = [];
    const table = suite.hookedTable({ after: ({ name }) => void commands.push(name) });
    const stores = {
      accounts: new DynamoAccountStore(table),
      connections: new DynamoConnectionStore(table),
      journals: new DynamoJournalStore(table),
      due: new DynamoDueIndex(table),
    };
    const reader = new DynamoLedgerReader(table, { consistent: true });
    const syncs = new DynamoSyncStore(table, reader);
    const { ask } = anApi({
      identify: () => ({ tenantId, userId: 'els' }),
      linkAccount: makeLinkAccount({
        ...stores,
        catalogue: { get: async () => undefined },
        reader,
        startSync: makeStartSync({ syncs, jobs: { put: async () => undefined }, ids, clock }),
        ids,
        clock,
      }),
      readAccounts: makeReadAccounts({
        ...stores,
        progress: makeAccountProgress({ heads: new DynamoLedgerHeads(table, pacedClock), syncs }),
        paused: { all: async () => new Set() },
        bankOutages: makeBankOutages({ failures: new DynamoBankFailures(table), clock }),
        schedules: { timeZone: scheduleTimeZone, times: schedules },
        clock,
      }),
    });

    const links = accountIds.map((accountId) => ({ accountId }));
    const { items } = goodBody(
      'linkAccounts',
      await ask({ method: 'POST', path: '/v1/account-links', body: { links } }),
    );

    const batches = commands.filter((name) => name === 'BatchGetItemCommand');
    expect(items).toHaveLength(many);
    // How they stand: heads and last runs of all, in one.
    expect(batches).toHaveLength(1);
    expect(commands.length).toBeLessThanOrEqual(22 * many);
  });
});
