import { Fault } from '../../domain/faults/fault.ts';
import type { JobQueue, SyncJob } from '../../ports/syncs.ts';
import type { FinishDisconnect } from './finishDisconnect.ts';

export type DisconnectJob = Extract<SyncJob, { kind: 'disconnect' }>;

const firstPausesSeconds: readonly number[] = [30, 60, 120, 300, 600];
/** SQS delays a message by at most 15 minutes. */
const longestPauseSeconds = 900;
/** A day: no schedule makes up for this work. */
const mostAttempts = 100;

/**
 * Carries a disconnect through that was cut short, or that Ponto could not be told of.
 *
 * @throws Error after about a day, so that the job ends in the dead letters, where an engineer finds it
 */
export const makeProcessDisconnectJob =
  ({ finishDisconnect, queue }: { readonly finishDisconnect: FinishDisconnect; readonly queue: JobQueue }) =>
  async (job: DisconnectJob): Promise<void> => {
    try {
      await finishDisconnect(job, job.requestedAt);
    } catch (error) {
      const attempts = (job.attempts ?? 0) + 1;
      if (!(error instanceof Fault) || error.kind !== 'transient' || attempts > mostAttempts) throw error;
      const pause = Math.max(firstPausesSeconds[attempts - 1] ?? longestPauseSeconds, error.retryAfterSeconds ?? 0);
      await queue.put([{ ...job, attempts }], Math.min(pause, longestPauseSeconds));
    }
  };
