import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';
import { agreedUpToOf } from './completeness.ts';
import type { ChainState } from './statement.ts';

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

/** The difference between books and bank as it stands now; undefined while they agree, or nothing can be compared. */
export const differenceOf = (chain: ChainState): Difference | undefined => {
  const mismatch = chain.balance?.mismatch;
  if (!mismatch) return undefined;
  const agreedUpTo = agreedUpToOf(chain);
  const since = agreedUpTo === undefined ? mismatch.on : earliest(addDays(agreedUpTo, 1), mismatch.on);
  return { amount: mismatch.difference, since, bankBalance: mismatch.amount, on: mismatch.on };
};
