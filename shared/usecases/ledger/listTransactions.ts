import { monthOf, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import { foldMonth, type MonthEntry } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { bookedLineOf, type BookedLine } from './bookedLine.ts';
import { StatementFinder } from './findStatement.ts';
import { Records } from './records.ts';

export interface TransactionFilter {
  /** First and last execution date, inclusive. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly status?: 'booked' | 'pending';
  readonly limit: number;
  /** Where the page before ended. */
  readonly cursor?: string;
}

export interface TransactionsPage {
  readonly pending: readonly PendingLine[];
  readonly booked: readonly BookedLine[];
  readonly nextCursor?: string;
}

/**
 * Lines newest first: by execution date, then by their position in the ledger. Pending lines come before the first page
 * of booked ones. Months are read one at a time, so that an account of any size costs what its newest months cost.
 */
export const makeListTransactions =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, filter: TransactionFilter): Promise<TransactionsPage> => {
    const pending =
      filter.status === 'booked' || filter.cursor !== undefined
        ? []
        : (await reader.pending(ledger)).filter(({ content }) => mayBeWithin(content.executionDate, filter));
    if (filter.status === 'pending') return { pending, booked: [] };
    const entries = await newestEntries(reader, ledger, filter);
    const page = entries.slice(0, filter.limit);
    const last = entries.length > page.length ? page.at(-1) : undefined;
    return {
      pending,
      booked: await linesOf(reader, ledger, page),
      ...defined({ nextCursor: last && cursorBehind(last) }),
    };
  };

/** One more than a page, so that the end of the list is known. */
const newestEntries = async (
  reader: LedgerReader,
  ledger: AccountRef,
  filter: TransactionFilter,
): Promise<readonly MonthEntry[]> => {
  const end = filter.cursor === undefined ? undefined : parseCursor(filter.cursor);
  const to = earlierOf(filter.to, end?.executionDate);
  // A cursor that somebody changed may point before the range; DynamoDB refuses a range that ends before it begins.
  if (filter.from !== undefined && to !== undefined && to < filter.from) return [];
  const range = {
    ...defined({
      from: filter.from === undefined ? undefined : monthOf(filter.from),
      to: to === undefined ? undefined : monthOf(to),
    }),
    order: 'descending' as const,
  };
  const entries: MonthEntry[] = [];
  for await (const { month, parts } of reader.months(ledger, range)) {
    const live = [...foldMonth(parts).values()].filter(
      (entry) =>
        !entry.removed &&
        monthOf(entry.executionDate) === month &&
        isWithin(entry.executionDate, filter) &&
        (end === undefined || newestFirst(end, entry) < 0),
    );
    entries.push(...live.sort(newestFirst));
    if (entries.length > filter.limit) break;
  }
  return entries;
};

type Place = Pick<MonthEntry, 'executionDate' | 'line'>;

const newestFirst = (a: Place, b: Place): number =>
  a.executionDate === b.executionDate ? b.line - a.line : a.executionDate < b.executionDate ? 1 : -1;

const cursorBehind = ({ executionDate, line }: Place): string => `${executionDate}.${line}`;

/** The place of the list that the page after a line begins at. */
export const placeBehind = ({ content, line }: BookedLine): string =>
  cursorBehind({ executionDate: content.executionDate, line });

const parseCursor = (cursor: string): Place => ({ executionDate: cursor.slice(0, 10), line: Number(cursor.slice(11)) });

const isWithin = (date: CalendarDate, { from, to }: TransactionFilter): boolean =>
  (from === undefined || from <= date) && (to === undefined || date <= to);

/** A line without a day is still to be booked: it is on no day that is over. */
const mayBeWithin = (date: CalendarDate | undefined, filter: TransactionFilter): boolean =>
  date === undefined ? filter.to === undefined : isWithin(date, filter);

const earlierOf = (a: CalendarDate | undefined, b: CalendarDate | undefined): CalendarDate | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

const linesOf = async (
  reader: LedgerReader,
  ledger: AccountRef,
  entries: readonly MonthEntry[],
): Promise<readonly BookedLine[]> => {
  const records = new Records(reader, ledger);
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
