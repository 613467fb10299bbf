import { defined } from '../../shared/language/defined.ts';
import type { FeedAccount } from '../../shared/domain/ledger/feedAccount.ts';
import type { FeedLine, PendingLine } from '../../shared/domain/ledger/line.ts';
import type { RefusedLine } from '../../shared/domain/ledger/refusedLine.ts';
import type { BankFeed, LinesPage } from '../../shared/ports/bankFeed.ts';

const unused = (): never => {
  throw new Error('this test does not expect the call');
};

const refusalOf = ({ pontoId, content: { executionDate, currency } }: PendingLine): RefusedLine => ({
  pontoId,
  reason: 'amount_unreadable',
  ...defined({ executionDate }),
  currency,
});

/** A bank feed that answers from memory with Ponto's order and paging; every call is counted, faults are injected. */
export class FakeBankFeed implements BankFeed {
  /** Newest creation first, as Ponto lists them. */
  lines_: FeedLine[] = [];
  pending_: PendingLine[] = [];
  updated = new Map<string, FeedLine[]>();
  /** What the list names as its latest synchronization; the account's where nothing is said. */
  namedByList: string | undefined;
  /** Lines that cannot be read, by Ponto id. */
  readonly unreadable = new Set<string>();
  /** Lines that the list leaves out although Ponto has them. */
  readonly unlisted = new Set<string>();
  account: FeedAccount;
  calls: string[] = [];
  /** Called before every answer; throw to inject a fault. */
  onCall: (call: string) => void = () => undefined;

  constructor(account: FeedAccount) {
    this.account = account;
  }

  /** Ponto creates lines, the last argument last. */
  create(...lines: FeedLine[]): void {
    this.lines_.unshift(...lines.toReversed());
  }

  async accounts(): Promise<readonly FeedAccount[]> {
    this.#note('accounts');
    return [this.account];
  }

  async lines(
    _account: string,
    options: { cursor?: { after: string } | { before: string } },
  ): Promise<LinesPage | 'gone'> {
    this.#note('lines');
    const { cursor } = options;
    if (cursor && 'before' in cursor) return unused();
    const listed = this.lines_.filter(({ pontoId }) => !this.unlisted.has(pontoId));
    return this.#page(listed, cursor?.after);
  }

  async pendingLines(_account: string, { after }: { after?: string }): Promise<LinesPage<PendingLine>> {
    this.#note('pendingLines');
    const page = this.#page(this.pending_, after);
    return page === 'gone' ? unused() : page;
  }

  async updatedLines(id: string, { after }: { after?: string }): Promise<LinesPage | 'gone'> {
    this.#note('updatedLines');
    const lines = this.updated.get(id);
    return lines ? this.#page(lines, after) : 'gone';
  }

  async line(_account: string, id: string): Promise<FeedLine | RefusedLine | undefined> {
    this.#note('line');
    const line = this.lines_.find(({ pontoId }) => pontoId === id);
    if (line && this.unreadable.has(id)) return refusalOf(line);
    return line;
  }

  organization = unused;
  institution = unused;
  startSynchronization = unused;
  synchronization = unused;
  reauthorizationUrl = unused;
  endAccount = unused;
  deleteAccount = unused;

  #note(call: string): void {
    this.calls.push(call);
    this.onCall(call);
  }

  #page<L extends PendingLine>(all: readonly L[], after: string | undefined): LinesPage<L> | 'gone' {
    const start = after === undefined ? 0 : all.findIndex(({ pontoId }) => pontoId === after) + 1;
    if (after !== undefined && start === 0) return 'gone';
    const slice = all.slice(start, start + 100);
    const last = slice.at(-1);
    const latest = this.account.latestSynchronization;
    const lines = slice.filter(({ pontoId }) => !this.unreadable.has(pontoId));
    return {
      lines,
      refused: slice.filter(({ pontoId }) => this.unreadable.has(pontoId)).map(refusalOf),
      pontoIds: slice.map(({ pontoId }) => pontoId),
      ...(last && start + 100 < all.length ? { older: last.pontoId } : {}),
      ...defined({ latestSynchronization: latest && { ...latest, id: this.namedByList ?? latest.id } }),
    };
  }
}
