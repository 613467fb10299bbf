import type { Instant } from '../calendar/calendarDate.ts';

/**
 * Whoever waits for a run gets an end within a minute; what it was to do goes on apart. A pause within this time is still the
 * run's own; a delivery takes a moment besides.
 */
const patienceMs = 45_000;

/** Does a pause that begins now end while somebody still waits for the run? */
export const endsInTime = (begun: Instant, now: Instant, pauseSeconds: number): boolean =>
  Date.parse(now) + pauseSeconds * 1000 - Date.parse(begun) <= patienceMs;
