import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';
import { amountOf } from '../money/currency.ts';
import { add, formatDecimal, subtract, zero } from '../money/decimal.ts';
import { movementUpTo, type BankReading } from './bankComparison.ts';
import type { DayTotals } from './dayTotals.ts';
import type { BankBalance, ChainState } from './statement.ts';

/**
 * The opening balance of the first statement, computed back from the bank's balance at its reference date. When the
 * tenant moves the start back before anything is final, the same bank balance counts, so the opening balance moves by
 * what came in before the old start. It also takes in what the bank has booked since for days before it.
 */
export const withOpeningBalance = (
  chain: ChainState,
  days: ReadonlyMap<CalendarDate, DayTotals>,
  bank: BankReading,
  importFrom: CalendarDate,
): ChainState => {
  if (chain.final) return chain;
  if (chain.opening && chain.coversFrom !== undefined) {
    const { beforeStart = '0', ...rest } = chain;
    const movedIn = importFrom < chain.coversFrom ? movementUpTo(days, addDays(chain.coversFrom, -1)) : zero;
    const amount = formatDecimal(add(subtract(amountOf(chain.opening.amount), movedIn), amountOf(beforeStart)));
    const coversFrom = firstDay(days, earliest(importFrom, chain.coversFrom));
    return { ...rest, opening: { ...chain.opening, amount }, coversFrom };
  }
  const anchor = anchorOf(bank, importFrom);
  if (!anchor) return chain;
  const amount = formatDecimal(subtract(amountOf(anchor.amount), movementUpTo(days, anchor.on)));
  return { ...chain, opening: { amount, anchoredOn: anchor.on }, coversFrom: firstDay(days, importFrom) };
};

/** The balance that an opening balance can be computed from; a bank that names no day means the one it was asked on. */
export const anchorOf = (
  { balance, bankReachedOn }: BankReading,
  importFrom: CalendarDate,
): BankBalance | undefined => {
  const on = balance?.referenceDate ?? bankReachedOn;
  // Lines between that day and the start are not in the books, so that nothing can be computed back.
  return !balance || on === undefined || addDays(on, 1) < importFrom ? undefined : { amount: balance.amount, on };
};

/** The first day of the books: the chosen one, or an earlier one that a line was moved to. */
export const firstDay = (days: ReadonlyMap<CalendarDate, DayTotals>, chosen: CalendarDate): CalendarDate =>
  [...days.keys()].reduce(earliest, chosen);
