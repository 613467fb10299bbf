import { renderTenantFeed } from '../../shared/api/render/tenantFeed.ts';
import { tenantFeedPlace } from '../../shared/api/render/tenantFeedCursor.ts';
import { feedPage, type FeedItemBody } from '../../shared/contracts/http/feed.ts';
import type { BookedTransactionBody } from '../../shared/contracts/http/ledger.ts';
import type { makeReadTenantFeed } from '../../shared/usecases/feed/readTenantFeed.ts';

interface MirroredAccount {
  sequence: number;
  readonly lines: Map<string, BookedTransactionBody>;
}

/** What software that reads a tenant's feed keeps: it knows the bodies of the API, and nothing else of us. */
export class FeedMirror {
  readonly accounts = new Map<string, MirroredAccount>();
  /** What was told a second time. */
  repeats = 0;
  cursor: string | undefined;
  readonly #read: ReturnType<typeof makeReadTenantFeed>;
  readonly #tenantId: string;

  constructor(read: ReturnType<typeof makeReadTenantFeed>, tenantId: string) {
    this.#read = read;
    this.#tenantId = tenantId;
  }

  /** Reads on to the end, or some pages only. @returns how many items each page had */
  async readOn(limit: number, maxPages = Number.POSITIVE_INFINITY): Promise<readonly number[]> {
    const pages: number[] = [];
    for (let hasMore = true; hasMore && pages.length < maxPages;) {
      const page = await this.#read(this.#tenantId, tenantFeedPlace(this.#tenantId, this.cursor), limit);
      if (page === 'cursor_unknown') throw new Error('the feed does not know its own cursor');
      const body = feedPage().parse(JSON.parse(JSON.stringify(renderTenantFeed(this.#tenantId, page))));
      for (const item of body.items) this.#apply(item);
      pages.push(body.items.length);
      this.cursor = body.nextCursor;
      ({ hasMore } = body);
    }
    return pages;
  }

  lines(accountId: string): readonly BookedTransactionBody[] {
    return [...(this.accounts.get(accountId)?.lines.values() ?? [])].sort((a, b) => sequenceOf(a) - sequenceOf(b));
  }

  #apply({ accountId, sequence, kind, transaction }: FeedItemBody): void {
    const account = this.accounts.get(accountId) ?? { sequence: 0, lines: new Map() };
    this.accounts.set(accountId, account);
    if (sequence <= account.sequence) {
      this.repeats += 1;
      return;
    }
    account.sequence = sequence;
    const isKnown = account.lines.has(transaction.id);
    if (isKnown === (kind === 'added')) throw new Error(`the feed has ${kind} ${transaction.id}, which cannot be`);
    if (kind === 'removed') account.lines.delete(transaction.id);
    else account.lines.set(transaction.id, transaction);
  }
}

const sequenceOf = ({ sequence = 0 }: BookedTransactionBody): number => sequence;
