import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { BookedLine } from './bookedLine.ts';
import { cursorBehind, linesOf, mayBeWithin, newestMonths } from './newestLines.ts';
import { pendingFirst, type PendingFirst } from './pendingFirst.ts';
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
    const { status } = filter;
    const isFitting = ({ content }: PendingLine) => mayBeWithin(content.executionDate, filter);
    const first: PendingFirst =
      status === 'booked'
        ? { pending: [], isCut: false, booked: filter }
        : await pendingFirst(reader, ledger, filter, isFitting);
    const { pending, isCut, end, booked } = first;
    const { cursor: _before, ...same } = filter;
    const entries = isCut || status === 'pending' ? [] : await newestEntries(reader, ledger, { ...same, ...booked });
    const page = entries.slice(0, booked.limit);
    const last = page.at(-1);
    const hasMore = isCut || entries.length > page.length;
    return {
      pending,
      booked: await linesOf(reader, ledger, page, new Records(reader, ledger)),
      ...defined({ nextCursor: hasMore ? (last ? cursorBehind(last) : end) : undefined }),
    };
  };

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
