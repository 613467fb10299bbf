import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import type { Account } from '../../shared/domain/connections/connection.ts';
import type { AccountStore } from '../../shared/ports/accounts.ts';
import { makeReadTenantFeed } from '../../shared/usecases/feed/readTenantFeed.ts';
import { FeedMirror } from '../builders/feedMirror.ts';
import { mirrorDifferences } from '../builders/mirrorDifferences.ts';
import { ReadOnce } from './readOnce.ts';

/** Now and then a new reader begins, who finds the books in the middle of their life. */
const looksOfReader = 6;

/** Readers of a tenant's feed who hold nothing but what it told them, beside what the API says. */
export class FeedAudit {
  readonly #read: ReturnType<typeof makeReadTenantFeed>;
  readonly #reader: DynamoLedgerReader;
  readonly #tenantId: string;
  /** Follows from the beginning. */
  readonly #faithful: FeedMirror;
  #looks = 0;

  constructor(table: Table, accounts: Pick<AccountStore, 'getOwn' | 'list'>, tenantId: string) {
    this.#tenantId = tenantId;
    this.#reader = new DynamoLedgerReader(table, { consistent: true });
    this.#read = makeReadTenantFeed({ accounts, log: new DynamoFeedLog(table), reader: this.#reader });
    this.#faithful = this.#begin();
  }

  /** The readers read on, some items a page, and are compared with the API. */
  async check(accounts: readonly Account[]): Promise<readonly string[]> {
    this.#looks += 1;
    const limit = 10 + ((this.#looks * 7) % 60);
    const found: string[] = [];
    const newcomers = this.#looks % looksOfReader === 0 ? [this.#begin()] : [];
    for (const mirror of [this.#faithful, ...newcomers]) {
      await mirror.readOn(limit);
      for (const account of accounts) {
        const differences = await mirrorDifferences(mirror, new ReadOnce(this.#reader), account);
        const name = mirror === this.#faithful ? 'faithful' : 'new';
        found.push(...differences.map((difference) => `the ${name} reader of the feed: ${difference}`));
      }
    }
    return found;
  }

  #begin(): FeedMirror {
    return new FeedMirror(this.#read, this.#tenantId);
  }
}
