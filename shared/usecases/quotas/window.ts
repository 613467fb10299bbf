import type { Instant } from '../../domain/calendar/calendarDate.ts';

/** The window of time that a moment lies in; windows follow each other without a gap since 1970. */
export const windowAt = (now: Instant, lengthMs: number): { readonly from: Instant; readonly secondsLeft: number } => {
  const nowMs = Date.parse(now);
  const fromMs = Math.floor(nowMs / lengthMs) * lengthMs;
  return { from: new Date(fromMs).toISOString(), secondsLeft: Math.ceil((fromMs + lengthMs - nowMs) / 1_000) };
};
