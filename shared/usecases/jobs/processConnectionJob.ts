import { knownTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { observationOf } from '../../domain/connections/observation.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import { momentOf, noCounts } from '../../domain/syncs/sync.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { BankFeed, BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type {
  ConnectionHistory,
  ConnectionRuns,
  ConnectionRunState,
  ConnectionStore,
} from '../../ports/connections.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { JobQueue, SyncStore } from '../../ports/syncs.ts';
import { markRevoked } from '../accounts/markRevoked.ts';
import { feedOf } from '../connections/feedOf.ts';
import { publishRefusal, refuseConnection, type RefuseConnectionDeps } from '../connections/refuseConnection.ts';
import { isDormant } from '../sync/isDormant.ts';
import {
  recordReadConnection,
  recordUnreadConnection,
  type RecordFleetMetricsDeps,
} from '../sync/recordFleetMetrics.ts';
import { decide } from './failurePolicy.ts';
import { scheduledWork } from './retryPolicies.ts';
import type { ConnectionJob, Delivery } from './job.ts';
import { requeue } from './requeue.ts';
import type { RunSync } from './runSync.ts';

export interface ConnectionJobDeps extends RefuseConnectionDeps, RecordFleetMetricsDeps {
  readonly runs: Pick<ConnectionRuns, 'load' | 'markRead' | 'recordRun' | 'recordFailedRun'>;
  readonly connections: Pick<ConnectionStore, 'move' | 'markOnboarded' | 'markRefusalPublished'>;
  readonly accounts: Pick<AccountStore, 'ofConnection' | 'observe'>;
  readonly syncs: Pick<SyncStore, 'begin' | 'list'>;
  readonly feeds: BankFeeds;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly paused: PausedTenants;
  readonly queue: JobQueue;
  readonly ids: Pick<IdSource, 'next'>;
  /** When a run moves is a matter of the wall clock. */
  readonly clock: Pick<Clock, 'now'>;
  readonly runSync: RunSync;
}

/**
 * A scheduled run over one connection. It reads what Ponto has already fetched and starts nothing at the bank. When
 * Ponto's latest synchronization of every account has been read before, that single look at `/accounts` is all.
 */
export const makeProcessConnectionJob =
  (deps: ConnectionJobDeps) =>
  async (job: ConnectionJob, delivery: Delivery): Promise<void> => {
    // The first run after the pause reads what came meanwhile.
    if ((await deps.paused.all()).has(job.tenantId)) return;
    const loaded = await deps.runs.load(job);
    if (!loaded) return;
    const { connection, runs } = loaded;
    if (connection.status !== 'active') return skip(deps, job, connection, runs);
    const feed = feedOf(deps.feeds, connection);
    try {
      const seen = await feed.accounts();
      const moved = seen.filter(({ pontoId, latestSynchronization: latest }) => {
        const read = runs.readSynchronizations[pontoId];
        return read === undefined || read !== latest?.id;
      });
      const gone = Object.keys(runs.readSynchronizations).some((id) => !seen.some(({ pontoId }) => pontoId === id));
      if (moved.length > 0 || gone) await syncMoved(deps, { job, delivery, connection, feed, seen, moved });
      if (connection.onboardingComplete === false) await checkOnboarding(deps, job, feed);
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
const skip = async (
  deps: ConnectionJobDeps,
  job: ConnectionJob,
  connection: Connection,
  runs: ConnectionRunState,
): Promise<void> => {
  if (connection.status === 'disconnected') return;
  await publishRefusal(deps, connection);
  const outcome = await recordUnreadConnection(deps, job, connection, runs);
  if (outcome === 'counted') await deps.runs.recordRun(job, job.scheduledAt);
};

/** One read more, only until the organisation has completed its registration. */
const checkOnboarding = async (
  { connections }: ConnectionJobDeps,
  ref: ConnectionRef,
  feed: BankFeed,
): Promise<void> => {
  const { onboardingComplete } = await feed.organization();
  if (onboardingComplete === true) await connections.markOnboarded(ref);
};

interface ConnectionRun {
  readonly job: ConnectionJob;
  readonly delivery: Delivery;
  readonly connection: Connection;
  readonly feed: BankFeed;
  readonly seen: readonly FeedAccount[];
  readonly moved: readonly FeedAccount[];
}

const syncMoved = async (deps: ConnectionJobDeps, run: ConnectionRun): Promise<void> => {
  const { job, seen, moved } = run;
  const failures: unknown[] = [];
  for (const account of await deps.accounts.ofConnection(job)) {
    const feedAccount = moved.find(({ pontoId }) => pontoId === account.pontoId);
    // An account that our own error stops must not stop the others; the job is delivered again for it.
    if (feedAccount) await syncAccount(deps, run, account, feedAccount).catch((error) => failures.push(error));
    else if (!account.authorization.revoked && !seen.some(({ pontoId }) => pontoId === account.pontoId)) {
      await markRevoked(deps, account, { at: job.scheduledAt, by: { kind: 'schedule' } });
    }
  }
  if (failures.length > 0) throw failures[0];
};

const syncAccount = async (
  deps: ConnectionJobDeps,
  { job, delivery, connection, feed }: ConnectionRun,
  account: Account,
  feedAccount: FeedAccount,
): Promise<void> => {
  const { tenantId, scheduledAt } = job;
  if (account.link && account.link.frequency !== job.frequency) return;
  const institution = await deps.catalogue.get(feedAccount.institutionId);
  await deps.accounts.observe(
    { tenantId, accountId: account.id },
    observationOf(feedAccount, institution, scheduledAt, account),
  );
  if (!account.link) return markAsRead(deps, job, feedAccount);
  const lastSync = async () => (await deps.syncs.list({ tenantId, accountId: account.id }, { limit: 1 })).items[0];
  if (await isDormant(feedAccount, account.authorization.authorizedAt, lastSync))
    return markAsRead(deps, job, feedAccount);
  const startedAt = momentOf({ createdAt: scheduledAt }, deps.clock.now());
  // No job of its own will take it up: it begins here and now, and says so.
  const begun = await deps.syncs.begin({
    tenantId,
    accountId: account.id,
    id: deps.ids.next(),
    trigger: 'schedule',
    status: 'fetching',
    counts: noCounts,
    pages: 0,
    createdAt: scheduledAt,
    startedAt,
    updatedAt: startedAt,
  });
  // A run of this very job is one that a crash has left: this delivery takes it up.
  const ours = begun.sync.trigger === 'schedule' && begun.sync.createdAt === scheduledAt;
  if (begun.kind === 'running' && !ours) return;
  await deps.runSync({
    connection,
    sync: begun.sync,
    isTakenUp: begun.kind === 'begun',
    attempts: 0,
    lane: 'scheduled',
    lastTry: delivery.lastTry,
    run: {
      account: { ...account, link: account.link },
      feedAccount,
      feed,
      timeZone: knownTimeZone(institution?.timeZone),
      bic: institution?.bic,
      syncId: begun.sync.id,
      now: scheduledAt,
      hasTime: delivery.hasTime,
      ownSynchronizations: [],
      touchedBy: [],
    },
  });
};

/** There is nothing to be read, because the account feeds nothing or is dormant: marking it as read keeps the next run to one look. */
const markAsRead = async (
  { runs }: ConnectionJobDeps,
  ref: ConnectionRef,
  { pontoId, latestSynchronization }: FeedAccount,
): Promise<void> => {
  if (latestSynchronization) await runs.markRead(ref, pontoId, latestSynchronization.id);
};

const recover = async (
  deps: ConnectionJobDeps,
  job: ConnectionJob,
  connection: Connection,
  error: unknown,
): Promise<void> => {
  const decision = decide(error, job.attempts ?? 0, scheduledWork);
  switch (decision.kind) {
    case 'rethrow':
      throw error;
    case 'requeue':
      return requeue(deps.queue, job, decision.afterSeconds);
    case 'refuseConnection':
      return refuseConnection(deps, {
        connection,
        code: decision.code,
        at: job.scheduledAt,
        by: { kind: 'schedule' },
      });
    case 'giveUp':
      // The next schedule catches up; when that goes on for long, people are told.
      return deps.runs.recordFailedRun(job, job.scheduledAt);
  }
};
