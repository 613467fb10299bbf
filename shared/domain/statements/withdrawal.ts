import { addDays, earliest, latest, type CalendarDate, type Instant } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import type { ChainState, WithdrawalReason } from './statement.ts';

/** The first day of which the books say something else than when a balance agreed, and how that came. */
export interface Contradiction {
  readonly day: CalendarDate;
  readonly reason: WithdrawalReason;
}

/**
 * Takes back what was proven from the day of a contradiction on. What lies before it stays proven: nothing has changed
 * there. The next balance that agrees proves everything again.
 */
export const withdrawn = (chain: ChainState, { day, reason }: Contradiction, at: Instant): ChainState => {
  const { balance } = chain;
  if (!balance) return chain;
  const { matched: _left, matchedOtherwise: _too, matchedBefore: _before, ...rest } = balance;
  const last = addDays(day, -1);
  const matchedOn = balance.matchedOn === undefined ? undefined : earliest(balance.matchedOn, last);
  const from = earliest(balance.withdrawn?.from ?? day, day);
  const to = latest(balance.matchedOn ?? day, balance.withdrawn?.to ?? day);
  return {
    ...chain,
    balance: { ...rest, ...defined({ matchedOn }), withdrawn: { from, to, at, reason } },
  };
};
