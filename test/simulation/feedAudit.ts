import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import { wholeOf } from '../../shared/domain/feed/feedEntry.ts';
import type { Account } from '../../shared/domain/connections/connection.ts';
import type { AccountStore } from '../../shared/ports/accounts.ts';
import { makeReadTenantFeed } from '../../shared/usecases/feed/readTenantFeed.ts';
import { FeedMirror } from '../builders/feedMirror.ts';
import { mirrorDifferences } from '../builders/mirrorDifferences.ts';
import { ReadOnce } from './readOnce.ts';

/** Now and then a new reader begins, who finds the books in the middle of their life. */
const looksOfReader = 6;
/** Now and then the books are put back. */
const looksOfRestore = 5;
/** A slow reader reads a page at a time, while the books go on under it; at the end of so many looks it has read everything. */
const looksOfSlow = 4;

/** Readers of a tenant's feed who hold nothing but what it told them, beside what the API says. */
export class FeedAudit {
  readonly #read: ReturnType<typeof makeReadTenantFeed>;
  readonly #log: DynamoFeedLog;
  readonly #reader: DynamoLedgerReader;
  readonly #tenantId: string;
  /** Follows from the beginning. */
  readonly #faithful: FeedMirror;
  #slow: FeedMirror;
  #looks = 0;

  constructor(table: Table, accounts: Pick<AccountStore, 'getOwn' | 'list'>, tenantId: string) {
    this.#tenantId = tenantId;
    this.#reader = new DynamoLedgerReader(table, { consistent: true });
    this.#log = new DynamoFeedLog(table);
    this.#read = makeReadTenantFeed({ accounts, log: this.#log, reader: this.#reader });
    this.#faithful = this.#begin();
    this.#slow = this.#begin();
  }

  /** The readers read on, some items a page, and are compared with the API. */
  async check(accounts: readonly Account[]): Promise<readonly string[]> {
    this.#looks += 1;
    const limit = 10 + ((this.#looks * 7) % 60);
    const found: string[] = [];
    if (this.#looks % looksOfRestore === 0) for (const account of accounts) await this.#putBack(account);
    const newcomers = this.#looks % looksOfReader === 0 ? [this.#begin()] : [];
    if (this.#looks % looksOfSlow === 0) {
      newcomers.push(this.#slow);
      this.#slow = this.#begin();
    } else await this.#slow.readOn(3 + (this.#looks % 5), 1);
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

  /** The books are what they are now after a restore; whoever has followed them holds a line of days that are undone. */
  async #putBack({ id: accountId, tenantId }: Account): Promise<void> {
    const head = await this.#reader.head({ tenantId, accountId });
    const mirrored = this.#faithful.accounts.get(accountId);
    const [line] = mirrored?.lines.values() ?? [];
    if (!mirrored || !line) return;
    mirrored.lines.set('undone', { ...line, id: 'undone' });
    await this.#log.append(tenantId, { accountId, syncId: 'restore', restarted: true, ...wholeOf(head) });
  }

  #begin(): FeedMirror {
    return new FeedMirror(this.#read, this.#tenantId);
  }
}
