import type { Instant } from '../calendar/calendarDate.ts';

/** Accounts of one bank that Ponto could not read there, by the hour: hours since 1970 → accounts. */
export type FailuresByHour = ReadonlyMap<number, number>;

const hourMs = 3_600_000;
const hoursOfDay = 24;

/** Fewer say nothing about the bank. */
const minAccounts = 3;
/** So many times as many as usual at that time of day. */
const timesUsual = 4;
/** What is usual is the middle one of so many days: an outage of up to a week does not become usual. */
const usualDays = 14;
/** How far a failure may lie back that still says something about now: the pause between two schedules. */
const latelyHours = 6;

export const hourOf = (at: Instant): number => Math.floor(Date.parse(at) / hourMs);

/**
 * Did many accounts of a bank fail together around a moment? Compared with the same hours of the days before: a bank with
 * a hundred thousand accounts always has some that fail, and the runs of a day come at the same hours every day. So no
 * success has to be counted, and nothing has to be known of how many accounts a bank has (docs/adr/0010).
 */
export const hadOutage = (failures: FailuresByHour, at: Instant): boolean => hadOutageAround(failures, hourOf(at));

/** The newest moment of the last hours at which a bank had an outage; undefined when it had none. */
export const lastOutage = (failures: FailuresByHour, now: Instant): Instant | undefined => {
  for (let back = 0; back <= latelyHours; back += 1) {
    const hour = hourOf(now) - back;
    if ((failures.get(hour) ?? 0) > 0 && hadOutageAround(failures, hour)) return new Date(hour * hourMs).toISOString();
  }
  return undefined;
};

const hadOutageAround = (failures: FailuresByHour, hour: number): boolean => {
  const count = around(failures, hour);
  const before = Array.from({ length: usualDays }, (_, day) => around(failures, hour - (day + 1) * hoursOfDay));
  const usual = before.toSorted((a, b) => a - b)[usualDays / 2 - 1] ?? 0;
  return count >= Math.max(minAccounts, timesUsual * usual);
};

/** Runs of one schedule take a while, and may begin just before a full hour. */
const around = (failures: FailuresByHour, hour: number): number =>
  [hour - 1, hour, hour + 1].reduce((sum, each) => sum + (failures.get(each) ?? 0), 0);
