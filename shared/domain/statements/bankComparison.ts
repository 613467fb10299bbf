import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Balance } from '../connections/connection.ts';
import { defined } from '../../language/defined.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, isZero, subtract, zero, type Decimal } from '../money/decimal.ts';
import type { CarriedForwardEntry } from './foldCarriedForward.ts';
import { netOf, type DayTotals } from './dayTotals.ts';
import type { BalanceState, BankBalance, ChainState } from './statement.ts';

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

export type Comparison =
  | { readonly kind: 'not_comparable' }
  | { readonly kind: 'agrees'; readonly balance: BankBalance }
  | { readonly kind: 'disagrees'; readonly balance: BankBalance; readonly difference: Decimal };

/**
 * Compares the books with a balance of the bank. Only a day after the one that the opening balance came from, after the
 * last final statement, and not before the last agreement, says anything new.
 */
export const compareWithBank = (books: Books, balance: BankBalance): Comparison => {
  const { opening, balance: state } = books.chain;
  const computed = bookBalanceOn(books, balance.on);
  const saysNothing =
    opening === undefined || balance.on <= opening.anchoredOn || balance.on < (state?.matchedOn ?? '');
  if (computed === undefined || saysNothing) return { kind: 'not_comparable' };
  const { amount, on, at } = balance;
  const { beforeStart } = books.chain;
  const difference = subtract(withBeforeStart(computed, beforeStart), amountOf(amount));
  const compared: BankBalance = { amount, on, ...defined({ at, beforeStart }) };
  return isZero(difference)
    ? { kind: 'agrees', balance: compared }
    : { kind: 'disagrees', balance: compared, difference };
};

/** The bank's balances count lines of days before the books; the opening balance may not have counted them all. */
const withBeforeStart = (computed: Decimal, beforeStart = '0'): Decimal => add(computed, amountOf(beforeStart));

/**
 * Forgets a match that the books have left behind: a line that came in for a day before it changes what the books say
 * about that day, and only a newer balance of the bank can confirm it again.
 */
export const stillMatching = (books: Books): BalanceState | undefined => {
  const state = books.chain.balance;
  if (!state?.matched) return state;
  const computed = bookBalanceOn(books, state.matched.on);
  // What was booked for days before the books since then, that balance has not counted.
  const { amount, beforeStart } = state.matched;
  if (computed === undefined || equals(withBeforeStart(computed, beforeStart), amountOf(amount))) return state;
  return state.mismatch ? { mismatch: state.mismatch } : undefined;
};

/**
 * The balance state after a comparison. A disagreement keeps the moment of its first sight.
 *
 * @param seen when and on which day the balance was compared
 */
export const balanceStateAfter = (
  state: BalanceState | undefined,
  comparison: Comparison,
  seen: { readonly at: Instant; readonly on: CalendarDate },
): BalanceState | undefined => {
  switch (comparison.kind) {
    case 'not_comparable':
      return state;
    case 'agrees':
      return { matchedOn: comparison.balance.on, matched: comparison.balance, seenOn: seen.on };
    case 'disagrees':
      return {
        ...(state?.matched && { matchedOn: state.matched.on, matched: state.matched }),
        ...defined({ seenOn: state?.seenOn }),
        mismatch: {
          ...comparison.balance,
          difference: formatDecimal(comparison.difference),
          since: state?.mismatch?.since ?? seen.at,
        },
      };
  }
};

/** What the bank says now, as far as it can be held against the lines. */
export interface BankReading {
  /** Its balance; absent when it is of another moment than the lines, so that it would accuse the books. */
  readonly balance: Balance | undefined;
  /** Ponto named one synchronization beside the balance and all the lines. */
  readonly isOfOneMoment: boolean;
  /** The day on which Ponto last got through to the bank; undefined while it does not. */
  readonly bankReachedOn: CalendarDate | undefined;
  readonly readAt: Instant;
}

/** The chain with what the bank's balances have said of it by now; `agrees` when the balance of now confirms it. */
export const chainAfterComparison = (
  books: Books,
  { balance, isOfOneMoment, readAt, bankReachedOn }: BankReading,
): { readonly chain: ChainState; readonly agrees: boolean } => {
  const { balance: _stale, ...chain } = books.chain;
  const before = stillMatching(books);
  const left = { ...chain, ...defined({ balance: before }) };
  // Without a new balance, the books may have caught up with the one that they had parted from.
  const bank = comparable(balance) ?? before?.mismatch;
  if (!bank || bankReachedOn === undefined) return { chain: left, agrees: false };
  const comparison = compareWithBank({ ...books, chain: left }, bank);
  // While the bank's day is not over, its balance and its lines need not be of one moment; nor are those that Ponto
  // names two synchronizations for. An agreement needs no such excuse.
  const tooEarly = comparison.kind === 'disagrees' && (comparison.balance.on >= bankReachedOn || !isOfOneMoment);
  const held = comparison.kind === 'disagrees' ? withoutMatchOn(bank.on, before) : before;
  const after = tooEarly ? held : balanceStateAfter(held, comparison, { at: readAt, on: bankReachedOn });
  return { chain: { ...chain, ...defined({ balance: after }) }, agrees: comparison.kind === 'agrees' };
};

/** The bank says something else of a day than when it agreed: what it agreed to then is not proven any more. */
const withoutMatchOn = (on: CalendarDate, state: BalanceState | undefined): BalanceState | undefined => {
  if (state?.matchedOn !== on) return state;
  return state.mismatch ? { mismatch: state.mismatch } : undefined;
};

const comparable = (balance: Balance | undefined): BankBalance | undefined =>
  balance?.referenceDate === undefined
    ? undefined
    : { amount: balance.amount, on: balance.referenceDate, ...defined({ at: balance.changedAt }) };
