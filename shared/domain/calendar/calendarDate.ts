/** A day in the bank's calendar, `YYYY-MM-DD`. Not an instant: it has no time and no zone. Compares as text. */
export type CalendarDate = string;

/** A moment, ISO 8601 in UTC with `Z`. */
export type Instant = string;

const dayMs = 86_400_000;

/** Is this text a day that exists, written `YYYY-MM-DD`? */
export const isCalendarDate = (text: string): text is CalendarDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
};

const utcMidnight = (date: CalendarDate): number => Date.parse(`${date}T00:00:00Z`);
const firstMs = Date.parse('0000-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T00:00:00Z');

/** The calendar ends with the year 9999: dates beyond would no longer compare as text. */
const dateOfUtc = (milliseconds: number): CalendarDate =>
  new Date(Math.min(Math.max(milliseconds, firstMs), lastMs)).toISOString().slice(0, 10);

export const addDays = (date: CalendarDate, days: number): CalendarDate => dateOfUtc(utcMidnight(date) + days * dayMs);

/** Days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((utcMidnight(to) - utcMidnight(from)) / dayMs);

/** `YYYY-MM` of a date. */
export const monthOf = (date: CalendarDate): string => date.slice(0, 7);

export const firstDayOfMonth = (date: CalendarDate): CalendarDate => `${monthOf(date)}-01`;

export const lastDayOfMonth = (date: CalendarDate): CalendarDate => {
  let day = 31;
  while (!isCalendarDate(`${monthOf(date)}-${day}`)) day -= 1;
  return `${monthOf(date)}-${day}`;
};

/** `YYYY-MM` of the month before and of the one after. */
export const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1));
export const monthAfter = (month: string): string => monthOf(addDays(lastDayOfMonth(`${month}-01`), 1));

/** Monday of the date's week (ISO 8601 weeks start on Monday). */
export const mondayOf = (date: CalendarDate): CalendarDate =>
  addDays(date, -((new Date(utcMidnight(date)).getUTCDay() + 6) % 7));

export const earliest = (a: CalendarDate, b: CalendarDate): CalendarDate => (a < b ? a : b);
export const latest = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(timeZone, formatter);
  return formatter;
};

/** Zone of Ponto's home market; used where an institution names none. */
export const defaultTimeZone = 'Europe/Brussels';

/** An IANA zone name that this runtime knows, else the default zone. */
export const knownTimeZone = (timeZone: string | undefined): string => {
  if (timeZone === undefined) return defaultTimeZone;
  try {
    formatterFor(timeZone);
    return timeZone;
  } catch {
    return defaultTimeZone;
  }
};

/**
 * The calendar day of a moment in a zone. Ponto writes a bank's day as local midnight in UTC, so that 2 January in
 * Belgium arrives as `…-01-01T23:00:00Z` (Ponto reference, section 3.2).
 *
 * @returns undefined when the moment cannot be read or lies outside the years 0001 to 9999.
 */
export const calendarDateAt = (moment: Instant, timeZone: string): CalendarDate | undefined => {
  const time = Date.parse(moment);
  // Outside, the formatter counts years before Christ from 1 again.
  if (Number.isNaN(time) || time < firstMs || time > lastMs + dayMs) return undefined;
  const parts = formatterFor(timeZone).formatToParts(time);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return isCalendarDate(date) ? date : undefined;
};

/** Like {@link calendarDateAt} for a moment that this product made itself. */
export const dayOf = (moment: Instant, timeZone: string): CalendarDate => {
  const date = calendarDateAt(moment, timeZone);
  if (date === undefined) throw new Error('not a moment: ISO 8601 in UTC expected');
  return date;
};
