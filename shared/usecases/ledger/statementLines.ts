import { daysBetween, isCalendarDate, monthOf, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { foldMonth } from '../../domain/ledger/monthView.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { add, formatDecimal, zero, type Decimal } from '../../domain/money/decimal.ts';
import { isWithin, type Period } from '../../domain/statements/period.ts';
import { foldCarriedForward } from '../../domain/statements/foldCarriedForward.ts';
import type { Statement } from '../../domain/statements/statement.ts';
import type { LedgerReader, MonthRange } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { bookedLineOf, type BookedLine } from './bookedLine.ts';
import { Records } from './records.ts';

export interface StatementLine {
  readonly kind: 'line' | 'late_line' | 'adjustment';
  readonly line: BookedLine;
  /** What the line counts for on this statement; of an adjustment, the difference. */
  readonly amount: string;
  /** The page that begins here ends this one behind the line. */
  readonly nextPlace: string;
}

export interface StatementLinesPage {
  readonly lines: readonly StatementLine[];
  readonly hasMore: boolean;
}

/**
 * A place among the lines of a statement as it was when the first page was read. An open statement grows: the pages that
 * follow go on with what that one belongs to, so that together they are one statement that adds up.
 */
interface Place {
  readonly through: number;
  readonly after: number;
  readonly periodTo: CalendarDate;
  /** Lines before it. */
  readonly offset: number;
}

const placeShape = /^(\d{1,15})\.(\d{1,15})\.(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/;

const parsePlace = (text: string): Place | undefined => {
  const [, through, after, periodTo, offset] = placeShape.exec(text) ?? [];
  return periodTo === undefined
    ? undefined
    : { through: Number(through), after: Number(after), periodTo, offset: Number(offset) };
};

const placeText = ({ through, after, periodTo, offset }: Place): string => `${through}.${after}.${periodTo}.${offset}`;

/** No statement period is longer than a month. */
const maxPeriodDays = 31;

const isOf = ({ through, period }: Statement, place: Place): boolean =>
  place.through <= through &&
  isCalendarDate(place.periodTo) &&
  place.periodTo >= period.from &&
  daysBetween(period.from, place.periodTo) <= maxPeriodDays;

/** A line before its record is read. */
export interface StatementLineRef {
  readonly kind: StatementLine['kind'];
  /** The line's identity. */
  readonly line: number;
  /** The record that it is shown as. */
  readonly sequence: number;
  readonly amount: string;
}

/** The first lines of a statement, oldest first, late lines and adjustments at the end. */
export const firstLines = (
  reader: LedgerReader,
  ledger: AccountRef,
  statement: Statement,
  limit: number,
): Promise<StatementLinesPage> => {
  const { through, after, period } = statement;
  return linesAt(reader, ledger, statement, { place: { through, after, periodTo: period.to, offset: 0 }, limit });
};

/**
 * Every line of a statement, in its order.
 *
 * @param records serves the statements of one ledger after another
 */
export const allLines = async (
  reader: Pick<LedgerReader, 'months' | 'carriedForwardBetween'>,
  ledger: AccountRef,
  statement: Statement,
  records: Records,
): Promise<readonly StatementLine[]> => {
  const { through, after, period, lineCount } = statement;
  const place = { through, after, periodTo: period.to, offset: 0 };
  return (await linesWith(reader, ledger, statement, records, { place, limit: lineCount })).lines;
};

/** Which lines stand on a statement, in its order, without what they say. */
export const lineRefsOf = async (
  reader: Pick<LedgerReader, 'months' | 'carriedForwardBetween'>,
  ledger: AccountRef,
  { period, after, through, carriesLate }: Statement,
): Promise<readonly StatementLineRef[]> => {
  const place = { through, after, periodTo: period.to, offset: 0 };
  const own = await ownRefs(reader, ledger, period.from, place);
  return carriesLate ? [...own, ...(await carriedEntries(reader, ledger, place))] : own;
};

/**
 * How many lines of a statement, from its first, stand there as they did after a record, and ever since: nothing that was
 * recorded behind it has touched them or what is before them, whatever a run in between has undone again.
 */
export const linesUntouchedSince = async (
  reader: Pick<LedgerReader, 'months'>,
  ledger: AccountRef,
  { period, through }: Statement,
  since: number,
): Promise<number> => {
  const touched: LinePlace[] = [];
  for await (const { parts } of reader.months(ledger, monthsOf(period))) {
    const before = foldMonth(parts, since);
    for (const entry of parts.flatMap(({ entries }) => entries)) {
      if (entry.sequence > since && entry.sequence <= through) touched.push(entry, before.get(entry.line) ?? entry);
    }
  }
  const [first] = touched.filter(({ executionDate }) => isWithin(executionDate, period)).sort(inOrder);
  const own = await ownEntries(reader, ledger, period.from, { periodTo: period.to, through });
  return first ? own.filter((entry) => inOrder(entry, first) < 0).length : own.length;
};

/** @returns undefined for a place that this statement has not given out */
export const linesBehind = async (
  reader: LedgerReader,
  ledger: AccountRef,
  statement: Statement,
  { limit, cursor }: { readonly limit: number; readonly cursor: string },
): Promise<StatementLinesPage | undefined> => {
  const place = parsePlace(cursor);
  return place && isOf(statement, place) ? linesAt(reader, ledger, statement, { place, limit }) : undefined;
};

/** The months of the period are read whole, as they are small; of the ledger, only the records of the page. */
const linesAt = (
  reader: LedgerReader,
  ledger: AccountRef,
  statement: Statement,
  page: { readonly place: Place; readonly limit: number },
): Promise<StatementLinesPage> => linesWith(reader, ledger, statement, new Records(reader, ledger), page);

const linesWith = async (
  reader: Pick<LedgerReader, 'months' | 'carriedForwardBetween'>,
  ledger: AccountRef,
  statement: Statement,
  records: Records,
  { place, limit }: { readonly place: Place; readonly limit: number },
): Promise<StatementLinesPage> => {
  const entries = [
    ...(await ownRefs(reader, ledger, statement.period.from, place)),
    ...(await carriedEntries(reader, ledger, place)),
  ];
  const end = place.offset + limit;
  const lines: StatementLine[] = [];
  for (const [index, { kind, sequence, amount }] of entries.slice(place.offset, end).entries()) {
    const line = await lineAt(ledger, sequence, statement, records);
    lines.push({ kind, amount, line, nextPlace: placeText({ ...place, offset: place.offset + index + 1 }) });
  }
  return { lines, hasMore: entries.length > end };
};

/**
 * What a statement has moved by the end of a day of its period: its lines up to that day, and what it carries forward of
 * days before the period.
 */
export const movementWithin = async (
  reader: Pick<LedgerReader, 'months' | 'carriedForwardBetween'>,
  ledger: AccountRef,
  { period, after, through }: Statement,
  day: CalendarDate,
): Promise<Decimal> => {
  const place = { through, after, periodTo: day, offset: 0 };
  const entries = [
    ...(await ownRefs(reader, ledger, period.from, place)),
    ...(await carriedEntries(reader, ledger, place)),
  ];
  return entries.reduce((sum, { amount }) => add(sum, amountOf(amount)), zero);
};

const ownRefs = async (
  reader: Pick<LedgerReader, 'months'>,
  ledger: AccountRef,
  periodFrom: CalendarDate,
  place: Place,
): Promise<readonly StatementLineRef[]> =>
  (await ownEntries(reader, ledger, periodFrom, place)).map(({ entry }) => entry);

const monthsOf = ({ from, to }: Period): MonthRange & { readonly order: 'ascending' } => ({
  from: monthOf(from),
  to: monthOf(to),
  order: 'ascending',
});

const ownEntries = async (
  reader: Pick<LedgerReader, 'months'>,
  ledger: AccountRef,
  periodFrom: CalendarDate,
  { periodTo, through }: Pick<Place, 'periodTo' | 'through'>,
): Promise<readonly OwnEntry[]> => {
  const found: OwnEntry[] = [];
  for await (const { month, parts } of reader.months(ledger, monthsOf({ from: periodFrom, to: periodTo }))) {
    for (const { line, sequence, executionDate, amount, ...flags } of foldMonth(parts, through).values()) {
      const onTime = !flags.removed && !flags.onFinalStatement && flags.lateSince === 0;
      const within = executionDate >= periodFrom && executionDate <= periodTo;
      if (onTime && within && monthOf(executionDate) === month) {
        found.push({ executionDate, line, entry: { kind: 'line', line, sequence, amount } });
      }
    }
  }
  return found.sort(inOrder);
};

interface OwnEntry extends LinePlace {
  readonly entry: StatementLineRef;
}

/** What says where a line stands among those of a statement's own days. */
interface LinePlace {
  readonly executionDate: CalendarDate;
  readonly line: number;
}

const inOrder = (a: LinePlace, b: LinePlace): number =>
  a.executionDate === b.executionDate ? a.line - b.line : a.executionDate < b.executionDate ? -1 : 1;

const carriedEntries = async (
  reader: Pick<LedgerReader, 'carriedForwardBetween'>,
  ledger: AccountRef,
  { after, through }: Place,
): Promise<readonly StatementLineRef[]> =>
  foldCarriedForward(await reader.carriedForwardBetween(ledger, after, through)).map(
    ({ kind, line, sequence, amount }) => ({ kind, line, sequence, amount: formatDecimal(amount) }),
  );

const lineAt = async (
  { accountId }: AccountRef,
  sequence: number,
  { period }: Statement,
  records: Records,
): Promise<BookedLine> => {
  const change = await records.get(sequence);
  const first = change.sequence === change.line ? change : await records.get(change.line);
  return bookedLineOf(accountId, change, first.at, period.from);
};
