import { calendarDateAt, isCalendarDate, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';

/** ISO 8601, with any fraction or none, as Ponto writes moments (Ponto reference, section 3.2). */
const moment = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A moment in one spelling, milliseconds and `Z`, so that moments compare as text. */
export const instantOf = (text: string | null | undefined): Instant | undefined => {
  const [, day = '', zone] = moment.exec(text ?? '') ?? [];
  // 30 February would be read as 2 March.
  const time = zone === undefined || !isCalendarDate(day) ? Number.NaN : Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** Thousands of lines share a few hundred days, and asking a zone for the day is the dearest part of reading a line. */
const daysKnown = new Map<string, CalendarDate | undefined>();
const maxDaysKnown = 2_000;

const dayAt = (text: Instant, timeZone: string): CalendarDate | undefined => {
  const key = `${timeZone} ${text}`;
  if (daysKnown.has(key)) return daysKnown.get(key);
  if (daysKnown.size === maxDaysKnown) daysKnown.clear();
  const day = calendarDateAt(text, timeZone);
  daysKnown.set(key, day);
  return day;
};

/**
 * The bank's calendar day behind a moment. A text without zone names the day itself.
 *
 * @returns undefined when there is none or it cannot be read
 */
export const dayBehind = (text: string | null | undefined, timeZone: string): CalendarDate | undefined => {
  if (text === null || text === undefined) return undefined;
  if (isCalendarDate(text)) return text;
  const [, day = '', zone] = moment.exec(text) ?? [];
  if (!isCalendarDate(day)) return undefined;
  return zone === undefined ? day : dayAt(text, timeZone);
};
