import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoFeedLog } from '../../../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { makeReadTenantFeed } from '../../../../shared/usecases/feed/readTenantFeed.ts';
import { makeListTransactions } from '../../../../shared/usecases/ledger/listTransactions.ts';
import type { SyncLedgerInput } from '../../../../shared/usecases/sync/syncContext.ts';
import { aFeedAccount, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine } from '../../../builders/engine.ts';
import { FakeBankFeed } from '../../../builders/fakeBankFeed.ts';
import { FeedMirror } from '../../../builders/feedMirror.ts';
import { mirrorDifferences } from '../../../builders/mirrorDifferences.ts';

export const tenantId = 'tenant-1';

/** A tenant with accounts, each with a bank of its own, over one table. */
export const aTenant = () => {
  const engine = anEngine();
  const { table, reader } = engine;
  const accounts = new DynamoAccountStore(table);
  const log = new DynamoFeedLog(table);
  const readTenantFeed = makeReadTenantFeed({ accounts, log, reader });
  let opened = 0;

  const openAccount = async () => {
    opened += 1;
    const id = uuid(100 + opened);
    const account = { ...aLinkedAccount(), id, pontoId: uuid(900_100 + opened) };
    await accounts.create(account);
    const bank = new FakeBankFeed(aFeedAccount({ pontoId: account.pontoId }));
    const run = (overrides: Partial<SyncLedgerInput> = {}) =>
      engine.run({ account, feedAccount: bank.account, feed: bank, ...overrides });
    const lines = async (): Promise<readonly [number, string][]> => {
      const { booked } = await makeListTransactions({ reader })({ tenantId, accountId: id }, { limit: 1_000 });
      return booked.map(({ line, content }): [number, string] => [line, content.remittanceText ?? '']).sort(byNumber);
    };
    const differences = (mirror: FeedMirror) => mirrorDifferences(mirror, reader, account);
    return { id, account, bank, run, lines, differences };
  };

  return {
    ...engine,
    accounts,
    log,
    readTenantFeed,
    openAccount,
    mirror: () => new FeedMirror(readTenantFeed, tenantId),
  };
};

const byNumber = ([a]: readonly [number, string], [b]: readonly [number, string]): number => a - b;
