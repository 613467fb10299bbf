import type { CalendarDate } from '../calendar/calendarDate.ts';
import { movementUpTo, type BankReading } from './bankComparison.ts';
import { balanceOfAnchor } from './chainAfterReading.ts';
import type { DayTotals } from './dayTotals.ts';
import { withKnownBalance, type WantedFigure } from './knownBalance.ts';
import { anchorOf, withOpeningBalance } from './openingBalance.ts';
import type { ChainState } from './statement.ts';

/**
 * What books that are read for the first time will say of themselves: the opening balance that the bank's balance gives
 * them, and what the tenant's figure says of it. The bank's own balance says nothing more of books that it has opened.
 *
 * @param days sums by day of every line from `importFrom` on
 */
export const firstChain = (
  days: ReadonlyMap<CalendarDate, DayTotals>,
  bank: BankReading,
  importFrom: CalendarDate,
  wanted: WantedFigure,
): ChainState => {
  const opened = withOpeningBalance({}, days, bank, importFrom);
  return withKnownBalance(opened, {
    wanted,
    movementUpTo: (day) => movementUpTo(days, day),
    ofAnchor: balanceOfAnchor(opened, bank),
    contradiction: undefined,
    sequence: 0,
    at: bank.readAt,
  });
};

/**
 * Why no opening balance can be computed from what the bank says.
 *
 * - `no_balance`: the bank gives none.
 * - `bank_not_reached`: Ponto did not get through to the bank.
 * - `other_moment`: balance and lines are of different moments.
 * - `start_ahead`: the start lies behind the last day that the balance counts.
 */
export type NoOpening = 'no_balance' | 'bank_not_reached' | 'other_moment' | 'start_ahead';

/** @returns undefined where one can be computed */
export const whyNoOpening = (bank: BankReading, importFrom: CalendarDate): NoOpening | undefined => {
  if (anchorOf(bank, importFrom)) return undefined;
  if (!bank.balance) return 'no_balance';
  if (bank.bankReachedOn === undefined) return 'bank_not_reached';
  return bank.moments === 'apart' || bank.moments === 'behind' ? 'other_moment' : 'start_ahead';
};
