import type { JobQueue, SyncJob } from '../../ports/syncs.ts';
import { decide } from './failurePolicy.ts';
import { behindRun, pauseBefore, unscheduledWork } from './retryPolicies.ts';

/** Puts a job back on the queue as its next attempt. */
export const requeue = (queue: JobQueue, job: SyncJob, afterSeconds: number): Promise<void> =>
  queue.put([{ ...job, attempts: (job.attempts ?? 0) + 1 }], afterSeconds);

/**
 * Puts unscheduled work back on the queue until a transient fault is over.
 *
 * @throws the error itself when it is none, or after about a day, so that the job ends in the dead letters
 */
export const requeueOrThrow = async (queue: JobQueue, job: SyncJob, error: unknown): Promise<void> => {
  const decision = decide(error, job.attempts ?? 0, unscheduledWork);
  if (decision.kind !== 'requeue') throw error;
  return requeue(queue, job, decision.afterSeconds);
};

/**
 * Puts work back on the queue until the run of the account that is under way is over.
 *
 * @throws Error after hours, so that the job ends in the dead letters
 */
export const requeueBehindRun = async (queue: JobQueue, job: SyncJob): Promise<void> => {
  const pause = pauseBefore(behindRun, job.attempts ?? 0);
  if (pause === undefined) throw new Error('the account has been read by other runs for hours');
  return requeue(queue, job, pause);
};
