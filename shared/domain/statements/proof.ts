import { addDays, type CalendarDate, type Instant } from '../calendar/calendarDate.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, isZero, subtract, type Decimal } from '../money/decimal.ts';
import type { ChainState } from './chain.ts';
import { netOf, type DayTotals } from './dayTotals.ts';

import type { CarriedForwardEntry } from './carriedForward.ts';
import type { Period } from './period.ts';

/** The bank's own balance: everything up to and including the day `on`. */
export interface BankBalance {
  readonly amount: string;
  readonly on: CalendarDate;
  /** When the bank or Ponto last changed it. */
  readonly at?: Instant;
  /** The part of it that lines of days before the books make, which the statements leave out. */
  readonly beforeStart?: string;
}

/** What the bank's balances have said about the books so far. */
export interface BalanceState {
  /** The last day for which a balance of the bank agreed with the books. */
  readonly matchedOn?: CalendarDate;
  readonly matched?: BankBalance;
  /** The day of that agreement: what the bank books later that day has not been counted. */
  readonly seenOn?: CalendarDate;
  /** The last balance, when it does not agree. */
  readonly mismatch?: BankBalance & {
    /** Books minus bank. */
    readonly difference: string;
    readonly since: Instant;
  };
}

/**
 * - `proven`: a balance of the bank, independent of the one that the opening balance was computed from, agrees.
 * - `unproven`: the bank gave nothing comparable yet; `awaiting` says what would settle it.
 * - `broken`: the bank's balance disagrees by `difference`, somewhere from `brokenFrom` on.
 */
export interface Proof {
  readonly verdict: 'proven' | 'unproven' | 'broken';
  readonly bankBalance?: string;
  readonly bankBalanceOn?: CalendarDate;
  readonly bankBalanceAt?: Instant;
  /** What the bank counts and the statements leave out: closing balance of that day + this = `bankBalance`. */
  readonly beforeStart?: string;
  /** Books minus bank. */
  readonly difference?: string;
  readonly brokenFrom?: CalendarDate;
  readonly awaiting?: 'later_balance' | 'balance_before_start';
}

/**
 * Judges one statement by what the bank's balances have said.
 *
 * The balance that the opening balance was computed back from always agrees with the books, so it proves nothing: a
 * statement that reaches back to that day or before stays unproven, however well it adds up.
 */
export const verdictOn = (
  statement: { readonly period: Period; readonly lastLineOn: CalendarDate },
  chain: ChainState,
): Proof => {
  const { opening, balance } = chain;
  const agreedUpTo = balance?.matchedOn ?? opening?.anchoredOn;
  const mismatch = balance?.mismatch;
  if (
    mismatch &&
    agreedUpTo !== undefined &&
    statement.period.to > agreedUpTo &&
    statement.period.from <= mismatch.on
  ) {
    return {
      verdict: 'broken',
      ...shown(mismatch),
      difference: mismatch.difference,
      brokenFrom: addDays(agreedUpTo, 1),
    };
  }
  if (opening === undefined || statement.period.from <= opening.anchoredOn) {
    return { verdict: 'unproven', awaiting: 'balance_before_start' };
  }
  if (balance?.matched && statement.lastLineOn <= balance.matched.on && statement.period.from <= balance.matched.on) {
    return { verdict: 'proven', ...shown(balance.matched) };
  }
  return { verdict: 'unproven', awaiting: 'later_balance' };
};

const shown = ({
  amount,
  on,
  at,
  beforeStart,
}: BankBalance): Pick<Proof, 'bankBalance' | 'bankBalanceOn' | 'bankBalanceAt' | 'beforeStart'> => ({
  bankBalance: amount,
  bankBalanceOn: on,
  ...(at === undefined ? {} : { bankBalanceAt: at }),
  ...(beforeStart === undefined ? {} : { beforeStart }),
});

export interface Books {
  readonly chain: ChainState;
  /** Sums by day of the lines on no final statement. */
  readonly days: ReadonlyMap<CalendarDate, DayTotals>;
  readonly carriedForward: readonly CarriedForwardEntry[];
}

/** The balance that the books arrive at on a day; undefined when the day lies before the last final statement's end. */
export const booksOn = ({ chain, days, carriedForward }: Books, on: CalendarDate): Decimal | undefined => {
  const base = chain.final?.closing ?? chain.opening?.amount;
  if (base === undefined || (chain.final && on < chain.final.periodTo)) return undefined;
  const atEndOfDay = add(amountOf(base), movementUpTo(days, on));
  return carriedForward.reduce((sum, { amount }) => add(sum, amount), atEndOfDay);
};

/** Net movement of the days up to and including `on`. */
export const movementUpTo = (days: ReadonlyMap<CalendarDate, DayTotals>, on: CalendarDate): Decimal => {
  let movement: Decimal = { units: 0n, scale: 0 };
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
  const computed = booksOn(books, balance.on);
  const saysNothing =
    opening === undefined || balance.on <= opening.anchoredOn || balance.on < (state?.matchedOn ?? '');
  if (computed === undefined || saysNothing) return { kind: 'not_comparable' };
  const { amount, on, at } = balance;
  const { beforeStart } = books.chain;
  const difference = subtract(withBeforeStart(computed, beforeStart), amountOf(amount));
  const told: BankBalance = {
    amount,
    on,
    ...(at === undefined ? {} : { at }),
    ...(beforeStart === undefined ? {} : { beforeStart }),
  };
  return isZero(difference) ? { kind: 'agrees', balance: told } : { kind: 'disagrees', balance: told, difference };
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
  const computed = booksOn(books, state.matched.on);
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
        ...(state?.matched ? { matchedOn: state.matched.on, matched: state.matched } : {}),
        ...(state?.seenOn === undefined ? {} : { seenOn: state.seenOn }),
        mismatch: {
          ...comparison.balance,
          difference: formatDecimal(comparison.difference),
          since: state?.mismatch?.since ?? seen.at,
        },
      };
  }
};
