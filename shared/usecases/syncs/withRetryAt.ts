import { nextRunAfter, type LocalTimes } from '../../domain/calendar/nextRun.ts';
import type { Account, ScheduledFrequency } from '../../domain/connections/connection.ts';
import { faultCodeOf } from '../../domain/connections/health.ts';
import { faultKinds } from '../../domain/faults/fault.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import { defined } from '../../language/defined.ts';

/** When each frequency has its turn. */
export interface Schedules {
  readonly timeZone: string;
  readonly times: Readonly<Record<ScheduledFrequency, LocalTimes>>;
}

/**
 * A run that failed on what passes says when it is tried again by itself: by the run that was planned for it, else by the
 * next one of its account's schedule.
 */
export const withRetryAt = (sync: Sync, { link, authorization }: Account, { times, timeZone }: Schedules): Sync => {
  const { status, errorCode = 'internal_error', retryAt, updatedAt } = sync;
  if (status !== 'failed' || retryAt !== undefined) return sync;
  if (!link || link.frequency === 'manual' || authorization.revoked) return sync;
  if (faultKinds[faultCodeOf(errorCode)] === 'userActionRequired') return sync;
  return { ...sync, ...defined({ retryAt: nextRunAfter(updatedAt, times[link.frequency], timeZone) }) };
};
