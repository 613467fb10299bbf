import { addDays, firstDayOfMonth, type CalendarDate } from '../calendar/calendarDate.ts';
import type { KnownBalance } from '../statements/statement.ts';
import type { Link } from './connection.ts';

/**
 * The first day of a link: the one that is asked for, else the one that the link has, else the day after the balance that
 * the tenant knows, else the first day of the current month.
 *
 * @param today in the bank's zone
 */
export const linkStart = (
  asked: { readonly importFrom?: CalendarDate | undefined; readonly knownBalance?: KnownBalance | undefined },
  link: Pick<Link, 'importFrom'> | undefined,
  today: CalendarDate,
): CalendarDate => {
  const { importFrom, knownBalance } = asked;
  return importFrom ?? link?.importFrom ?? (knownBalance ? addDays(knownBalance.on, 1) : firstDayOfMonth(today));
};
