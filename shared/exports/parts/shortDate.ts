import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { NotExpressible } from '../format.ts';

/** Years that readers of two digits agree on (POSIX: 69 to 99 are of 1900, 00 to 68 of 2000). */
const [first, last] = ['1969-01-01', '2068-12-31'];

const partsOf = (date: CalendarDate, lineId: string | undefined): readonly [string, string, string] => {
  if (date < first || date > last) throw new NotExpressible('date_out_of_range', lineId);
  return [date.slice(2, 4), date.slice(5, 7), date.slice(8, 10)];
};

/**
 * A day with two digits for its year, as records of fixed width have it: `281126`.
 *
 * @throws NotExpressible where readers would take another century
 */
export const ddmmyy = (date: CalendarDate, lineId?: string): string => {
  const [year, month, day] = partsOf(date, lineId);
  return day + month + year;
};

/** The same with the year first: `261128`. */
export const yymmdd = (date: CalendarDate, lineId?: string): string => partsOf(date, lineId).join('');
