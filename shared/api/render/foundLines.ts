import type { FoundTransactionsBody } from '../../contracts/http/ledger.ts';
import { defined } from '../../language/defined.ts';
import { cursorAt, type ListName } from '../../runtime/http/cursor.ts';
import { placeBehind } from '../../usecases/ledger/newestLines.ts';
import type { FoundLines } from '../../usecases/ledger/searchTransactions.ts';
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
