import { html } from 'hono/html';
import { scheduleTimeZone } from '../../../contracts/schedules.ts';
import { dayOf, daysBetween, type CalendarDate, type Instant } from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { firstInFull, localeOf } from '../../catalogue.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';

/** `full`: 7 December 2026; `table`: 7 Dec 2026; `near`: 7 December. */
type DayLength = 'full' | 'table' | 'near';

const lengths = {
  full: { dateStyle: 'long' },
  table: { dateStyle: 'medium' },
  near: { day: 'numeric', month: 'long' },
} as const satisfies Record<DayLength, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(localeOf(language), options);
  formats.set(key, format);
  return format;
};

/** The day on which people read: the zone of the house. */
export const today = (now: Instant): CalendarDate => dayOf(now, scheduleTimeZone);

/** A day, for a sentence. */
export const dayText = (language: Language, day: CalendarDate, length: DayLength = 'full'): string =>
  firstInFull(
    language,
    formatOf(language, length, { ...lengths[length], timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`)),
  );

/** `7 December`, with its year where that is another one, for a sentence. */
export const nearDayText = (language: Language, day: CalendarDate, now: Instant): string =>
  dayText(language, day, day.slice(0, 4) === today(now).slice(0, 4) ? 'near' : 'full');

const relativeText = (language: Language, days: number): string =>
  new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(days, 'day');

/** `in 9 days (7 December)`, for a sentence. */
export const relativeDayText = (language: Language, day: CalendarDate, now: Instant): string =>
  frameMessages.text(language, 'relative_day', {
    relative: relativeText(language, daysBetween(today(now), day)),
    day: nearDayText(language, day, now),
  });

/** `today 08:41`, `27 November 14:40`, for a sentence: the days around today by their names. */
export const momentText = (language: Language, moment: Instant, now: Instant): string => {
  const day = dayOf(moment, scheduleTimeZone);
  const away = daysBetween(today(now), day);
  const time = formatOf(language, 'time', { timeStyle: 'short', timeZone: scheduleTimeZone }).format(
    Date.parse(moment),
  );
  return frameMessages.text(language, 'day_and_time', {
    day: Math.abs(away) <= 1 ? relativeText(language, away) : nearDayText(language, day, now),
    time,
  });
};

const fullMoment = (language: Language, moment: Instant): string =>
  formatOf(language, 'moment', {
    dateStyle: 'full',
    timeStyle: 'long',
    timeZone: scheduleTimeZone,
  }).format(Date.parse(moment));

/** A day. */
export const day = (language: Language, date: CalendarDate, length: DayLength = 'full'): Html =>
  html`<time datetime="${date}">${dayText(language, date, length)}</time>`;

/** A day as seen from now, with its date. */
export const relativeDay = (language: Language, date: CalendarDate, now: Instant): Html =>
  html`<time datetime="${date}">${relativeDayText(language, date, now)}</time>`;

/** A moment as seen from now; its full date and zone show on it. */
export const moment = (language: Language, at: Instant, now: Instant): Html =>
  html`<time datetime="${at}" title="${fullMoment(language, at)}">${momentText(language, at, now)}</time>`;
