import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoLedgerHeads } from '../../../../shared/adapters/dynamodb/ledger/dynamoLedgerHeads.ts';
import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import { DynamoSuppressionList } from '../../../../shared/adapters/dynamodb/suppressionList.ts';
import { makeReadConnections } from '../../../../shared/usecases/connections/readConnections.ts';
import { makeAccountProgress } from '../../../../shared/usecases/ledger/accountProgress.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aClock, aConnection, anAccount, anInstitution } from '../../../builders/records.ts';
import { uuid } from '../../../builders/bank.ts';

const connectionCount = 50;
const accountsEach = 20;

/** A tenant of fifty connections, of twenty accounts and twenty addresses each. */
const aLargeTenant = async () => {
  const table = new MemoryTable();
  const accounts = new DynamoAccountStore(table);
  const connections = new DynamoConnectionStore(table);
  for (let one = 1; one <= connectionCount; one += 1) {
    const notify = Array.from({ length: 20 }, (_, number) => `person-${one}-${number}@bakery.example`);
    await connections.create(aConnection({ id: uuid(one), notify }));
    for (let number = 0; number < accountsEach; number += 1) {
      const id = uuid(1_000 * one + number);
      await accounts.create(anAccount({ id, pontoId: id, connectionId: uuid(one) }));
    }
  }
  return { table, accounts, connections };
};

describe('a page of fifty connections', () => {
  it('reads the accounts once, heads in batches, and never many things at a time', async () => {
    const { table, accounts, connections } = await aLargeTenant();
    const calls = new Map<string, number>();
    let now = 0;
    let most = 0;
    table.onCall = async (moment, call) => {
      if (moment === 'before') calls.set(call, (calls.get(call) ?? 0) + 1);
      now += moment === 'before' ? 1 : -1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const read = makeReadConnections({
      connections,
      accounts,
      progress: makeAccountProgress({
        heads: new DynamoLedgerHeads(table, aClock()),
        syncs: new DynamoSyncStore(table),
      }),
      catalogue: { get: async () => anInstitution() },
      paused: { all: async () => new Set() },
      bankOutages: { hadAt: async () => false },
      confirmAddresses: false,
      suppressionList: new DynamoSuppressionList(table, aClock()),
      clock: aClock(),
    });

    const { items } = await read.list('tenant-1', { limit: 50 }, {});

    expect(items.map((view) => view.accounts.length)).toEqual(Array.from({ length: 50 }, () => accountsEach));
    // The last run of each account is a query; the connections and the accounts are a few pages.
    expect(calls.get('query')).toBeLessThan(connectionCount * accountsEach + 20);
    expect(calls.get('batchGet')).toBeLessThanOrEqual(10);
    expect(calls.get('get') ?? 0).toBe(0);
    expect(most).toBeLessThanOrEqual(16);
  });
});
