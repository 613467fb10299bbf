import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { BookedLine } from './bookedLine.ts';
import { cursorBehind, linesOf, mayBeWithin, newestMonths } from './newestLines.ts';
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
      booked: await linesOf(reader, ledger, page, new Records(reader, ledger)),
      ...defined({ nextCursor: last && cursorBehind(last) }),
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
