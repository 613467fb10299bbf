import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import type { Period } from './period.ts';
import type { BankBalance, ChainState, Proof } from './statement.ts';

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

const shown = ({ amount, on, at, beforeStart }: BankBalance) => ({
  bankBalance: amount,
  bankBalanceOn: on,
  ...defined({ bankBalanceAt: at, beforeStart }),
});
