import type { CalendarDate, Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, Link } from '../../domain/connections/connection.ts';
import type { Change } from '../../domain/ledger/change.ts';
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
  readonly syncId: string;
  /** "Now" of the run. */
  readonly now: Instant;
  /** Is there time for another page? Asked before each; a run that stops there goes on in the next one. */
  readonly hasTime: () => boolean;
  /** Synchronizations that this run asked the bank for; what they touched is read whole. */
  readonly ownSynchronizations: readonly string[];
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
  added = 0;
  corrected = 0;
  removed = 0;
  unchanged = 0;
  pages = 0;
  /** Lines at Ponto, of the period that is checked, that the scan from the top has left out. */
  leftOut = nothingLeftOut;
  readonly #checked: Period | undefined;

  constructor(checked?: Period) {
    this.#checked = checked;
  }

  /** The list is read from its top (again): what was left out is counted anew. */
  beginAtTop(): void {
    this.leftOut = nothingLeftOut;
  }

  /** A line that makes no record. */
  leave({ content }: FeedLine, known: MonthEntry | undefined): void {
    if (known && !known.removed) this.unchanged += 1;
    else if (this.#checked && isWithin(content.executionDate, this.#checked)) {
      const why = known ? 'stayRemoved' : 'beforeImportFrom';
      this.leftOut = { ...this.leftOut, [why]: this.leftOut[why] + 1 };
    }
  }

  /** A relinked line has not changed for a bookkeeper. */
  count(changes: readonly Change[]): void {
    for (const { kind } of changes) this[kind === 'relinked' ? 'unchanged' : kind] += 1;
  }

  counts(pending: number): SyncCounts {
    const { added, corrected, removed, unchanged } = this;
    return { added, corrected, removed, unchanged, pending };
  }
}

const nothingLeftOut = { beforeImportFrom: 0, stayRemoved: 0 };
