import { dayAt, isoAt, momentAt } from '../calendar.ts';
import { zoneOf, type Institution } from '../institutions/catalogue.ts';
import type { LineContent } from '../state.ts';

/** How a bank writes a day: most give no time, and Ponto then sends midnight (reference, section 3.2). */
export const bankDate = (day: string, institution: Institution): string =>
  institution.dates === 'utcMidnight' ? `${day}T00:00:00.000Z` : isoAt(momentAt(day, 0, zoneOf(institution)));

/** The day that the bank's balance counts a line under; today when the bank names no day at all. */
export const bookingDay = (
  { executionDate, valueDate }: Pick<LineContent, 'executionDate' | 'valueDate'>,
  institution: Institution,
  now: number,
): string => {
  const moment = Date.parse(executionDate ?? valueDate ?? '');
  return dayAt(Number.isNaN(moment) ? now : moment, zoneOf(institution));
};
