import type { JobQueue, SyncJob } from '../../ports/syncs.ts';

/** Ponto is away: patient soon. */
const faultPausesSeconds: readonly number[] = [30, 60, 120, 300, 600];
/** SQS delays a message by at most 15 minutes. */
const longestPauseSeconds = 900;
/** Another run reads the account: it is done within minutes, or dead, and then it is taken over after an hour. */
const busyPauseSeconds = 20;
const busyAttempts = 30;
const deadPauseSeconds = 300;
/**
 * A day of faults, or six hours of somebody else's runs. No schedule comes back for this work, so that it is not given up
 * as early as a scheduled run.
 */
const mostAttempts = 100;

const putBack = async (queue: JobQueue, job: SyncJob, pauseSeconds: number): Promise<void> => {
  const attempts = (job.attempts ?? 0) + 1;
  if (attempts > mostAttempts) throw new Error('work that was told of could not be done for hours');
  await queue.put([{ ...job, attempts }], Math.min(pauseSeconds, longestPauseSeconds));
};

/**
 * Puts work that no schedule repeats back on the queue until a transient fault is over.
 *
 * @throws Error after about a day, so that the job ends in the dead letters
 */
export const putOff = (queue: JobQueue, job: SyncJob, atLeastSeconds = 0): Promise<void> =>
  putBack(queue, job, Math.max(faultPausesSeconds[job.attempts ?? 0] ?? longestPauseSeconds, atLeastSeconds));

/** The same until the run of the account that is under way is over. */
export const putOffForRun = (queue: JobQueue, job: SyncJob): Promise<void> =>
  putBack(queue, job, (job.attempts ?? 0) < busyAttempts ? busyPauseSeconds : deadPauseSeconds);
