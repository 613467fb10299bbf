import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../domain/calendar/calendarDate.ts';

/** The wall clock: one of the two places in `shared/` that know what time it is. */
export const systemClock = {
  now: (): Instant => new Date().toISOString(),
  sleep: async (milliseconds: number): Promise<void> => {
    await pause(milliseconds);
  },
};
