import type { FoundTransactionsBody, TransactionTotalsBody } from '../../contracts/http/ledger.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import { defined } from '../../language/defined.ts';
import { cursorAt, type ListName } from '../../runtime/http/cursor.ts';
import { placeBehind } from '../../usecases/ledger/newestLines.ts';
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
  const shown = fitting(booked, (line) => renderBooked(owner, line));
  const cut = shown.length < booked.length ? shown.at(-1) : undefined;
  const place = cut ? placeBehind(cut) : nextCursor;
  return {
    items: [...pending.map((line) => renderPending(owner, line)), ...shown.map((line) => renderBooked(owner, line))],
    ...defined({
      nextCursor: place === undefined ? undefined : cursorAt(list, place),
      lookedBackTo: cut ? cut.content.executionDate : lookedBackTo,
    }),
  };
};

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
