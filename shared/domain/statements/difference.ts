import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';
import { agreedUpToOf } from './completeness.ts';
import type { BalanceState, BankBalance, ChainState } from './statement.ts';

/** What the books and the bank's balance do not agree on. */
export interface Difference {
  /** Books minus bank, an exact decimal text. */
  readonly amount: string;
  /** The first day on which it may have come in: the one after the last day that agreed. */
  readonly since: CalendarDate;
  /** The bank's own balance that disagrees, and its day. */
  readonly bankBalance: string;
  readonly on: CalendarDate;
}

/** The balance that does not agree, by the convention that explains best what it differs by. */
export const toldMismatch = (
  mismatch: NonNullable<BalanceState['mismatch']>,
): BankBalance & { readonly difference: string } => ({ ...mismatch, ...mismatch.likely });

/** The difference between books and bank as it stands now; undefined while they agree, or nothing can be compared. */
export const differenceOf = (chain: ChainState): Difference | undefined => {
  const mismatch = chain.balance?.mismatch;
  if (!mismatch) return undefined;
  const { amount: bankBalance, on, difference } = toldMismatch(mismatch);
  const agreedUpTo = agreedUpToOf(chain);
  const days = [mismatch.on, ...(agreedUpTo === undefined ? [] : [addDays(agreedUpTo, 1)])];
  const since = days.reduce(earliest, on);
  return { amount: difference, since, bankBalance, on };
};
