import {
  addDays,
  firstDayOfMonth,
  lastDayOfMonth,
  monthAfter,
  monthBefore,
  monthOf,
  type CalendarDate,
} from '../../domain/calendar/calendarDate.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { Period } from '../../domain/statements/period.ts';
import { localeOf } from '../catalogue.ts';
import { monthMessages } from './monthMessages.ts';

/** `2026-03` as its first and last day. */
export const daysOfMonth = (month: string): Period => ({ from: `${month}-01`, to: lastDayOfMonth(`${month}-01`) });

/** The last month that is over. */
export const lastMonth = (today: CalendarDate): Period => daysOfMonth(monthBefore(monthOf(today)));

export const isWholeMonth = ({ from, to }: Period): boolean =>
  from === firstDayOfMonth(from) && to === lastDayOfMonth(from);

/** The months around a period: the one before its first day, and the one after its last, if that has begun. */
export const monthsAround = ({ from, to }: Period, today: CalendarDate) => {
  const next = isWholeMonth({ from, to }) ? monthAfter(monthOf(to)) : monthOf(addDays(to, 1));
  return {
    previous: daysOfMonth(monthBefore(monthOf(from))),
    next: `${next}-01` <= today ? daysOfMonth(next) : undefined,
  };
};

/** `March 2026`, or the first and the last day. */
export const periodText = (language: Language, period: Period): string => {
  if (!isWholeMonth(period)) return monthMessages.text(language, 'days', period);
  const format = new Intl.DateTimeFormat(localeOf(language), { year: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(`${period.from}T00:00:00Z`));
};

/** The same as a title begins. */
export const periodTitle = (language: Language, period: Period): string => {
  const [first = '', ...rest] = [...periodText(language, period)];
  return `${first.toLocaleUpperCase(localeOf(language))}${rest.join('')}`;
};
