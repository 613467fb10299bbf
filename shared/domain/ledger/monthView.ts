import { monthOf, type CalendarDate } from '../calendar/calendarDate.ts';
import { contentText } from './line.ts';
import type { CarryForward, Change, Segment } from './change.ts';

/** Makes a short text that tells contents apart; passed in because the domain knows no cryptography. */
export type Fingerprint = (text: string) => string;

/** The latest state of a line as a month of the books shows it. Small: months are read whole. */
export interface MonthEntry {
  readonly line: number;
  /** Sequence of the record that this state comes from. */
  readonly sequence: number;
  /** Where the line is now; a date of another month means that it moved there. */
  readonly executionDate: CalendarDate;
  readonly amount: string;
  readonly pontoId: string;
  readonly fingerprint: string;
  readonly version: number;
  readonly removed: boolean;
  readonly lateSince: number;
  readonly onFinalStatement: boolean;
  /** A succession that had brought the line was taken back: what Ponto lists under its id is another line from then on. */
  readonly takenBack?: true;
}

/** A part of a month: the entries that one segment contributes. A pure function of the committed segment. */
export interface MonthPart {
  readonly month: string;
  readonly first: number;
  readonly entries: readonly MonthEntry[];
}

/** What one segment puts on the open statement beside the lines of its own period. */
export interface CarriedForwardChange {
  readonly sequence: number;
  readonly line: number;
  readonly executionDate: CalendarDate;
  readonly carryForward: CarryForward;
}

/** The state that a record leaves its line in. */
export const entryOf = (change: Change, fingerprint: Fingerprint): MonthEntry => ({
  line: change.line,
  sequence: change.sequence,
  executionDate: change.content.executionDate,
  amount: change.content.amount,
  pontoId: change.pontoId,
  fingerprint: fingerprint(contentText(change.content)),
  version: change.version,
  removed: change.kind === 'removed',
  lateSince: change.lateSince ?? 0,
  onFinalStatement: change.onFinalStatement ?? false,
  ...(change.kind === 'removed' && change.takenBack ? { takenBack: true } : {}),
});

/**
 * What a segment adds to the months: an entry in the month of the line's date and, when the date moved, the same entry
 * in the month that it left. Written after the commit, and again after a crash, always with the same result.
 */
export const monthPartsOf = (segment: Segment, fingerprint: Fingerprint): readonly MonthPart[] => {
  const parts = new Map<string, MonthEntry[]>();
  for (const change of segment.changes) {
    const entry = entryOf(change, fingerprint);
    const months = new Set([monthOf(change.content.executionDate)]);
    if (change.before) months.add(monthOf(change.before.executionDate));
    for (const month of months) {
      const entries = parts.get(month);
      if (entries) entries.push(entry);
      else parts.set(month, [entry]);
    }
  }
  return [...parts].map(([month, entries]) => ({ month, first: segment.first, entries }));
};

export const carriedForwardOf = (segment: Segment): readonly CarriedForwardChange[] =>
  segment.changes.flatMap(({ sequence, line, content, carryForward }) =>
    carryForward ? [{ sequence, line, executionDate: content.executionDate, carryForward }] : [],
  );

/**
 * The latest state of every line of a month, as of a sequence.
 *
 * @param asOf later records are as if they had not happened yet; a final statement reads its lines so
 */
export const foldMonth = (parts: Iterable<MonthPart>, asOf = Number.POSITIVE_INFINITY): Map<number, MonthEntry> => {
  const lines = new Map<number, MonthEntry>();
  for (const part of parts) {
    for (const entry of part.entries) {
      const known = lines.get(entry.line);
      if (entry.sequence <= asOf && (!known || known.sequence < entry.sequence)) lines.set(entry.line, entry);
    }
  }
  return lines;
};
