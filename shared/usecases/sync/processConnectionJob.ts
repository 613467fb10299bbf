import { knownTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { observationOf } from '../../domain/connections/observation.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import { noCounts } from '../../domain/syncs/sync.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { BankFeed } from '../../ports/bankFeed.ts';
import type { ConnectionRunState } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/common.ts';
import type { SyncJob } from '../../ports/syncs.ts';
import { markRevoked } from '../accounts/markRevoked.ts';
import { feedKey, type Delivery, type ProcessJobDeps } from './processAccountJob.ts';
import { refuseConnection, tellRefusal } from './refuseConnection.ts';
import { pauseBeforeRetry } from './runSync.ts';
import { isDormant } from './isDormant.ts';
import { recordReadConnection, recordUnreadConnection } from './recordFleetMetrics.ts';

export type ConnectionJob = Extract<SyncJob, { kind: 'connection' }>;

/**
 * A scheduled run over one connection. It reads what Ponto has already fetched and starts nothing at the bank. When
 * Ponto's latest synchronization of every account has been read before, that single look at `/accounts` is all.
 */
export const makeProcessConnectionJob =
  (deps: ProcessJobDeps & { readonly ids: IdSource }) =>
  async (job: ConnectionJob, delivery: Delivery): Promise<void> => {
    // The first run after the pause reads what came meanwhile.
    if ((await deps.paused.all()).has(job.tenantId)) return;
    const loaded = await deps.runs.load(job);
    if (!loaded) return;
    const { connection, runs } = loaded;
    if (connection.status !== 'active') return passBy(deps, job, connection, runs);
    const feed = deps.feeds.of(feedKey(connection));
    try {
      const seen = await feed.accounts();
      const moved = seen.filter(({ pontoId, latestSynchronization: latest }) => {
        const read = runs.readSynchronizations[pontoId];
        return read === undefined || read !== latest?.id;
      });
      const gone = Object.keys(runs.readSynchronizations).some((id) => !seen.some(({ pontoId }) => pontoId === id));
      if (moved.length > 0 || gone) await visit(deps, { job, delivery, connection, feed, seen, moved });
      if (connection.onboardingComplete === false) await lookAtOnboarding(deps, job, feed);
      await recordReadConnection(deps, job, runs, seen);
      await deps.runs.recordRun(job, job.scheduledAt);
    } catch (error) {
      await recover(deps, job, connection, error);
    }
  };

/**
 * What may not be read is counted once a day, so that an operator sees it, and a refusal that a crash has kept from other
 * software is told. What is gone for good is nobody's worry.
 */
const passBy = async (
  deps: ProcessJobDeps,
  job: ConnectionJob,
  connection: Connection,
  runs: ConnectionRunState,
): Promise<void> => {
  if (connection.status === 'disconnected') return;
  await tellRefusal(deps, connection);
  const outcome = await recordUnreadConnection(deps, job, connection, runs);
  if (outcome === 'counted') await deps.runs.recordRun(job, job.scheduledAt);
};

/** One read more, only until the organisation has completed its registration. */
const lookAtOnboarding = async ({ connections }: ProcessJobDeps, ref: ConnectionRef, feed: BankFeed): Promise<void> => {
  const { onboardingComplete } = await feed.organization();
  if (onboardingComplete === true) await connections.markOnboarded(ref);
};

interface Visit {
  readonly job: ConnectionJob;
  readonly delivery: Delivery;
  readonly connection: Connection;
  readonly feed: BankFeed;
  readonly seen: readonly FeedAccount[];
  readonly moved: readonly FeedAccount[];
}

const visit = async (deps: ProcessJobDeps & { readonly ids: IdSource }, visited: Visit): Promise<void> => {
  const { job, seen, moved } = visited;
  const failures: unknown[] = [];
  for (const account of await deps.accounts.ofConnection(job)) {
    const feedAccount = moved.find(({ pontoId }) => pontoId === account.pontoId);
    // An account that our own error stops must not stop the others; the job is delivered again for it.
    if (feedAccount) await visitAccount(deps, visited, account, feedAccount).catch((error) => failures.push(error));
    else if (!account.authorization.revoked && !seen.some(({ pontoId }) => pontoId === account.pontoId)) {
      await markRevoked(deps, account, { at: job.scheduledAt, by: { kind: 'schedule' } });
    }
  }
  if (failures.length > 0) throw failures[0];
};

const visitAccount = async (
  deps: ProcessJobDeps & { readonly ids: IdSource },
  { job, delivery, connection, feed }: Visit,
  account: Account,
  feedAccount: FeedAccount,
): Promise<void> => {
  const { tenantId, scheduledAt } = job;
  if (account.link && account.link.frequency !== job.frequency) return;
  const institution = await deps.catalogue.get(feedAccount.institutionId);
  await deps.accounts.observe(
    { tenantId, accountId: account.id },
    observationOf(feedAccount, institution, scheduledAt),
  );
  if (!account.link) return noteAsRead(deps, job, feedAccount);
  const lastSync = async () => (await deps.syncs.list({ tenantId, accountId: account.id }, { limit: 1 })).items[0];
  if (await isDormant(feedAccount, account.authorization.authorizedAt, lastSync))
    return noteAsRead(deps, job, feedAccount);
  const id = deps.ids.next();
  const begun = await deps.syncs.begin({
    tenantId,
    accountId: account.id,
    id,
    trigger: 'schedule',
    status: 'queued',
    counts: noCounts,
    pages: 0,
    createdAt: scheduledAt,
    updatedAt: scheduledAt,
  });
  // A run of this very job is one that a crash has left: this delivery takes it up.
  const ours = begun.sync.trigger === 'schedule' && begun.sync.createdAt === scheduledAt;
  if (begun.kind === 'running' && !ours) return;
  await deps.runSync({
    connection,
    sync: begun.sync,
    attempts: 0,
    lastTry: delivery.lastTry,
    run: {
      account: { ...account, link: account.link },
      feedAccount,
      feed,
      timeZone: knownTimeZone(institution?.timeZone),
      syncId: begun.sync.id,
      now: scheduledAt,
      hasTime: delivery.hasTime,
      ownSynchronizations: [],
    },
  });
};

/** There is nothing to be read, because the account feeds nothing or stands still: noting it keeps the next run to one look. */
const noteAsRead = async (
  { runs }: ProcessJobDeps,
  ref: ConnectionRef,
  { pontoId, latestSynchronization }: FeedAccount,
): Promise<void> => {
  if (latestSynchronization) await runs.markRead(ref, pontoId, latestSynchronization.id);
};

const recover = async (
  deps: ProcessJobDeps,
  job: ConnectionJob,
  connection: Connection,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof Fault) || error.kind === 'bug') throw error;
  if (error.code === 'reconnect_required' || error.code === 'credentials_refused') {
    return refuseConnection(deps, {
      connection,
      code: error.code,
      at: job.scheduledAt,
      by: { kind: 'schedule' },
    });
  }
  const attempts = job.attempts ?? 0;
  const pause = pauseBeforeRetry(attempts, error);
  if (pause !== undefined) return deps.queue.put([{ ...job, attempts: attempts + 1 }], pause);
  // After the last try the next schedule catches up; when that goes on for long, people are told.
  await deps.runs.recordFailedRun(job, job.scheduledAt);
};
