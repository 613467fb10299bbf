import type { CalendarDate, Instant } from '../domain/calendar/calendarDate.ts';
import type { RecordRange } from '../domain/feed/feedEntry.ts';
import type { Segment } from '../domain/ledger/change.ts';
import type { LedgerHead } from '../domain/ledger/head.ts';
import type { PendingLine } from '../domain/ledger/line.ts';
import type { CarriedForwardChange, MonthPart } from '../domain/ledger/monthView.ts';
import type { Statement } from '../domain/statements/statement.ts';
import type { AccountRef } from './refsAndPages.ts';

/** The right to write to one ledger. A higher fence overtakes a lower one for good. */
export interface WriteLease {
  readonly ledger: AccountRef;
  readonly fence: number;
  /** How long it lasts from the last commit on. */
  readonly leaseMs: number;
  readonly head: LedgerHead;
}

/** Somebody with a higher fence writes to this ledger now; the overtaken run must stop. Nothing of it was committed. */
export class LeaseLost extends Error {
  constructor() {
    super('another run has taken over this ledger');
    this.name = 'LeaseLost';
  }
}

/**
 * The books of accounts: an append-only ledger per account, and what is derived from it.
 *
 * A segment is written first and becomes part of the ledger only when the head moves past it, in one conditional write:
 * that is the commit. Whatever a crashed or overtaken run left behind the head is invisible and is written over.
 * The month views, carried forward changes and statements derive from committed records alone.
 */
export interface LedgerWriter {
  /** Takes the lease if nobody holds it or its time is over. */
  acquire(
    ledger: AccountRef,
    now: Instant,
    leaseMs: number,
  ): Promise<{ readonly kind: 'acquired'; readonly lease: WriteLease } | { readonly kind: 'busy' }>;
  /**
   * Appends a segment (or none), moves the head and renews the lease.
   *
   * @throws LeaseLost when the fence was overtaken
   */
  commit(lease: WriteLease, segment: Segment | undefined, head: LedgerHead): Promise<WriteLease>;
  /**
   * Moves the head a last time and gives the lease back, in one write.
   *
   * @throws LeaseLost when the fence was overtaken
   */
  conclude(lease: WriteLease, head: LedgerHead): Promise<void>;
  /** Writes what is derived from a committed segment. May be repeated at any time by anybody. */
  writeViews(
    ledger: AccountRef,
    parts: readonly MonthPart[],
    carriedForward: readonly CarriedForwardChange[],
  ): Promise<void>;
  /**
   * Makes the part of the statement chain that is not final what it is now, and drops statements there that no longer
   * exist.
   *
   * @param open that part: periods that begin after one day, or before another
   * @throws LeaseLost when the fence was overtaken
   */
  writeStatements(
    lease: WriteLease,
    statements: readonly Statement[],
    open: { readonly after?: CalendarDate; readonly before?: CalendarDate },
  ): Promise<void>;
  /** Replaces the set of pending lines. */
  writePending(lease: WriteLease, lines: readonly PendingLine[], seenAt: Instant): Promise<void>;
  /** Gives the lease back early. Losing it meanwhile is no error. */
  release(lease: WriteLease): Promise<void>;
}

/** Heads of many accounts at once, for lists. */
export interface LedgerHeads {
  /** @returns the heads in the order of their accounts; an empty one where nothing was read yet */
  of(ledgers: readonly AccountRef[]): Promise<readonly LedgerHead[]>;
}

/** Months from one to another, both inclusive and written `YYYY-MM`; open where nothing is said. */
export interface MonthRange {
  readonly from?: string;
  readonly to?: string;
}

export interface LedgerReader {
  head(ledger: AccountRef): Promise<LedgerHead>;
  /** Committed segments that hold records after a sequence, oldest first. */
  segmentsAfter(ledger: AccountRef, sequence: number): AsyncIterable<Segment>;
  /** Segments that hold records of a range, all of them committed, oldest first. */
  segmentsBetween(ledger: AccountRef, range: RecordRange): AsyncIterable<Segment>;
  /** The committed segment that holds a record. */
  segmentWith(ledger: AccountRef, sequence: number): Promise<Segment | undefined>;
  /** The parts of one month. */
  month(ledger: AccountRef, month: string): Promise<readonly MonthPart[]>;
  /** The parts of all months in a range, in their order. */
  monthParts(ledger: AccountRef, range: MonthRange): AsyncIterable<MonthPart>;
  /** Months with lines, in the given order, each whole. */
  months(
    ledger: AccountRef,
    range: MonthRange & { readonly order: 'ascending' | 'descending' },
  ): AsyncIterable<{ readonly month: string; readonly parts: readonly MonthPart[] }>;
  carriedForwardBetween(ledger: AccountRef, after: number, through: number): Promise<readonly CarriedForwardChange[]>;
  /** Statements by period, newest first; `before` is the first day of a period, exclusive. */
  statements(
    ledger: AccountRef,
    page: { readonly limit: number; readonly before?: CalendarDate },
  ): Promise<readonly Statement[]>;
  statement(ledger: AccountRef, periodFrom: CalendarDate): Promise<Statement | undefined>;
  /** Statements that begin on these days, oldest first, read as they are asked for; without an end up to the last. */
  statementsFrom(ledger: AccountRef, from: CalendarDate | undefined, to?: CalendarDate): AsyncIterable<Statement>;
  /** The statements whose period touches a range of days. */
  statementsBetween(ledger: AccountRef, from: CalendarDate, to: CalendarDate): Promise<readonly Statement[]>;
  pending(ledger: AccountRef): Promise<readonly PendingLine[]>;
}
