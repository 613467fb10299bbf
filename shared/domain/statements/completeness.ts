import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';
import { provingFigure } from './knownBalance.ts';
import type { ChainState } from './statement.ts';

/**
 * The first day from which on the lines can be proven: the one after the tenant's figure, else after the balance of the
 * bank that the books were computed back from.
 */
export const completeFromOf = (chain: ChainState): CalendarDate | undefined => {
  const start = provingFigure(chain)?.on ?? chain.opening?.anchoredOn;
  return start === undefined ? undefined : addDays(start, 1);
};

/**
 * The last day up to which everything is proven, of days that were over when the bank was asked. Before the first day from
 * which on lines can be proven it tells of nothing but the agreement.
 */
export const completeDayOf = (chain: ChainState): CalendarDate | undefined => {
  const { balance, opening } = chain;
  const provenUpTo = balance?.matchedOn ?? provingFigure(chain)?.provenUpTo;
  const seenOn = balance?.matchedOn === undefined ? opening?.seenOn : balance.seenOn;
  return provenUpTo === undefined ? undefined : beforeDay(provenUpTo, seenOn);
};

/** The last day up to which nothing is known to differ; undefined before there is an opening balance. */
export const agreedUpToOf = (chain: ChainState): CalendarDate | undefined => {
  const { opening } = chain;
  return completeDayOf(chain) ?? (opening && beforeDay(opening.anchoredOn, opening.seenOn));
};

/** Of the day on which the bank was asked, more may have come later. */
const beforeDay = (day: CalendarDate, seenOn: CalendarDate | undefined): CalendarDate =>
  seenOn === undefined ? day : earliest(day, addDays(seenOn, -1));
