import type { FoundTransactionsBody, TransactionBody, TransactionTotalsBody } from '../../contracts/http/ledger.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import { defined } from '../../language/defined.ts';
import { cursorAt, type ListName } from '../../runtime/http/cursor.ts';
import type { BookedLine } from '../../usecases/ledger/bookedLine.ts';
import { placeBehind } from '../../usecases/ledger/newestLines.ts';
import { placeBehindPending } from '../../usecases/ledger/pendingPlace.ts';
import type { FoundLines } from '../../usecases/ledger/searchTransactions.ts';
import type { TotalledLines } from '../../usecases/ledger/totalTransactions.ts';
import { fitting } from './page.ts';
import { renderBooked, renderPending, type LineOwner } from './transaction.ts';

/** A page of what was found; it ends early, and goes on from there, where the answer would become too long. */
export const renderFoundLines = (
  list: ListName,
  owner: LineOwner,
  { pending, booked, nextCursor, lookedBackTo }: FoundLines,
): FoundTransactionsBody => {
  const lines = placedLines(owner, pending, booked);
  const shown = fitting(lines, ({ body }) => body);
  const cut = shown.length < lines.length ? shown.at(-1) : undefined;
  const place = cut ? cut.nextPlace : nextCursor;
  return {
    items: shown.map(({ body }) => body),
    ...defined({
      nextCursor: place === undefined ? undefined : cursorAt(list, place),
      lookedBackTo: cut ? cut.day : lookedBackTo,
    }),
  };
};

interface PlacedLine {
  readonly body: TransactionBody;
  readonly nextPlace: string;
  /** Of a booked line: down to it, all booked lines have been looked at. */
  readonly day?: CalendarDate;
}

/** Lines of a page, pending ones first, each with the place behind it. */
export const placedLines = (
  owner: LineOwner,
  pending: readonly PendingLine[],
  booked: readonly BookedLine[],
): readonly PlacedLine[] => [
  ...pending.map((line) => ({ body: renderPending(owner, line), nextPlace: placeBehindPending(line) })),
  ...booked.map((line) => ({
    body: renderBooked(owner, line),
    nextPlace: placeBehind(line),
    day: line.content.executionDate,
  })),
];

/** What a look has added up, and where the next one goes on. */
export const renderTotals = (
  list: ListName,
  currency: string,
  { count, credit, debit, nextCursor, lookedBackTo }: TotalledLines,
): TransactionTotalsBody => ({
  currency,
  count,
  totalCredit: formatAmount(credit, currency),
  totalDebit: formatAmount(debit, currency),
  isWhole: nextCursor === undefined,
  ...defined({ nextCursor: nextCursor === undefined ? undefined : cursorAt(list, nextCursor), lookedBackTo }),
});
