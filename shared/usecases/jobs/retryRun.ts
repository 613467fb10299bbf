import type { FaultCode } from '../../domain/faults/fault.ts';
import { endsInTime } from '../../domain/syncs/patience.ts';
import { momentOf, noCounts, type Sync } from '../../domain/syncs/sync.ts';
import { defined } from '../../language/defined.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { JobQueue, SyncStore } from '../../ports/syncs.ts';
import { failSync, type FailSyncDeps, type Failing, type Work } from './failSync.ts';
import type { AccountJob } from './job.ts';
import { requeue, requeueBehindRun } from './requeue.ts';

export interface RetryRunDeps extends FailSyncDeps {
  readonly queue: JobQueue;
  readonly ids: Pick<IdSource, 'next'>;
}

interface Paused extends Failing {
  /** What takes the run up again, as its next attempt. */
  readonly job: AccountJob;
  readonly work?: Work;
}

/** Takes a run up again after a pause: the same one, or, where somebody would wait too long for its end, another one. */
export const pauseRun = async (
  deps: RetryRunDeps,
  run: Paused,
  code: FaultCode,
  afterSeconds: number,
): Promise<void> => {
  if (endsInTime(run.sync.createdAt, momentOf(run.sync, deps.clock.now()), afterSeconds))
    return requeue(deps.queue, run.job, afterSeconds);
  const { attempts = 0 } = run.job;
  return retryApart(deps, { ...run, job: { ...run.job, attempts: attempts + 1 } }, code, afterSeconds);
};

/**
 * Ends a run as failed for now and has another one do its work later. The job comes first: a crash in between leaves the
 * run to be taken up as it is, and one more run that finds nothing new.
 */
export const retryApart = async (
  deps: RetryRunDeps,
  { job, work, ...failing }: Paused,
  code: FaultCode,
  afterSeconds: number,
): Promise<void> => {
  const { sync } = failing;
  const syncId = deps.ids.next();
  const retryAt = new Date(Date.parse(momentOf(sync, deps.clock.now())) + afterSeconds * 1000).toISOString();
  // Nobody is there any more, so that the bank is not told so.
  const { customerIpAddress: _left, ...rest } = job;
  await deps.queue.put([{ ...rest, syncId, retryOf: sync.id, requestedAt: retryAt }], afterSeconds);
  await failSync(deps, failing, code, { ...work, retryAt, retriedAs: syncId });
};

/**
 * Begins the run that tries a failed one again.
 *
 * @returns undefined where there is nothing to be tried: another run reads the account, or does so first
 */
export const beginRetry = async (
  {
    syncs,
    queue,
    clock,
  }: Pick<RetryRunDeps, 'queue' | 'clock'> & { readonly syncs: Pick<SyncStore, 'get' | 'begin' | 'move'> },
  job: AccountJob,
): Promise<Sync | undefined> => {
  const { tenantId, accountId, retryOf, requestedAt, waitingFor, touchedBy } = job;
  const failed = retryOf === undefined ? undefined : await syncs.get({ tenantId, accountId, syncId: retryOf });
  if (!failed) return undefined;
  const begun = await syncs.begin({
    tenantId,
    accountId,
    id: job.syncId,
    // The bank was asked for a person, who is told to come back; what goes on by itself is not that person's.
    trigger: failed.trigger === 'person' ? 'schedule' : failed.trigger,
    status: 'queued',
    counts: noCounts,
    pages: 0,
    ...defined({ check: failed.check }),
    createdAt: requestedAt,
    updatedAt: requestedAt,
  });
  if (begun.kind === 'running') {
    // That run reads all that Ponto has, but knows nothing of what this one was asked besides.
    if (failed.check || touchedBy?.length) await requeueBehindRun(queue, job);
    return undefined;
  }
  if (waitingFor?.length) await syncs.move(job, 'askBank', { at: momentOf(begun.sync, clock.now()) });
  return begun.sync;
};
