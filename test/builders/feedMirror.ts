import { renderTenantFeed } from '../../shared/api/render/tenantFeed.ts';
import { tenantFeedPlace } from '../../shared/api/render/tenantFeedCursor.ts';
import { feedPage, type FeedItemBody } from '../../shared/contracts/http/feed.ts';
import type { BookedTransactionBody, StatementBody } from '../../shared/contracts/http/ledger.ts';
import type { makeReadTenantFeed } from '../../shared/usecases/feed/readTenantFeed.ts';

type StatementItem = Extract<FeedItemBody, { kind: 'statement' }>;
type LineItem = Extract<FeedItemBody, { transaction: unknown }>;

export interface MirroredStatement {
  readonly statement: StatementBody;
  readonly lines: StatementItem['lines'];
}

interface MirroredAccount {
  sequence: number;
  readonly lines: Map<string, BookedTransactionBody>;
  readonly statements: Map<string, MirroredStatement>;
}

/** What software that reads a tenant's feed keeps: it knows the bodies of the API, and nothing else of us. */
export class FeedMirror {
  readonly accounts = new Map<string, MirroredAccount>();
  /** Changes that were told a second time. */
  repeats = 0;
  /** What no reader of the feed should ever see. */
  readonly violations: string[] = [];
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

  /** Newest first, as the API lists them. */
  statements(accountId: string): readonly MirroredStatement[] {
    const found = [...(this.accounts.get(accountId)?.statements.values() ?? [])];
    return found.sort((a, b) => (a.statement.period.from < b.statement.period.from ? 1 : -1));
  }

  #apply(item: FeedItemBody): void {
    const { accountId } = item;
    const account = this.accounts.get(accountId) ?? { sequence: 0, lines: new Map(), statements: new Map() };
    this.accounts.set(accountId, account);
    switch (item.kind) {
      case 'added':
      case 'corrected':
      case 'removed':
        return this.#applyLine(account, item);
      case 'statement':
        return this.#applyStatement(account, item);
      case 'statement_removed':
        account.statements.delete(item.statementId);
        return;
      case 'account_restarted':
        this.accounts.delete(accountId);
    }
  }

  #applyLine(account: MirroredAccount, { kind, sequence, transaction }: LineItem): void {
    if (sequence <= account.sequence) {
      this.repeats += 1;
      return;
    }
    account.sequence = sequence;
    const isKnown = account.lines.has(transaction.id);
    if (isKnown === (kind === 'added')) this.violations.push(`${transaction.id} is ${kind}, which cannot be`);
    if (kind === 'removed') account.lines.delete(transaction.id);
    else account.lines.set(transaction.id, transaction);
  }

  #applyStatement(account: MirroredAccount, { statement, offset, lines }: StatementItem): void {
    const known = account.statements.get(statement.id);
    if (offset > (known?.lines.length ?? 0)) this.violations.push(`${statement.id} has a hole in its list`);
    const all = offset === 0 ? lines : [...(known?.lines ?? []).slice(0, offset), ...lines];
    if (known?.statement.state === 'final' && figuresOf(known.statement) !== figuresOf(statement)) {
      this.violations.push(`${statement.id} was final and is another one now`);
    }
    account.statements.set(statement.id, { statement, lines: all });
  }
}

const sequenceOf = ({ sequence = 0 }: BookedTransactionBody): number => sequence;

const figuresOf = ({ proof: _proof, ...figures }: StatementBody): string => JSON.stringify(figures);
