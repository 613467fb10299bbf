import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { BookedLine } from './bookedLine.ts';
import { cursorBehind, linesOf, mayBeWithin, newestMonths } from './newestLines.ts';
import { isBehindPending, isPendingPlace, newestPendingFirst, placeBehindPending } from './pendingPlace.ts';
import { Records } from './records.ts';

export interface TransactionFilter {
  /** First and last execution date, inclusive. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly status?: 'booked' | 'pending';
  /** Of lines in all, pending and booked. */
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
 * Lines newest first: by execution date, then by their position in the ledger. Pending lines come before the booked ones.
 * Months are read one at a time, so that an account of any size costs what its newest months cost.
 */
export const makeListTransactions =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, filter: TransactionFilter): Promise<TransactionsPage> => {
    const waiting = await pendingOf(reader, ledger, filter);
    const pending = waiting.slice(0, filter.limit);
    const isCut = waiting.length > pending.length;
    const rest = behindPending(filter, filter.limit - pending.length);
    const entries = isCut || filter.status === 'pending' ? [] : await newestEntries(reader, ledger, rest);
    const page = entries.slice(0, rest.limit);
    const [last, lastPending] = [page.at(-1), pending.at(-1)];
    const end = last ? cursorBehind(last) : lastPending && placeBehindPending(lastPending);
    const hasMore = isCut || entries.length > page.length;
    return {
      pending,
      booked: await linesOf(reader, ledger, page, new Records(reader, ledger)),
      ...defined({ nextCursor: hasMore ? end : undefined }),
    };
  };

/** The pending lines that fit, from where the page begins. */
const pendingOf = async (
  reader: LedgerReader,
  ledger: AccountRef,
  filter: TransactionFilter,
): Promise<readonly PendingLine[]> => {
  const { cursor, status } = filter;
  if (status === 'booked' || (cursor !== undefined && !isPendingPlace(cursor))) return [];
  return (await reader.pending(ledger))
    .filter(({ content }) => mayBeWithin(content.executionDate, filter))
    .filter((line) => cursor === undefined || isBehindPending(line, cursor))
    .toSorted(newestPendingFirst);
};

/** What is left of a page for booked lines, which begin at their first one where it has pending ones. */
const behindPending = ({ cursor, ...filter }: TransactionFilter, limit: number): TransactionFilter => ({
  ...filter,
  limit,
  ...(cursor !== undefined && !isPendingPlace(cursor) && { cursor }),
});

/** One more than a page, so that the end of the list is known. */
const newestEntries = async (
  reader: LedgerReader,
  ledger: AccountRef,
  filter: TransactionFilter,
): Promise<readonly MonthEntry[]> => {
  const entries: MonthEntry[] = [];
  for await (const month of newestMonths(reader, ledger, filter)) {
    entries.push(...month);
    if (entries.length > filter.limit) break;
  }
  return entries;
};
