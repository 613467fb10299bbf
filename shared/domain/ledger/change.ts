import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { LineContent } from './line.ts';

/**
 * - `added`, `corrected`, `removed`: what happened to a line of the books; these make the change feed.
 * - `relinked`: the same line under a new Ponto id (an account that came back). Nothing changed for a bookkeeper, so it
 *   is not in the feed.
 */
export type ChangeKind = 'added' | 'corrected' | 'removed' | 'relinked';

/**
 * How a change that concerns closed books is carried forward on the open statement, because a final statement never changes.
 *
 * - `late_line`: a line of a closed period; the last carryForward of a line counts, `amount` is the whole line.
 * - `late_line_withdrawn`: the late line is no longer to be carried forward (removed, or its date moved to an open period).
 * - `adjustment`: the difference that a correction or removal makes to a line on a final statement.
 */
export interface CarryForward {
  readonly kind: 'late_line' | 'late_line_withdrawn' | 'adjustment';
  readonly amount: string;
}

/** One record of the ledger. Records are never altered; the books are their fold. */
export interface Change {
  /** Position in the account's ledger, from 1, without gaps. */
  readonly sequence: number;
  readonly kind: ChangeKind;
  /** Sequence of the record that added the line: the line's identity for ever. */
  readonly line: number;
  /** 1 for an added line, one more with every correction or removal. */
  readonly version: number;
  readonly pontoId: string;
  readonly pontoCreatedAt?: Instant;
  readonly content: LineContent;
  /** Ponto's id of the pending line that an added line seems to be the booked form of. */
  readonly succeeds?: string;
  /** The record that this one supersedes. */
  readonly before?: { readonly sequence: number; readonly executionDate: CalendarDate };
  /** Sequence of the last record that carried this line forward as a late line, if it is one. */
  readonly lateSince?: number;
  /** The line stands on a final statement; whatever its date says now, no other statement takes it. */
  readonly onFinalStatement?: true;
  readonly carryForward?: CarryForward;
  /** Made when a succession was taken back, not by what Ponto lists. */
  readonly takenBack?: true;
  readonly at: Instant;
  readonly syncId: string;
}

/** Records that were committed together. */
export interface Segment {
  readonly first: number;
  readonly changes: readonly Change[];
}

export const lastSequence = (segment: Segment): number => segment.first + segment.changes.length - 1;
