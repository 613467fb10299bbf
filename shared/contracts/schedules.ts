import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

/** Zone in which every schedule is timed, summer and winter time included. */
export const scheduleTimeZone = 'Europe/Brussels';

/** Local times at which a schedule fires, on all days, on one day of the week or on one day of the month. */
export interface ScheduleTimes {
  readonly hours: readonly number[];
  readonly minute: number;
  /** 1 is Monday (ISO 8601). */
  readonly weekday?: number;
  readonly dayOfMonth?: number;
}

/**
 * One schedule per frequency, shortly after Ponto's own refreshes (02, 08, 14 and 20 h). Infra makes the rules from
 * this table and the API tells from it when an account is read next.
 */
export const schedules = {
  every_6_hours: { hours: [2, 8, 14, 20], minute: 40 },
  every_12_hours: { hours: [8, 20], minute: 40 },
  daily: { hours: [8], minute: 40 },
  weekly: { hours: [8], minute: 40, weekday: 1 },
  monthly: { hours: [8], minute: 40, dayOfMonth: 1 },
} as const satisfies Record<string, ScheduleTimes>;

/** Expiry alerts: one a day, when people read mail. */
export const expiryAlertTimes = { hours: [7], minute: 0 } as const satisfies ScheduleTimes;

/** Input of a scheduled function; `time` is the event's own time and counts as "now". */
export const scheduleEvent = onFirstUse(() =>
  z.object({
    frequency: z.string(),
    time: z.iso.datetime(),
    /** Where a schedule is fired in several parts: which one of how many. Without it, all of it. */
    part: z
      .object({ number: z.int().min(1), of: z.int().min(1) })
      .refine(({ number, of }) => number <= of)
      .exactOptional(),
  }),
);
