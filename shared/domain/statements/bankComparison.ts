import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Balance } from '../connections/connection.ts';
import { defined } from '../../language/defined.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, isZero, subtract, zero, type Decimal } from '../money/decimal.ts';
import type { CarriedForwardEntry } from './foldCarriedForward.ts';
import { netOf, type DayTotals } from './dayTotals.ts';
import type { BankBalance, ChainState } from './statement.ts';

export interface Books {
  readonly chain: ChainState;
  /** Sums by day of the lines on no final statement. */
  readonly days: ReadonlyMap<CalendarDate, DayTotals>;
  readonly carriedForward: readonly CarriedForwardEntry[];
}

/** The balance that the books arrive at on a day; undefined when the day lies before the last final statement's end. */
export const bookBalanceOn = ({ chain, days, carriedForward }: Books, on: CalendarDate): Decimal | undefined => {
  const base = chain.final?.closing ?? chain.opening?.amount;
  if (base === undefined || (chain.final && on < chain.final.periodTo)) return undefined;
  const atEndOfDay = add(amountOf(base), movementUpTo(days, on));
  return carriedForward.reduce((sum, { amount }) => add(sum, amount), atEndOfDay);
};

/** Net movement of the days up to and including `on`. */
export const movementUpTo = (days: ReadonlyMap<CalendarDate, DayTotals>, on: CalendarDate): Decimal => {
  let movement = zero;
  for (const [date, totals] of days) if (date <= on) movement = add(movement, netOf(totals));
  return movement;
};

/**
 * How the moments of a balance and of the lines beside it stand to each other.
 *
 * - `same`: one synchronization brought both.
 * - `closed`: the balance is of a day that was over when the lines were read.
 * - `near`: one synchronization for the balance and one for the lines, right after one another.
 * - `apart`: more time lies between them.
 * - `behind`: the lines are of an earlier day than the balance.
 */
export type Moments = 'same' | 'closed' | 'near' | 'apart' | 'behind';

/** What the bank says now. */
export interface BankReading {
  readonly balance: Balance | undefined;
  readonly moments: Moments;
  /** The day on which Ponto last got through to the bank for the balance; undefined while it does not. */
  readonly bankReachedOn: CalendarDate | undefined;
  readonly readAt: Instant;
}

/** One total of the books held against a balance of the bank. */
export type Comparison =
  | { readonly kind: 'not_comparable' }
  | { readonly kind: 'agrees'; readonly balance: BankBalance }
  | { readonly kind: 'disagrees'; readonly balance: BankBalance; readonly difference: Decimal };

/**
 * Only a day after the one that the opening balance came from, after the last final statement, and not before the last
 * agreement, says anything new.
 */
export const compareWithBank = (books: Books, balance: BankBalance): Comparison => {
  const { opening, balance: state, beforeStart } = books.chain;
  const computed = bookBalanceOn(books, balance.on);
  const saysNothing =
    opening === undefined || balance.on <= opening.anchoredOn || balance.on < (state?.matchedOn ?? '');
  if (computed === undefined || saysNothing) return { kind: 'not_comparable' };
  const difference = subtract(withBeforeStart(computed, beforeStart), amountOf(balance.amount));
  const compared: BankBalance = { ...balance, ...defined({ beforeStart }) };
  return isZero(difference)
    ? { kind: 'agrees', balance: compared }
    : { kind: 'disagrees', balance: compared, difference };
};

/** The bank's balances count lines of days before the books; the opening balance may not have counted them all. */
const withBeforeStart = (computed: Decimal, beforeStart = '0'): Decimal => add(computed, amountOf(beforeStart));

/**
 * Do the books still arrive at the balance that agreed last? A line that came in, changed or went since, for a day up to
 * that one, makes them say something else.
 */
export const hasLeftAgreement = (books: Books): boolean => {
  const { matched, through = 0 } = books.chain.balance ?? {};
  if (!matched) return false;
  const computed = bookBalanceOn(books, matched.on);
  // Behind final statements no total is at hand; whatever changes there is carried forward.
  if (computed === undefined) return books.carriedForward.some(({ sequence }) => sequence > through);
  // What was booked for days before the books since then, that balance has not counted.
  return !equals(withBeforeStart(computed, matched.beforeStart), amountOf(matched.amount));
};
