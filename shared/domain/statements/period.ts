import {
  addDays,
  firstDayOfMonth,
  lastDayOfMonth,
  latest,
  mondayOf,
  type CalendarDate,
} from '../calendar/calendarDate.ts';

export const statementPeriods = ['daily', 'weekly', 'monthly'] as const;
export type StatementPeriod = (typeof statementPeriods)[number];

/** Calendar days, both inclusive. A line belongs to it by the day that it is booked under. */
export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** From the first to the last of some days; undefined where there is none. */
export const periodOfDays = (days: readonly CalendarDate[]): Period | undefined => {
  const [from, ...others] = days.toSorted();
  return from === undefined ? undefined : { from, to: others.at(-1) ?? from };
};

export const isWithin = (date: CalendarDate, { from, to }: Period): boolean => from <= date && date <= to;

export const isSamePeriod = (one: Period, other: Period): boolean => one.from === other.from && one.to === other.to;

/** The day, week (from Monday, ISO 8601) or month around a date. */
export const periodAround = (date: CalendarDate, kind: StatementPeriod): Period => {
  switch (kind) {
    case 'daily':
      return { from: date, to: date };
    case 'weekly':
      return { from: mondayOf(date), to: addDays(mondayOf(date), 6) };
    case 'monthly':
      return { from: firstDayOfMonth(date), to: lastDayOfMonth(date) };
  }
};

/**
 * The period around a date that does not reach back into closed days: after a tenant changes from daily to monthly
 * statements in mid-month, the first monthly one begins the day after the last closed day.
 */
export const openPeriodAround = (
  date: CalendarDate,
  kind: StatementPeriod,
  closedUpTo: CalendarDate | undefined,
): Period => {
  const period = periodAround(date, kind);
  return closedUpTo === undefined ? period : { from: latest(period.from, addDays(closedUpTo, 1)), to: period.to };
};
