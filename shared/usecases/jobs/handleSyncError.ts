import type { Connection } from '../../domain/connections/connection.ts';
import { actorOf, refuseConnection, type RefuseConnectionDeps } from '../connections/refuseConnection.ts';
import { failSync, type Failing, type Work } from './failSync.ts';
import { decide } from './failurePolicy.ts';
import type { AccountJob } from './job.ts';
import { scheduledWork } from './retryPolicies.ts';
import { pauseRun, type RetryRunDeps } from './retryRun.ts';

export interface SyncFailureDeps extends RetryRunDeps, RefuseConnectionDeps {}

interface Interrupted extends Failing {
  readonly connection: Connection;
  /** What takes the run up again. */
  readonly job: AccountJob;
  /** No redelivery follows: an error of ours must be shown now. */
  readonly lastTry: boolean;
  readonly work?: Work;
}

/**
 * Does what the failure policy says about a run that was interrupted.
 *
 * @throws the error when it is ours, for the queue to deliver the job again
 */
export const handleSyncError = async (deps: SyncFailureDeps, run: Interrupted, error: unknown): Promise<void> => {
  const decision = decide(error, run.job.attempts ?? 0, scheduledWork);
  switch (decision.kind) {
    case 'rethrow':
      // Nobody takes the run up again after this, so it must not look as if it ran.
      if (run.lastTry) await failSync(deps, run, 'internal_error', run.work);
      throw error;
    case 'requeue':
      return pauseRun(deps, run, decision.code, decision.afterSeconds);
    case 'refuseConnection': {
      const { connection, at, sync } = run;
      await refuseConnection(deps, { connection, code: decision.code, at, by: actorOf(sync.trigger) });
      return failSync(deps, run, decision.code, run.work);
    }
    case 'giveUp':
      return failSync(deps, run, decision.code, run.work);
  }
};
