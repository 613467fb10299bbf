import type { Connection } from '../../domain/connections/connection.ts';
import type { BankSynchronization } from '../../domain/ledger/feedAccount.ts';
import type { CheckResult } from '../../domain/syncs/check.ts';
import { momentOf, type Sync } from '../../domain/syncs/sync.ts';
import { defined } from '../../language/defined.ts';
import type { ConnectionRuns } from '../../ports/connections.ts';
import { judgeSynchronization } from '../../domain/syncs/judgeSynchronization.ts';
import type { GiveAccountBack } from '../accounts/giveAccountBack.ts';
import type { RestoreBooks } from '../sync/restoreBooks.ts';
import type { SyncLedgerInput } from '../sync/syncContext.ts';
import type { SyncLedgerOutcome } from '../sync/syncLedger.ts';
import { failSync } from './failSync.ts';
import { handleSyncError, type SyncFailureDeps } from './handleSyncError.ts';
import { leasedAccount, pauseBefore } from './retryPolicies.ts';
import type { AccountJob } from './job.ts';
import { pauseRun } from './retryRun.ts';

export interface RunSyncDeps extends SyncFailureDeps {
  readonly syncLedger: (run: SyncLedgerInput) => Promise<SyncLedgerOutcome>;
  readonly runs: Pick<ConnectionRuns, 'markRead'>;
  readonly restoreBooks: RestoreBooks;
  readonly giveAccountBack: GiveAccountBack;
}

export interface SyncRun {
  readonly connection: Connection;
  readonly sync: Sync;
  readonly run: SyncLedgerInput;
  /** Its record says already that this worker has taken it up. */
  readonly isTakenUp?: boolean;
  readonly attempts: number;
  /** Where the run goes on when it has to be taken up again. */
  readonly lane?: Lane;
  /** How often its job was given back. */
  readonly returned?: number;
  /** No redelivery follows: an error of ours must be shown now. */
  readonly lastTry: boolean;
}

type Lane = NonNullable<AccountJob['lane']>;

/** Far more often than a batch can be full of long imports; beyond it, something of ours is wrong. */
const maxReturned = 20;

/**
 * Runs one sync of one account and records how it went. Transient faults put the work back on the queue, faults that only
 * a person can heal end it with their sentence, our own errors are thrown for the queue to redeliver.
 */
export const makeRunSync =
  (deps: RunSyncDeps) =>
  async (task: SyncRun): Promise<void> => {
    let work: Work | undefined;
    const onFailure = (done: Work): void => void (work = done);
    try {
      if (!task.run.hasTime()) return await giveBack(deps, task);
      if (!task.isTakenUp) await deps.syncs.move(refOf(task), 'fetch', { at: momentOf(task.sync, deps.clock.now()) });
      await conclude(deps, task, await deps.syncLedger({ ...task.run, onFailure }));
    } catch (error) {
      const { connection, lastTry } = task;
      const failing = { ...failingOf(task), connection, lastTry, job: jobOf(task), ...defined({ work }) };
      await handleSyncError(deps, failing, error);
    }
  };

export type RunSync = ReturnType<typeof makeRunSync>;

/**
 * Puts a run for which there is no time left back on the queue, as a message of its own: the delivery that others have used
 * up is none of its tries.
 */
const giveBack = async ({ queue }: RunSyncDeps, task: SyncRun): Promise<void> => {
  const returned = (task.returned ?? 0) + 1;
  if (returned > maxReturned) throw new Error('a run was given back again and again for want of time');
  await queue.put([{ ...jobOf(task), ...longRun, returned }]);
};

/** What takes long goes on behind what others have just asked for. */
const longRun = { lane: 'scheduled' } as const;

const conclude = async (deps: RunSyncDeps, task: SyncRun, outcome: SyncLedgerOutcome): Promise<void> => {
  const at = momentOf(task.sync, deps.clock.now());
  switch (outcome.kind) {
    case 'busy': {
      const pause = pauseBefore(leasedAccount, task.attempts);
      if (pause === undefined) return failSync(deps, failingOf(task), 'interrupted');
      return pauseRun(deps, { ...failingOf(task), job: jobOf(task) }, 'interrupted', pause);
    }
    case 'taken_back': {
      // Whoever took the succession back did not come to its end.
      const books = await deps.restoreBooks(task.run.account);
      if (books.kind === 'restored') await deps.giveAccountBack(task.run.account, books.word);
      return failSync(deps, failingOf(task), 'authorization_lost');
    }
    case 'unfinished':
      await deps.syncs.move(refOf(task), 'fetch', { at, ...done(outcome) });
      return deps.queue.put([{ ...jobOf(task), ...longRun }]);
    case 'complete': {
      const { latestSynchronization, pontoId, authorizedAt } = task.run.feedAccount;
      const ref = { tenantId: task.connection.tenantId, connectionId: task.connection.id };
      if (isOver(latestSynchronization)) await deps.runs.markRead(ref, pontoId, latestSynchronization.id);
      const code = judgeSynchronization(latestSynchronization, authorizedAt);
      // Everything that Ponto has is in; whether that is all depends on Ponto's last attempt at the bank.
      if (code) return failSync(deps, failingOf(task), code, done(outcome));
      await deps.syncs.move(refOf(task), 'succeed', { at, ...done(outcome) });
    }
  }
};

/** One that still runs has not been read to its end, whatever has been read of it. */
const isOver = (synchronization: BankSynchronization | undefined): synchronization is BankSynchronization =>
  synchronization?.status === 'success' || synchronization?.status === 'error';

type Work = Pick<Sync, 'counts' | 'pages'>;

/** A run that has come to its end may have compared a period besides. */
type Done = Work & { readonly checked?: CheckResult };

const done = ({ counts, pages, checked }: Done): Done => ({ counts, pages, ...defined({ checked }) });

const refOf = ({ sync }: SyncRun) => ({ tenantId: sync.tenantId, accountId: sync.accountId, syncId: sync.id });

const failingOf = ({ sync, run }: SyncRun) => ({ sync, at: run.now, institutionId: run.feedAccount.institutionId });

/** What takes the run up again where it stands. */
const jobOf = ({ connection, sync, run, attempts, lane }: SyncRun): AccountJob => ({
  kind: 'account',
  tenantId: sync.tenantId,
  connectionId: connection.id,
  accountId: sync.accountId,
  syncId: sync.id,
  requestedAt: run.now,
  waitingFor: run.ownSynchronizations,
  touchedBy: run.touchedBy,
  attempts,
  ...defined({ lane }),
});
