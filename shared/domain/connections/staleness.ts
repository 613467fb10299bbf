import type { Instant } from '../calendar/calendarDate.ts';
import type { ScheduledFrequency } from './connection.ts';

const hourMs = 3_600_000;
const dayHours = 24;

/** The longest time between two runs of a schedule. */
const periodHours: Readonly<Record<ScheduledFrequency, number>> = {
  every_6_hours: 6,
  every_12_hours: 12,
  daily: dayHours,
  weekly: 7 * dayHours,
  monthly: 31 * dayHours,
};

/** A run may start late, wait its turn, and stand on the other side of a change of the clock. */
const lateRunHours = 2;
/** Ponto gets through to a bank four times a day; one bad day of a bank is no news. */
const silentBankHours = dayHours;

const hoursBetween = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / hourMs;

/** Was the run before this one longer ago than its frequency promises? A first run is never late. */
export const isLate = (lastRunAt: Instant | undefined, now: Instant, frequency: ScheduledFrequency): boolean =>
  lastRunAt !== undefined && hoursBetween(lastRunAt, now) > periodHours[frequency] + lateRunHours;

/** Has the bank given Ponto nothing for longer than the frequency promises, and for more than a bad day? */
export const isSilent = (synchronizedAt: Instant | undefined, now: Instant, frequency: ScheduledFrequency): boolean =>
  synchronizedAt !== undefined &&
  hoursBetween(synchronizedAt, now) > Math.max(periodHours[frequency], dayHours) + silentBankHours;
