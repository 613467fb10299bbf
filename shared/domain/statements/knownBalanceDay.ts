import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';

export type KnownBalanceDay =
  | { readonly kind: 'fits' }
  /** `day`: the first one that would do. */
  | { readonly kind: 'known_balance_too_early'; readonly day: CalendarDate }
  /** `day`: the last one that would do. */
  | { readonly kind: 'known_balance_too_late'; readonly day: CalendarDate };

/**
 * Can the balance of a day be held against the books? Its day must be over, and no line may lie between it and the first
 * day of the books.
 *
 * @param start the first day of the books as they will be
 * @param today in the bank's zone
 */
export const knownBalanceDay = (on: CalendarDate, start: CalendarDate, today: CalendarDate): KnownBalanceDay => {
  const [first, last] = [addDays(start, -1), addDays(today, -1)];
  if (on > last) return { kind: 'known_balance_too_late', day: last };
  return on < first ? { kind: 'known_balance_too_early', day: earliest(first, last) } : { kind: 'fits' };
};
