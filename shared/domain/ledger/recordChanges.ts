import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import { amountOf } from '../money/currency.ts';
import { formatDecimal, isZero, negate, subtract } from '../money/decimal.ts';
import { isUncountedBeforeStart } from '../statements/beforeStart.ts';
import type { ChainState } from '../statements/statement.ts';
import type { CarryForward, Change } from './change.ts';
import type { FeedLine } from './line.ts';
import type { MonthEntry } from './monthView.ts';

/** What stands around a record when it is made. */
export interface RecordContext {
  readonly sequence: number;
  readonly chain: ChainState;
  readonly at: Instant;
  readonly syncId: string;
}

/**
 * - `open`: on a statement that may still change, or on none yet.
 * - `late`: carried forward as a late line by a statement that may still change.
 * - `final`: on a final statement.
 */
export type Standing = 'open' | 'late' | 'final';

/** Where a line stands relative to the final statements. */
export const standingOf = (entry: MonthEntry, chain: ChainState): Standing => {
  if (entry.onFinalStatement) return 'final';
  if (entry.lateSince > 0) return chain.final && entry.lateSince <= chain.final.through ? 'final' : 'late';
  return isClosed(entry.executionDate, chain) && !isBeforeBooks(entry.executionDate, chain) ? 'final' : 'open';
};

/**
 * A line that the books did not have. On a day that is closed it is a late line; so is one of a day before the books that
 * the opening balance has not counted, once something is final.
 *
 * @param succeeds Ponto's id of the pending line that it seems to be the booked form of
 */
export const addedChange = (line: FeedLine, context: RecordContext, succeeds?: string): Change => {
  const { sequence, chain } = context;
  const { executionDate } = line.content;
  const isCounted = isBeforeBooks(executionDate, chain) && !isUncountedBeforeStart(chain, line.pontoId);
  const late = isClosed(executionDate, chain) && !isCounted;
  return {
    ...recordOf(line, context),
    kind: 'added',
    line: sequence,
    version: 1,
    ...(succeeds === undefined ? {} : { succeeds }),
    ...(late ? { lateSince: sequence, carryForward: lateLine(line) } : {}),
  };
};

/** A line that the bank now tells differently. */
export const correctedChange = (known: MonthEntry, line: FeedLine, context: RecordContext): Change => ({
  ...recordOf(line, context),
  ...supersede(known),
  kind: 'corrected',
  ...afterCorrection(known, line, context),
});

const afterCorrection = (
  known: MonthEntry,
  line: FeedLine,
  { chain, sequence }: RecordContext,
): Pick<Change, 'lateSince' | 'onFinalStatement' | 'carryForward'> => {
  const closed = isClosed(line.content.executionDate, chain);
  switch (standingOf(known, chain)) {
    case 'final': {
      const difference = subtract(amountOf(line.content.amount), amountOf(known.amount));
      return {
        onFinalStatement: true,
        ...(known.lateSince > 0 ? { lateSince: known.lateSince } : {}),
        ...(isZero(difference) ? {} : { carryForward: { kind: 'adjustment', amount: formatDecimal(difference) } }),
      };
    }
    case 'late':
      return closed
        ? { lateSince: sequence, carryForward: lateLine(line) }
        : { carryForward: { kind: 'late_line_withdrawn', amount: line.content.amount } };
    case 'open':
      return closed ? { lateSince: sequence, carryForward: lateLine(line) } : {};
  }
};

/** A line that Ponto no longer has. Its last content stays readable. */
export const removedChange = (known: MonthEntry, last: Change, context: RecordContext): Change => {
  const { sequence, chain, at, syncId } = context;
  const standing = standingOf(known, chain);
  const carryForward: CarryForward | undefined =
    standing === 'final'
      ? { kind: 'adjustment', amount: formatDecimal(negate(amountOf(known.amount))) }
      : standing === 'late'
        ? { kind: 'late_line_withdrawn', amount: known.amount }
        : undefined;
  return {
    sequence,
    kind: 'removed',
    ...supersede(known),
    pontoId: last.pontoId,
    ...(last.pontoCreatedAt === undefined ? {} : { pontoCreatedAt: last.pontoCreatedAt }),
    content: last.content,
    ...(standing === 'final' ? { onFinalStatement: true } : {}),
    ...(carryForward ? { carryForward } : {}),
    at,
    syncId,
  };
};

/** The same line under a new Ponto id. */
export const relinkedChange = (known: MonthEntry, line: FeedLine, context: RecordContext): Change => ({
  ...recordOf(line, context),
  ...supersede(known),
  version: known.version,
  kind: 'relinked',
  ...(known.onFinalStatement ? { onFinalStatement: true } : {}),
  ...(known.lateSince > 0 ? { lateSince: known.lateSince } : {}),
});

const recordOf = (
  line: FeedLine,
  { sequence, at, syncId }: RecordContext,
): Pick<Change, 'sequence' | 'pontoId' | 'pontoCreatedAt' | 'content' | 'at' | 'syncId'> => ({
  sequence,
  pontoId: line.pontoId,
  ...(line.createdAt === undefined ? {} : { pontoCreatedAt: line.createdAt }),
  content: line.content,
  at,
  syncId,
});

const supersede = (known: MonthEntry): Pick<Change, 'line' | 'version' | 'before'> => ({
  line: known.line,
  version: known.version + 1,
  before: { sequence: known.sequence, executionDate: known.executionDate },
});

const lateLine = (line: FeedLine): CarryForward => ({ kind: 'late_line', amount: line.content.amount });

const isClosed = (date: CalendarDate, { final }: ChainState): boolean => final !== undefined && date <= final.periodTo;

/** Lines from before the first statement come in when the tenant moves the start back: they get their own statements. */
const isBeforeBooks = (date: CalendarDate, { coversFrom }: ChainState): boolean =>
  coversFrom !== undefined && date < coversFrom;
