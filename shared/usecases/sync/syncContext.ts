import type { CalendarDate, Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, Link } from '../../domain/connections/connection.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { LedgerHead, RunTally } from '../../domain/ledger/head.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { FeedLine } from '../../domain/ledger/line.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { isWithin, type Period } from '../../domain/statements/period.ts';
import type { Check } from '../../domain/syncs/check.ts';
import type { SyncCounts } from '../../domain/syncs/sync.ts';
import type { BankFeed } from '../../ports/bankFeed.ts';
import type { Coverage } from './coverage.ts';
import type { LineReader } from './ofOneCurrency.ts';
import type { LedgerAccess, LedgerSession } from './ledgerSession.ts';

/** What is to be brought up to date, and under which conditions. */
export interface SyncLedgerInput {
  readonly account: Account & { readonly link: Link };
  readonly feedAccount: FeedAccount;
  readonly feed: BankFeed;
  readonly timeZone: string;
  /** Of the account's bank; undefined while it cannot be looked up. */
  readonly bic?: string | undefined;
  readonly syncId: string;
  /** "Now" of the run. */
  readonly now: Instant;
  /** Is there time for another page? Asked before each; a run that stops there goes on in the next one. */
  readonly hasTime: () => boolean;
  /** Synchronizations of lines that this run asked the bank for; what they touched is read. */
  readonly ownSynchronizations: readonly string[];
  /** Synchronizations that events of Ponto have named; what they touched is read. */
  readonly touchedBy: readonly string[];
  /** Told what a run has done when it ends with an error. */
  readonly onFailure?: (work: { readonly counts: SyncCounts; readonly pages: number }) => void;
  /** A period to be compared line by line, whatever else the run would read. */
  readonly check?: Check;
}

/** One run: what it goes by, and what it has seen and done so far. */
export interface SyncContext extends LedgerAccess, Omit<SyncLedgerInput, 'feed'> {
  readonly feed: LineReader;
  readonly session: LedgerSession;
  /** Lines before this day stay out of the books. */
  readonly importFrom: CalendarDate;
  readonly coverage: Coverage;
  readonly stats: SyncStats;
}

export type ReadOutcome = 'complete' | 'unfinished';

/** Counts of a run, filled while it goes. */
export class SyncStats {
  unchanged: number;
  pages: number;
  /** Lines at Ponto, of the period that is checked, that the scan from the top has left out. */
  leftOut = nothingLeftOut;
  readonly #checked: Period | undefined;

  #committed: Pick<RunTally, 'added' | 'corrected' | 'removed'>;
  readonly #syncId: string;
  /** Records after this one are of this run, whichever worker of it has made them. */
  readonly #after: number;

  /** @param head tells of the run that wrote last; an earlier part of this run counts on */
  constructor(
    { syncId, check }: Pick<SyncLedgerInput, 'syncId' | 'check'>,
    head: Pick<LedgerHead, 'run' | 'sequence'>,
  ) {
    const earlier = head.run?.syncId === syncId ? head.run : undefined;
    const { added = 0, corrected = 0, removed = 0, unchanged = 0, pages = 0, after = head.sequence } = earlier ?? {};
    this.#after = after;
    this.#committed = { added, corrected, removed };
    this.unchanged = unchanged;
    this.pages = pages;
    this.#syncId = syncId;
    this.#checked = check;
  }

  /** The run has brought something into the books. */
  get hasBrought(): boolean {
    return this.#committed.added + this.#committed.corrected > 0;
  }

  /** The list is read from its top (again): what was left out is counted anew. */
  beginAtTop(): void {
    this.leftOut = nothingLeftOut;
  }

  /** A line that makes no record. */
  leave({ content }: FeedLine, known: MonthEntry | undefined): void {
    if (known && !known.removed) {
      // What the run itself has brought is no news of an unchanged line when it is read again.
      if (known.sequence <= this.#after) this.unchanged += 1;
    } else if (this.#checked && isWithin(content.executionDate, this.#checked)) {
      const why = known ? 'stayRemoved' : 'beforeImportFrom';
      this.leftOut = { ...this.leftOut, [why]: this.leftOut[why] + 1 };
    }
  }

  /** What the run has done once these changes are committed; it stands in the head with them. */
  tallyWith(changes: readonly Change[]): RunTally {
    const tally = {
      syncId: this.#syncId,
      ...this.#committed,
      unchanged: this.unchanged,
      pages: this.pages,
      after: this.#after,
    };
    // A relinked line has not changed for a bookkeeper.
    for (const { kind } of changes) tally[kind === 'relinked' ? 'unchanged' : kind] += 1;
    return tally;
  }

  commit({ added, corrected, removed, unchanged }: RunTally): void {
    this.#committed = { added, corrected, removed };
    this.unchanged = unchanged;
  }

  /** @param head whose refused lines are those that the run leaves */
  counts(pending: number, { refused }: Pick<LedgerHead, 'refused'>): SyncCounts {
    return { ...this.#committed, unchanged: this.unchanged, pending, refused: refused.length };
  }
}

const nothingLeftOut = { beforeImportFrom: 0, stayRemoved: 0 };
