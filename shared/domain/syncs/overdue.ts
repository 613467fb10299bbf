import type { Instant } from '../calendar/calendarDate.ts';
import { nextRunAfter, type LocalTimes } from '../calendar/nextRun.ts';

/** A scheduled run may start late and wait in the queue; its alarm rings after two hours (`infra/constructs/workQueue.ts`). */
const patienceMs = 2 * 3_600_000;

/** Has a run that was due after that one not come? */
export const isOverdue = (lastRunAt: Instant, times: LocalTimes, timeZone: string, now: Instant): boolean => {
  const due = nextRunAfter(lastRunAt, times, timeZone);
  return due !== undefined && Date.parse(now) - Date.parse(due) > patienceMs;
};
