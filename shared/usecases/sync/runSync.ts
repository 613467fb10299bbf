import type { Connection } from '../../domain/connections/connection.ts';
import { Fault, type FaultCode } from '../../domain/faults/fault.ts';
import { outsideSyncId } from '../../domain/ids/outsideIds.ts';
import type { BankSynchronization } from '../../domain/ledger/feedAccount.ts';
import type { CheckResult } from '../../domain/syncs/check.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionRuns, ConnectionStore } from '../../ports/connections.ts';
import type { JobQueue, SyncJob, SyncStore } from '../../ports/syncs.ts';
import type { SyncLedgerInput } from './syncContext.ts';
import type { SyncLedgerOutcome } from './syncLedger.ts';
import { judgeSynchronization } from './judgeSynchronization.ts';
import { recordBankFailure, type RecordBankFailureDeps } from './recordBankFailure.ts';
import { actorOf, refuseConnection } from './refuseConnection.ts';

export interface RunSyncDeps extends RecordBankFailureDeps {
  readonly syncLedger: (run: SyncLedgerInput) => Promise<SyncLedgerOutcome>;
  readonly syncs: SyncStore;
  readonly runs: ConnectionRuns;
  readonly connections: ConnectionStore;
  readonly queue: JobQueue;
  readonly bus: EventBus;
}

export interface SyncRun {
  readonly connection: Connection;
  readonly sync: Sync;
  readonly run: SyncLedgerInput;
  readonly attempts: number;
  /** No redelivery follows: an error of ours must be shown now. */
  readonly lastTry: boolean;
}

/** Pauses before a transient fault is tried again, in seconds. After the last one the next schedule catches up. */
const retryPausesSeconds: readonly number[] = [30, 120, 600];
/** Together longer than a lease, so that a run outlives the lease of one that crashed. */
const busyPausesSeconds: readonly number[] = [10, 10, 10, 10, 20];
/** SQS delays a message by at most 15 minutes. */
const longestPauseSeconds = 900;

/** The pause before the next try of a transient fault; undefined when it has been tried often enough. */
export const pauseBeforeRetry = (attempts: number, fault: Fault): number | undefined => {
  const pause = retryPausesSeconds[attempts];
  return pause === undefined ? undefined : Math.min(Math.max(pause, fault.retryAfterSeconds ?? 0), longestPauseSeconds);
};

/**
 * Runs one sync of one account and records how it went. Transient faults put the work back on the queue, faults that only
 * a person can heal end it with their sentence, our own errors are thrown for the queue to redeliver.
 */
export const makeRunSync =
  (deps: RunSyncDeps) =>
  async (task: SyncRun): Promise<void> => {
    await move(deps, task, 'fetch', {});
    try {
      await conclude(deps, task, await deps.syncLedger(task.run));
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'bug') {
        if (task.lastTry) await fail(deps, task, 'internal_error');
        throw error;
      }
      await recover(deps, task, error);
    }
  };

const conclude = async (deps: RunSyncDeps, task: SyncRun, outcome: SyncLedgerOutcome): Promise<void> => {
  switch (outcome.kind) {
    case 'busy':
      return retryOrFail(deps, task, 'interrupted', busyPausesSeconds[task.attempts]);
    case 'unfinished':
      // What this part has done counts in the end.
      await move(deps, task, 'fetch', soFar(task, outcome));
      return deps.queue.put([jobOf(task, task.attempts)]);
    case 'complete': {
      const { latestSynchronization, pontoId } = task.run.feedAccount;
      const ref = { tenantId: task.connection.tenantId, connectionId: task.connection.id };
      if (isOver(latestSynchronization)) await deps.runs.markRead(ref, pontoId, latestSynchronization.id);
      const code = judgeSynchronization(latestSynchronization, task.run.feedAccount.authorizedAt);
      // Everything that Ponto has is in; whether that is all depends on Ponto's last attempt at the bank.
      if (code) return fail(deps, task, code, done(task, outcome));
      await move(deps, task, 'succeed', done(task, outcome));
    }
  }
};

/** One that still runs has not been read to its end, whatever has been read of it. */
const isOver = (synchronization: BankSynchronization | undefined): synchronization is BankSynchronization =>
  synchronization?.status === 'success' || synchronization?.status === 'error';

type Work = Pick<Sync, 'counts' | 'pages'>;

/** A run that has come to its end may have compared a period besides. */
type Done = Work & { readonly checked?: CheckResult };

const done = (task: SyncRun, { checked, ...outcome }: Done): Done => ({
  ...soFar(task, outcome),
  ...(checked && { checked }),
});

/** What the parts of a run have done together. */
const soFar = ({ sync }: SyncRun, { counts, pages }: Work): Work => ({
  counts: {
    added: sync.counts.added + counts.added,
    corrected: sync.counts.corrected + counts.corrected,
    removed: sync.counts.removed + counts.removed,
    unchanged: sync.counts.unchanged + counts.unchanged,
    pending: counts.pending,
  },
  pages: sync.pages + pages,
});

const recover = async (deps: RunSyncDeps, task: SyncRun, fault: Fault): Promise<void> => {
  if (fault.code === 'reconnect_required' || fault.code === 'credentials_refused') {
    await refuseConnection(deps, {
      connection: task.connection,
      code: fault.code,
      at: task.run.now,
      by: actorOf(task.sync.trigger),
    });
  }
  if (fault.kind === 'userActionRequired') return fail(deps, task, fault.code);
  return retryOrFail(deps, task, fault.code, pauseBeforeRetry(task.attempts, fault));
};

const retryOrFail = async (
  deps: RunSyncDeps,
  task: SyncRun,
  code: FaultCode,
  pause: number | undefined,
): Promise<void> => {
  if (pause === undefined) return fail(deps, task, code);
  await deps.queue.put([jobOf(task, task.attempts + 1)], pause);
};

const jobOf = ({ connection, sync, run }: SyncRun, attempts: number): SyncJob => ({
  kind: 'account',
  tenantId: sync.tenantId,
  connectionId: connection.id,
  accountId: sync.accountId,
  syncId: sync.id,
  requestedAt: run.now,
  waitingFor: run.ownSynchronizations,
  attempts,
});

const fail = async (deps: RunSyncDeps, task: SyncRun, code: FaultCode, work: Partial<Done> = {}): Promise<void> => {
  await move(deps, task, 'fail', { errorCode: code, ...work });
  await announceFailure(deps.bus, task.sync, code, task.run.now);
  await recordBankFailure(deps, task.run.feedAccount.institutionId, task.sync, code, task.run.now);
};

const move = async (
  { syncs }: RunSyncDeps,
  { sync, run }: SyncRun,
  transition: 'fetch' | 'succeed' | 'fail',
  change: Partial<Done> & { readonly errorCode?: string },
): Promise<void> => {
  const ref = { tenantId: sync.tenantId, accountId: sync.accountId, syncId: sync.id };
  await syncs.move(ref, transition, { at: run.now, ...change });
};

/** Tells other software that a sync has failed. No bank data: the sync itself holds the sentence. */
export const announceFailure = (bus: EventBus, sync: Sync, code: FaultCode, occurredAt: string): Promise<void> =>
  bus.publish([
    {
      id: `${sync.id}:failed`,
      tenantId: sync.tenantId,
      occurredAt,
      event: { type: 'SyncFailed', accountId: sync.accountId, syncId: outsideSyncId(sync.accountId, sync.id), code },
    },
  ]);
