import type { Instant } from '../calendar/calendarDate.ts';
import { isFinished, type Sync } from './sync.ts';

/**
 * A run that has not moved for this long is dead: its worker crashed, or its job was lost. Longer than a job waits in
 * the queue between two tries (15 minutes at most), so that a run that only waits is never taken for a dead one.
 */
export const interruptedAfterMs = 3_600_000;

/** A run as it is told: one that has not moved for too long has failed, whoever forgot to write it down. */
export const effectiveStatus = (sync: Sync, now: Instant): Sync =>
  !isFinished(sync.status) && Date.parse(now) - Date.parse(sync.updatedAt) >= interruptedAfterMs
    ? { ...sync, status: 'failed', errorCode: 'interrupted' }
    : sync;
