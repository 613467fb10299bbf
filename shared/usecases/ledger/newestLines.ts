import { monthOf, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { foldMonth, type MonthEntry } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { bookedLineOf, type BookedLine } from './bookedLine.ts';
import { StatementFinder } from './findStatement.ts';
import type { Records } from './records.ts';

/** First and last execution date, inclusive. */
export interface Days {
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
}

interface Part extends Days {
  /** Where the page before ended. */
  readonly cursor?: string;
}

/** The lines as they stand now, a month at a time: by execution date, then by their position in the ledger. */
export async function* newestMonths(
  reader: Pick<LedgerReader, 'months'>,
  ledger: AccountRef,
  part: Part,
): AsyncGenerator<readonly MonthEntry[]> {
  const end = part.cursor === undefined ? undefined : parseCursor(part.cursor);
  const to = earlierOf(part.to, end?.executionDate);
  // A cursor that somebody changed may point before the range; DynamoDB refuses a range that ends before it begins.
  if (part.from !== undefined && to !== undefined && to < part.from) return;
  const range = {
    ...defined({
      from: part.from === undefined ? undefined : monthOf(part.from),
      to: to === undefined ? undefined : monthOf(to),
    }),
    order: 'descending' as const,
  };
  for await (const { month, parts } of reader.months(ledger, range)) {
    const live = [...foldMonth(parts).values()].filter(
      (entry) =>
        !entry.removed &&
        monthOf(entry.executionDate) === month &&
        isWithin(entry.executionDate, part) &&
        (end === undefined || newestFirst(end, entry) < 0),
    );
    yield live.sort(newestFirst);
  }
}

type Place = Pick<MonthEntry, 'executionDate' | 'line'>;

const newestFirst = (a: Place, b: Place): number =>
  a.executionDate === b.executionDate ? b.line - a.line : a.executionDate < b.executionDate ? 1 : -1;

export const cursorBehind = ({ executionDate, line }: Place): string => `${executionDate}.${line}`;

/** The place of the list that the page after a line begins at. */
export const placeBehind = ({ content, line }: BookedLine): string =>
  cursorBehind({ executionDate: content.executionDate, line });

const parseCursor = (cursor: string): Place => ({ executionDate: cursor.slice(0, 10), line: Number(cursor.slice(11)) });

const isWithin = (date: CalendarDate, { from, to }: Days): boolean =>
  (from === undefined || from <= date) && (to === undefined || date <= to);

/** A line without a day is still to be booked: it is on no day that is over. */
export const mayBeWithin = (date: CalendarDate | undefined, days: Days): boolean =>
  date === undefined ? days.to === undefined : isWithin(date, days);

const earlierOf = (a: CalendarDate | undefined, b: CalendarDate | undefined): CalendarDate | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** The lines of some entries, each with the statement that it stands on. */
export const linesOf = async (
  reader: LedgerReader,
  ledger: AccountRef,
  entries: readonly MonthEntry[],
  records: Records,
): Promise<readonly BookedLine[]> => {
  const statements = new StatementFinder(reader, ledger);
  await statements.prepare(entries.map(({ executionDate }) => executionDate));
  const lines: BookedLine[] = [];
  for (const { sequence, line } of entries) {
    const latest = await records.get(sequence);
    const first = sequence === line ? latest : await records.get(line);
    lines.push(bookedLineOf(ledger.accountId, latest, first.at, await statements.find(latest, records)));
  }
  return lines;
};
