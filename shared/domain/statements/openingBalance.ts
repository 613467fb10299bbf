import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, subtract, zero, type Decimal } from '../money/decimal.ts';
import { movementUpTo, type BankReading } from './bankComparison.ts';
import { countedBeforeStart } from './beforeStart.ts';
import { conventionOf, datingOf, lastDayCounted, otherConvention, type Convention, type Dating } from './convention.ts';
import type { DayTotals } from './dayTotals.ts';
import type { ChainState, Opening } from './statement.ts';

type Days = ReadonlyMap<CalendarDate, DayTotals>;

/**
 * The opening balance of the first statement, computed back from the bank's balance. When the tenant moves the start
 * back before anything is final, the same bank balance counts, so the opening balance moves by what came in before the
 * old start. It also takes in what the bank has booked since for days before it.
 */
export const withOpeningBalance = (
  chain: ChainState,
  days: Days,
  bank: BankReading,
  importFrom: CalendarDate,
): ChainState => {
  if (chain.final) return chain;
  if (chain.opening && chain.coversFrom !== undefined && !opensWith(chain, bank, importFrom)) {
    const { beforeStart = '0', beforeStartLines: _moved, ...rest } = chain;
    const movedIn = importFrom < chain.coversFrom ? movementUpTo(days, addDays(chain.coversFrom, -1)) : zero;
    const opening = movedBy(chain.opening, subtract(amountOf(beforeStart), movedIn));
    return {
      ...rest,
      ...countedBeforeStart(chain),
      opening,
      coversFrom: firstDay(days, earliest(importFrom, chain.coversFrom)),
    };
  }
  const anchor = anchorOf(bank, importFrom);
  if (!anchor) return chain;
  const { beforeStart: _counted, beforeStartLines: _lines, balance: _ofBefore, ...rest } = chain;
  return { ...rest, opening: openedBy(anchor, days, bank), coversFrom: firstDay(days, importFrom) };
};

/**
 * Does the opening balance come from this balance of the bank? The first one gives it. One whose lines are of another
 * moment may have counted lines that they lack. Until a balance has agreed it is replaced: by one of one moment, or by
 * one of another day when they differ. A figure of the tenant is then held against the new one.
 */
export const opensWith = (chain: ChainState, bank: BankReading, importFrom: CalendarDate): boolean => {
  const { opening, balance, final } = chain;
  if (final || anchorOf(bank, importFrom) === undefined) return false;
  if (!opening) return true;
  const hasDiffered = balance?.doubt !== undefined && balance.doubt.seenOn < (bank.bankReachedOn ?? '');
  return opening.isProvisional === true && (bank.moments === 'same' || hasDiffered);
};

const movedBy = (opening: Opening, by: Decimal): Opening => {
  const moved = (amount: string): string => formatDecimal(add(amountOf(amount), by));
  const { otherwise } = opening;
  return {
    ...opening,
    amount: moved(opening.amount),
    ...defined({ otherwise: otherwise && { ...otherwise, amount: moved(otherwise.amount) } }),
  };
};

interface Anchor {
  readonly amount: string;
  readonly on: CalendarDate;
  readonly dating: Dating;
  readonly otherwiseOn: CalendarDate;
  readonly otherwiseCounts: Convention;
}

const openedBy = (anchor: Anchor, days: Days, bank: BankReading): Opening => {
  const { amount, on, dating, otherwiseOn, otherwiseCounts: counts } = anchor;
  const back = (to: CalendarDate): Decimal => subtract(amountOf(amount), movementUpTo(days, to));
  const otherwise = { amount: formatDecimal(back(otherwiseOn)), anchoredOn: otherwiseOn, counts, dating };
  return {
    amount: formatDecimal(back(on)),
    anchoredOn: on,
    bankBalance: amount,
    ...defined({ seenOn: bank.bankReachedOn }),
    ...(equals(back(on), back(otherwiseOn)) ? {} : { otherwise }),
    ...(bank.moments === 'same' ? {} : { isProvisional: true }),
  };
};

/** The balance that an opening balance can be computed from. */
export const anchorOf = (
  { balance, bankReachedOn, moments }: BankReading,
  importFrom: CalendarDate,
): Anchor | undefined => {
  if (!balance || bankReachedOn === undefined) return undefined;
  if (moments === 'apart' || moments === 'behind') return undefined;
  const date = { referenceDate: balance.referenceDate, askedOn: bankReachedOn };
  const counts = conventionOf(date, undefined);
  const on = lastDayCounted(date, counts);
  // Lines between that day and the start are not in the books, so that nothing can be computed back.
  if (addDays(on, 1) < importFrom) return undefined;
  const otherwiseCounts = otherConvention(counts);
  const otherwiseOn = lastDayCounted(date, otherwiseCounts);
  return { amount: balance.amount, on, dating: datingOf(date), otherwiseOn, otherwiseCounts };
};

/** The first day of the books: the chosen one, or an earlier one that a line was moved to. */
export const firstDay = (days: ReadonlyMap<CalendarDate, DayTotals>, chosen: CalendarDate): CalendarDate =>
  [...days.keys()].reduce(earliest, chosen);
