import { daysBetween, dayOf, earliest, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, Link } from '../../domain/connections/connection.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { ScanPurpose, LedgerHead } from '../../domain/ledger/head.ts';
import type { Check, CheckResult } from '../../domain/syncs/check.ts';
import type { SyncCounts } from '../../domain/syncs/sync.ts';
import type { BankFeed } from '../../ports/bankFeed.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { EventBus } from '../../ports/events.ts';
import { LeaseLost } from '../../ports/ledger.ts';
import { publishChanges } from './publishChanges.ts';
import { relinkAccount, removeMissing } from './compareFullList.ts';
import { concludeCheck } from './concludeCheck.ts';
import { resumableScan } from './listScan.ts';
import { LedgerSession, type LedgerAccess } from './ledgerSession.ts';
import { replacePending } from './replacePending.ts';
import { SyncStats, scanTransactions, type ReadOutcome, type ReadTask } from './scanTransactions.ts';
import { readUpdated } from './readUpdated.ts';
import { isFirstReconciliation, reconcileStatements, type ReconcileInput } from './reconcileStatements.ts';

export interface SyncLedgerDeps extends LedgerAccess {
  readonly bus: EventBus;
  /** Leases are a matter of workers, so they go by the wall clock; the run itself has its own "now". */
  readonly clock: Clock;
}

export interface SyncLedgerInput {
  readonly account: Account & { readonly link: Link };
  readonly feedAccount: FeedAccount;
  readonly feed: BankFeed;
  readonly timeZone: string;
  readonly syncId: string;
  /** "Now" of the run. */
  readonly now: Instant;
  readonly hasTime: () => boolean;
  /** Synchronizations that this run asked the bank for; what they touched is read whole. */
  readonly ownSynchronizations: readonly string[];
  /** A period to be compared line by line, whatever else the run would read. */
  readonly check?: Check;
}

export type SyncLedgerOutcome =
  | {
      readonly kind: 'complete';
      readonly counts: SyncCounts;
      readonly pages: number;
      readonly synchronizationId?: string;
      /** What a run with a check has found. */
      readonly checked?: CheckResult;
    }
  /** Time ran out; the next run goes on where this one stopped. */
  | { readonly kind: 'unfinished'; readonly counts: SyncCounts; readonly pages: number }
  /** Another run writes to this ledger, or has taken it over. */
  | { readonly kind: 'busy' };

/**
 * Longer than the time between two commits of a worker that lives; every commit renews it. A slower one is overtaken, and
 * the fence keeps it from writing.
 */
const leaseMs = 30_000;

/** How often the whole list is compared with the books; corrections that nobody announced are noticed by then. */
const fullComparisonEveryDays = 28;

/**
 * Brings the books of one account up to date with what Ponto holds.
 *
 * @throws Fault as the feed does; what was committed before stays, and the next run goes on from there
 */
export const makeSyncLedger =
  (deps: SyncLedgerDeps) =>
  async (run: SyncLedgerInput): Promise<SyncLedgerOutcome> => {
    const { tenantId, id: accountId } = run.account;
    const acquired = await deps.writer.acquire({ tenantId, accountId }, deps.clock.now(), leaseMs);
    if (acquired.kind === 'busy') return acquired;
    try {
      const session = await LedgerSession.open(deps, acquired.lease);
      return await readAndSettle(deps, session, run).finally(() => session.viewsWritten().catch(() => undefined));
    } catch (error) {
      if (error instanceof LeaseLost) return { kind: 'busy' };
      throw error;
    } finally {
      // The lease ends by itself; a run that is done has not failed because it could not give it back early.
      await deps.writer.release(acquired.lease).catch(() => undefined);
    }
  };

const readAndSettle = async (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  run: SyncLedgerInput,
): Promise<SyncLedgerOutcome> => {
  const task = taskOf(deps, run, session.head);
  const stats = new SyncStats(run.check);
  const purpose = purposeFor(session.head, task, run.check !== undefined);
  const goesOn = session.head.scan?.startedAt === run.now;
  if ((await read(deps, session, task, purpose, stats)) === 'unfinished') return unfinished(stats);
  if (run.check && !isCompared(session.head, run)) {
    const reading = await compareInOneGo(deps, session, task, stats, goesOn);
    if (reading === 'unfinished') return unfinished(stats);
  }
  for (const id of synchronizationsToRead(run, stats, purpose)) await readUpdated(session, task, id, stats);
  if (!stats.comparedAtOnce && isFirstReconciliation(reconcileInputOf(deps, session, run, stats))) {
    if ((await read(deps, session, task, 'full_comparison', stats)) === 'unfinished') return unfinished(stats);
  }
  const pending = await replacePending(deps, session, run, stats);
  await reconcileStatements(reconcileInputOf(deps, session, run, stats));
  if (purpose === 'catch_up' && session.head.chain.balance?.mismatch?.since === run.now) {
    // The books have just parted from the bank's balance: compare everything once before saying so.
    if ((await read(deps, session, task, 'full_comparison', stats)) === 'unfinished') return unfinished(stats);
    await reconcileStatements(reconcileInputOf(deps, session, run, stats));
  }
  await publishChanges(deps, session, run.now);
  return {
    kind: 'complete',
    counts: stats.counts(pending),
    pages: stats.pages,
    ...(run.check && { checked: await checkedBy(deps, session, run, run.check, stats) }),
  };
};

/** Has this run compared the whole list with the books in one go? */
const isCompared = ({ lastFullComparisonAt }: LedgerHead, { now }: SyncLedgerInput): boolean =>
  lastFullComparisonAt === now;

/**
 * A check compares everything in one go, because only that can tell what is missing at Ponto.
 *
 * @param goesOn this run was cut short before. When that happens again, the list is too long for one go: its lines have
 *   all been compared then, in parts, and the report says that nothing can be said of missing ones.
 */
const compareInOneGo = async (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  task: ReadTask,
  stats: SyncStats,
  goesOn: boolean,
): Promise<ReadOutcome> => {
  const reading = await read(deps, session, task, 'full_comparison', stats);
  if (reading === 'complete' || !goesOn) return reading;
  await session.changeHead(({ scan: _cutShort, ...head }) => head);
  return 'complete';
};

const checkedBy = (
  { reader }: SyncLedgerDeps,
  session: LedgerSession,
  run: SyncLedgerInput,
  check: Check,
  { leftOut }: SyncStats,
): Promise<CheckResult> => {
  const { head, lease } = session;
  return concludeCheck(reader, lease.ledger, {
    check,
    syncId: run.syncId,
    head,
    singlePass: isCompared(head, run),
    leftOut,
  });
};

const unfinished = (stats: SyncStats): SyncLedgerOutcome => ({
  kind: 'unfinished',
  counts: stats.counts(0),
  pages: stats.pages,
});

const reconcileInputOf = (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  run: SyncLedgerInput,
  stats: SyncStats,
): ReconcileInput => {
  const latest = run.feedAccount.latestSynchronization?.id;
  const ofOneMoment = latest === undefined || [...stats.synchronizations].every((id) => id === latest);
  const balance = run.feedAccount.currentBalance;
  const lookedOn = seenOn(run);
  // A day that was over when Ponto looked does not move on between two looks.
  const dayIsOver = balance?.referenceDate !== undefined && lookedOn !== undefined && balance.referenceDate < lookedOn;
  return {
    session,
    reader: deps.reader,
    writer: deps.writer,
    statementPeriod: run.account.link.statementPeriod,
    importFrom: startOf(run, session.head),
    // A balance of another moment than the lines would accuse the books of what it has not seen.
    balance: ofOneMoment || dayIsOver ? balance : undefined,
    ofOneMoment,
    today: dayOf(run.now, run.timeZone),
    seenOn: lookedOn,
    now: run.now,
  };
};

/**
 * The day on which Ponto last got through to the bank; undefined while it does not. What the bank has booked since is
 * not known, however often we look (an authorisation that has ended, a bank that is down).
 */
const seenOn = ({ feedAccount, now, timeZone }: SyncLedgerInput): CalendarDate | undefined => {
  const { latestSynchronization: latest, synchronizedAt } = feedAccount;
  if (latest?.status === 'error') return undefined;
  const moment = latest?.updatedAt ?? latest?.createdAt ?? synchronizedAt ?? now;
  return dayOf(Date.parse(moment) < Date.parse(now) ? moment : now, timeZone);
};

/**
 * Lines from the first day that the books were read from belong to them, even when the tenant moves the start forward
 * later: a line between the two starts would be left out of an opening balance that counts those around it.
 */
const startOf = ({ account }: SyncLedgerInput, { sequence, chain, importFrom, scan }: LedgerHead): CalendarDate =>
  [chain.coversFrom, ...(sequence === 0 ? [] : [importFrom, scan?.importFrom])]
    .filter((start) => start !== undefined)
    .reduce(earliest, account.link.importFrom);

const taskOf = ({ fingerprint }: SyncLedgerDeps, run: SyncLedgerInput, head: LedgerHead): ReadTask => ({
  feed: run.feed,
  accountPontoId: run.feedAccount.pontoId,
  timeZone: run.timeZone,
  importFrom: startOf(run, head),
  syncId: run.syncId,
  at: run.now,
  fingerprint,
  hasTime: run.hasTime,
});

/** What kind of read this run needs. A scan that was interrupted goes on, whatever it was. */
const purposeFor = (head: LedgerHead, { accountPontoId, importFrom, at }: ReadTask, checks: boolean): ScanPurpose => {
  if (head.pontoId !== undefined && head.pontoId !== accountPontoId) return 'relink';
  const interrupted = resumableScan(head, importFrom);
  if (interrupted) return interrupted.purpose;
  if (head.importFrom === undefined) return 'initial';
  // A scan that cannot go on may have left half a page: a line of it is no sign that everything below is known.
  const startMovedBack = importFrom < head.importFrom || head.scan !== undefined;
  const comparisonDue =
    head.lastFullComparisonAt === undefined ||
    daysBetween(head.lastFullComparisonAt.slice(0, 10), at.slice(0, 10)) >= fullComparisonEveryDays;
  return checks || startMovedBack || comparisonDue ? 'full_comparison' : 'catch_up';
};

const read = async (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  task: ReadTask,
  purpose: ScanPurpose,
  stats: SyncStats,
): Promise<ReadOutcome> => {
  if (purpose === 'relink') return relinkAccount(session, deps.reader, task, stats);
  const result = await scanTransactions(session, task, purpose, stats);
  if (result.reading === 'unfinished') return 'unfinished';
  if (result.purpose === 'full_comparison' && result.sawAll) {
    if ((await removeMissing(session, deps.reader, task, stats, result.scan)) === 'unfinished') return 'unfinished';
  }
  const isOfOneMoment = result.fromTop || (result.sawAll && result.scan.synchronization !== undefined);
  if (isOfOneMoment && result.purpose !== 'catch_up') stats.comparedAtOnce = true;
  // What Ponto has made since an interrupted scan began lies above the line that it began with. The opening balance
  // comes from the bank's balance of now, so that after a first read nothing may have changed above unnoticed.
  if (!result.fromTop)
    return read(deps, session, task, result.purpose === 'initial' ? 'full_comparison' : 'catch_up', stats);
  return 'complete';
};

/**
 * A list of touched lines is read besides at most this many pages of new ones: after a long outage it would show the
 * same lines once more. Amounts that changed further down then show in the balance, texts in the next comparison.
 */
const maxPagesBeforeUpdated = 5;

/**
 * Synchronizations whose touched lines are read: those that we asked for, and Ponto's own latest one when this run
 * found that something had changed. A run that has just seen every line of the list, as it is when the list fits a
 * page, would see the same lines once more.
 */
const synchronizationsToRead = (run: SyncLedgerInput, stats: SyncStats, purpose: ScanPurpose): ReadonlySet<string> => {
  if (purpose !== 'catch_up' || stats.sawWholeList) return new Set();
  const latest = run.feedAccount.latestSynchronization;
  const changed = stats.added + stats.corrected > 0 && stats.pages <= maxPagesBeforeUpdated;
  const latestToo = changed && latest !== undefined && latest.subtype !== 'accountDetails' ? [latest.id] : [];
  return new Set([...run.ownSynchronizations, ...latestToo]);
};
