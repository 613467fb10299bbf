import { knownTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { Account, Connection, Link } from '../../domain/connections/connection.ts';
import type { HistoryEntry } from '../../domain/connections/history.ts';
import { observationOf } from '../../domain/connections/observation.ts';
import type { FaultCode } from '../../domain/faults/fault.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import { isFinished, type Sync } from '../../domain/syncs/sync.ts';
import { defined } from '../../language/defined.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { BankFeed, BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { SyncStore } from '../../ports/syncs.ts';
import { markRevoked } from '../accounts/markRevoked.ts';
import { feedOf } from '../connections/feedOf.ts';
import { actorOf, publishRefusal } from '../connections/refuseConnection.ts';
import { askBank, bankIsDone, type AskBankDeps } from '../sync/askBank.ts';
import { failSync } from './failSync.ts';
import { handleSyncError, type SyncFailureDeps } from './handleSyncError.ts';
import type { AccountJob, Delivery } from './job.ts';
import { beginRetry, retryApart } from './retryRun.ts';
import type { RunSync, SyncRun } from './runSync.ts';

export interface AccountJobDeps extends SyncFailureDeps, AskBankDeps {
  readonly syncs: Pick<SyncStore, 'begin' | 'get' | 'move' | 'list'>;
  readonly accounts: Pick<AccountStore, 'get' | 'observe'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'move' | 'markRefusalPublished'>;
  readonly feeds: BankFeeds;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly paused: PausedTenants;
  readonly runSync: RunSync;
}

type LinkedAccount = Account & { readonly link: Link };

/** Goes on with one sync of one account where it stands: to be asked at the bank, waiting for it, or to be read. */
export const makeProcessAccountJob =
  (deps: AccountJobDeps) =>
  async (job: AccountJob, delivery: Delivery): Promise<void> => {
    const sync = (await deps.syncs.get(job)) ?? (await beginRetry(deps, job));
    // Delivered again after it was done.
    if (!sync || isFinished(sync.status)) return;
    const at = job.requestedAt;
    const subject = await subjectOf(deps, job);
    if (typeof subject === 'string') return failSync(deps, { sync, at }, subject);
    const { connection, account } = subject;
    const failing = { sync, at, institutionId: account.institutionId };
    let next: SyncRun | FaultCode | undefined;
    try {
      next = await prepareRun(deps, job, delivery, sync, subject);
    } catch (error) {
      return handleSyncError(deps, { ...failing, connection, job, lastTry: delivery.lastTry }, error);
    }
    if (typeof next === 'string') return failSync(deps, failing, next);
    if (next) await deps.runSync(next);
  };

interface Subject {
  readonly account: LinkedAccount;
  readonly connection: Connection;
}

const subjectOf = async (
  { accounts, connections, paused, bus }: AccountJobDeps,
  job: AccountJob,
): Promise<Subject | FaultCode> => {
  if ((await paused.all()).has(job.tenantId)) return 'feed_paused';
  const account = await accounts.get(job);
  const connection = await connections.get(job);
  if (!account?.link || !connection) return 'account_not_linked';
  if (connection.status === 'blocked') return 'organization_blocked';
  if (connection.status !== 'active') {
    await publishRefusal({ connections, bus }, connection);
    return 'reconnect_required';
  }
  return { account: { ...account, link: account.link }, connection };
};

/** @returns undefined while the bank is at work: the job is back on the queue */
const prepareRun = async (
  deps: AccountJobDeps,
  job: AccountJob,
  delivery: Delivery,
  sync: Sync,
  { account, connection }: Subject,
): Promise<SyncRun | FaultCode | undefined> => {
  const feed = feedOf(deps.feeds, connection);
  if (await askBank(deps, feed, account, job)) return undefined;
  const bank = await bankIsDone(deps, feed, job);
  if (bank.kind === 'waiting') return undefined;
  if (bank.kind === 'slow') {
    const { institutionId } = account;
    const paused = { sync, at: job.requestedAt, institutionId, job: bank.job };
    await retryApart(deps, paused, 'bank_slow', bank.afterSeconds);
    return undefined;
  }
  if (bank.kind === 'failed') return bank.code;
  const seenBy = { at: job.requestedAt, by: actorOf(sync.trigger) };
  const feedAccount = await visibleAccount(deps, feed, account, seenBy);
  if (!feedAccount) return 'authorization_lost';
  const institution = await deps.catalogue.get(feedAccount.institutionId);
  return {
    connection,
    sync,
    attempts: job.attempts ?? 0,
    ...defined({ lane: job.lane, returned: job.returned }),
    lastTry: delivery.lastTry,
    run: {
      account,
      feedAccount,
      feed,
      timeZone: knownTimeZone(institution?.timeZone),
      bic: institution?.bic,
      syncId: sync.id,
      now: job.requestedAt,
      hasTime: delivery.hasTime,
      ownSynchronizations: bank.synchronizations,
      touchedBy: job.touchedBy ?? [],
      ...defined({ check: sync.check }),
    },
  };
};

/** The account as Ponto shows it now, recorded; undefined when it is no longer shared with us. */
const visibleAccount = async (
  deps: AccountJobDeps,
  feed: BankFeed,
  account: Account,
  seenBy: Pick<HistoryEntry, 'at' | 'by'>,
): Promise<FeedAccount | undefined> => {
  const feedAccount = (await feed.accounts()).find(({ pontoId }) => pontoId === account.pontoId);
  if (feedAccount) {
    const institution = await deps.catalogue.get(feedAccount.institutionId);
    await deps.accounts.observe(
      { tenantId: account.tenantId, accountId: account.id },
      observationOf(feedAccount, institution, seenBy.at, account),
    );
  } else if (!account.authorization.revoked) await markRevoked(deps, account, seenBy);
  return feedAccount;
};
