import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { knownTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { Account, Connection, Link } from '../../domain/connections/connection.ts';
import type { HistoryEntry } from '../../domain/connections/history.ts';
import { observationOf } from '../../domain/connections/observation.ts';
import { Fault, type FaultCode } from '../../domain/faults/fault.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import { isFinished, type Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankFeed, BankFeeds } from '../../ports/bankFeed.ts';
import type { FleetMetrics } from '../../ports/fleetMetrics.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { SyncJob } from '../../ports/syncs.ts';
import { markRevoked } from '../accounts/markRevoked.ts';
import { askBank, bankIsDone, type AskBankDeps } from './askBank.ts';
import { recordBankFailure } from './recordBankFailure.ts';
import { actorOf, refuseConnection, tellRefusal } from './refuseConnection.ts';
import { announceFailure, pauseBeforeRetry, type RunSyncDeps, type SyncRun } from './runSync.ts';

export type AccountJob = Extract<SyncJob, { kind: 'account' }>;

export interface ProcessJobDeps extends RunSyncDeps, AskBankDeps {
  readonly accounts: AccountStore;
  readonly fleetMetrics: FleetMetrics;
  readonly feeds: BankFeeds;
  readonly catalogue: InstitutionCatalogue;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly paused: PausedTenants;
  readonly clock: Clock;
  readonly runSync: (task: SyncRun) => Promise<void>;
}

export interface Delivery {
  /** Is there time for another page? */
  readonly hasTime: () => boolean;
  /** No redelivery follows this one. */
  readonly lastTry: boolean;
}

type LinkedAccount = Account & { readonly link: Link };

/** Takes up one sync of one account where it stands: to be asked at the bank, waiting for it, or to be read. */
export const makeProcessAccountJob =
  (deps: ProcessJobDeps) =>
  async (job: AccountJob, delivery: Delivery): Promise<void> => {
    const sync = await deps.syncs.get(job);
    // Delivered again after it was done.
    if (!sync || isFinished(sync.status)) return;
    const subject = await subjectOf(deps, job);
    if (typeof subject === 'string') return failSync(deps, sync, subject, job.requestedAt);
    try {
      await takeUp(deps, job, delivery, sync, subject);
    } catch (error) {
      await recover(deps, { job, delivery, sync, connection: subject.connection }, error);
    }
  };

interface Subject {
  readonly account: LinkedAccount;
  readonly connection: Connection;
}

const subjectOf = async (
  { accounts, connections, paused, bus }: ProcessJobDeps,
  job: AccountJob,
): Promise<Subject | FaultCode> => {
  if ((await paused.all()).has(job.tenantId)) return 'feed_paused';
  const account = await accounts.get(job);
  const connection = await connections.get(job);
  if (!account?.link || !connection) return 'account_not_linked';
  if (connection.status === 'blocked') return 'organization_blocked';
  if (connection.status !== 'active') {
    await tellRefusal({ connections, bus }, connection);
    return 'reconnect_required';
  }
  return { account: { ...account, link: account.link }, connection };
};

const takeUp = async (
  deps: ProcessJobDeps,
  job: AccountJob,
  delivery: Delivery,
  sync: Sync,
  { account, connection }: Subject,
): Promise<void> => {
  const feed = deps.feeds.of(feedKey(connection));
  if (await askBank(deps, feed, account, job)) return;
  const bank = await bankIsDone(deps, feed, job);
  if (bank.kind === 'waiting') return;
  if (bank.kind === 'failed') {
    await failSync(deps, sync, bank.code, job.requestedAt);
    return recordBankFailure(deps, account.institutionId, sync, bank.code, job.requestedAt);
  }
  const seenBy = { at: job.requestedAt, by: actorOf(sync.trigger) };
  const feedAccount = await visibleAccount(deps, feed, account, seenBy);
  if (!feedAccount) return failSync(deps, sync, 'authorization_lost', job.requestedAt);
  const institution = await deps.catalogue.get(feedAccount.institutionId);
  await deps.runSync({
    connection,
    sync,
    attempts: job.attempts ?? 0,
    lastTry: delivery.lastTry,
    run: {
      account,
      feedAccount,
      feed,
      timeZone: knownTimeZone(institution?.timeZone),
      syncId: sync.id,
      now: job.requestedAt,
      hasTime: delivery.hasTime,
      ownSynchronizations: bank.synchronizations,
      ...(sync.check && { check: sync.check }),
    },
  });
};

export const feedKey = ({ tenantId, id, method }: Connection): Parameters<BankFeeds['of']>[0] => ({
  tenantId,
  id,
  method: method === 'oauth' ? 'oauth' : 'client_credentials',
});

/** The account as Ponto shows it now, noted down; undefined when it is no longer shared with us. */
const visibleAccount = async (
  deps: ProcessJobDeps,
  feed: BankFeed,
  account: Account,
  seenBy: Pick<HistoryEntry, 'at' | 'by'>,
): Promise<FeedAccount | undefined> => {
  const feedAccount = (await feed.accounts()).find(({ pontoId }) => pontoId === account.pontoId);
  if (feedAccount) {
    const institution = await deps.catalogue.get(feedAccount.institutionId);
    await deps.accounts.observe(
      { tenantId: account.tenantId, accountId: account.id },
      observationOf(feedAccount, institution, seenBy.at),
    );
  } else if (!account.authorization.revoked) await markRevoked(deps, account, seenBy);
  return feedAccount;
};

interface Interrupted {
  readonly job: AccountJob;
  readonly delivery: Delivery;
  readonly sync: Sync;
  readonly connection: Connection;
}

const recover = async (
  deps: ProcessJobDeps,
  { job, delivery, sync, connection }: Interrupted,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof Fault) || error.kind === 'bug') {
    // Nobody takes the run up again after this, so it must not look as if it ran.
    if (delivery.lastTry) await failSync(deps, sync, 'internal_error', job.requestedAt);
    throw error;
  }
  const pause = pauseBeforeRetry(job.attempts ?? 0, error);
  if (error.kind === 'transient' && pause !== undefined) {
    return deps.queue.put([{ ...job, attempts: (job.attempts ?? 0) + 1 }], pause);
  }
  if (error.code === 'reconnect_required' || error.code === 'credentials_refused') {
    await refuseConnection(deps, { connection, code: error.code, at: job.requestedAt, by: actorOf(sync.trigger) });
  }
  return failSync(deps, sync, error.code, job.requestedAt);
};

const failSync = async (deps: ProcessJobDeps, sync: Sync, code: FaultCode, at: Instant): Promise<void> => {
  const ref = { tenantId: sync.tenantId, accountId: sync.accountId, syncId: sync.id };
  await deps.syncs.move(ref, 'fail', { at, errorCode: code });
  await announceFailure(deps.bus, sync, code, at);
};
