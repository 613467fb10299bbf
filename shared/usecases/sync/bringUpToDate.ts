import { daysBetween, dayOf, earliest, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, Link } from '../../domain/connections/connection.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { DescentPurpose, LedgerHead } from '../../domain/ledger/head.ts';
import type { Check, Checked } from '../../domain/syncs/check.ts';
import type { SyncCounts } from '../../domain/syncs/sync.ts';
import type { BankFeed } from '../../ports/bankFeed.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { EventBus } from '../../ports/events.ts';
import { LeaseLost } from '../../ports/ledger.ts';
import { announce } from './announce.ts';
import { rebind, removeVanished } from './compareWhole.ts';
import { concludeCheck } from './concludeCheck.ts';
import { resumable } from './descent.ts';
import { LedgerSession, type LedgerAccess } from './ledgerSession.ts';
import { replacePending } from './readPending.ts';
import { RunTally, walkDown, type Reading, type ReadingTask } from './readLines.ts';
import { readUpdated } from './readUpdated.ts';
import { opensBooks, settleBooks, type Settlement } from './settleBooks.ts';

export interface BringUpToDateDeps extends LedgerAccess {
  readonly bus: EventBus;
  /** Leases are a matter of workers, so they go by the wall clock; the run itself has its own "now". */
  readonly clock: Clock;
}

export interface AccountRun {
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

export type RunOutcome =
  | {
      readonly kind: 'complete';
      readonly counts: SyncCounts;
      readonly pages: number;
      readonly synchronizationId?: string;
      /** What a run with a check has found. */
      readonly checked?: Checked;
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
const auditEveryDays = 28;

/**
 * Brings the books of one account up to date with what Ponto holds.
 *
 * @throws Fault as the feed does; what was committed before stays, and the next run goes on from there
 */
export const makeBringUpToDate =
  (deps: BringUpToDateDeps) =>
  async (run: AccountRun): Promise<RunOutcome> => {
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

const readAndSettle = async (deps: BringUpToDateDeps, session: LedgerSession, run: AccountRun): Promise<RunOutcome> => {
  const task = taskOf(deps, run, session.head);
  const tally = new RunTally(run.check);
  const purpose = purposeFor(session.head, task, run.check !== undefined);
  const goesOn = session.head.descent?.startedAt === run.now;
  if ((await read(deps, session, task, purpose, tally)) === 'unfinished') return unfinished(tally);
  if (run.check && !isCompared(session.head, run)) {
    const reading = await compareInOneGo(deps, session, task, tally, goesOn);
    if (reading === 'unfinished') return unfinished(tally);
  }
  for (const id of synchronizationsToRead(run, tally, purpose)) await readUpdated(session, task, id, tally);
  if (!tally.comparedAtOnce && opensBooks(settlementOf(deps, session, run, tally))) {
    if ((await read(deps, session, task, 'audit', tally)) === 'unfinished') return unfinished(tally);
  }
  const pending = await replacePending(deps, session, run, tally);
  await settleBooks(settlementOf(deps, session, run, tally));
  if (purpose === 'catch_up' && session.head.chain.balance?.mismatch?.since === run.now) {
    // The books have just parted from the bank's balance: compare everything once before saying so.
    if ((await read(deps, session, task, 'audit', tally)) === 'unfinished') return unfinished(tally);
    await settleBooks(settlementOf(deps, session, run, tally));
  }
  await announce(deps, session, run.now);
  return {
    kind: 'complete',
    counts: tally.counts(pending),
    pages: tally.pages,
    ...(run.check && { checked: await checkedBy(deps, session, run, run.check, tally) }),
  };
};

/** Has this run compared the whole list with the books in one go? */
const isCompared = ({ lastAuditAt }: LedgerHead, { now }: AccountRun): boolean => lastAuditAt === now;

/**
 * A check compares everything in one go, because only that can tell what is missing at Ponto.
 *
 * @param goesOn this run was cut short before. When that happens again, the list is too long for one go: its lines have
 *   all been compared then, in parts, and the report says that nothing can be said of missing ones.
 */
const compareInOneGo = async (
  deps: BringUpToDateDeps,
  session: LedgerSession,
  task: ReadingTask,
  tally: RunTally,
  goesOn: boolean,
): Promise<Reading> => {
  const reading = await read(deps, session, task, 'audit', tally);
  if (reading === 'complete' || !goesOn) return reading;
  await session.changeHead(({ descent: _cutShort, ...head }) => head);
  return 'complete';
};

const checkedBy = (
  { reader }: BringUpToDateDeps,
  session: LedgerSession,
  run: AccountRun,
  check: Check,
  { leftOut }: RunTally,
): Promise<Checked> => {
  const { head, lease } = session;
  return concludeCheck(reader, lease.ledger, {
    check,
    syncId: run.syncId,
    head,
    inOneGo: isCompared(head, run),
    leftOut,
  });
};

const unfinished = (tally: RunTally): RunOutcome => ({
  kind: 'unfinished',
  counts: tally.counts(0),
  pages: tally.pages,
});

const settlementOf = (
  deps: BringUpToDateDeps,
  session: LedgerSession,
  run: AccountRun,
  tally: RunTally,
): Settlement => {
  const latest = run.feedAccount.latestSynchronization?.id;
  const ofOneMoment = latest === undefined || [...tally.synchronizations].every((id) => id === latest);
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
const seenOn = ({ feedAccount, now, timeZone }: AccountRun): CalendarDate | undefined => {
  const { latestSynchronization: latest, synchronizedAt } = feedAccount;
  if (latest?.status === 'error') return undefined;
  const moment = latest?.updatedAt ?? latest?.createdAt ?? synchronizedAt ?? now;
  return dayOf(Date.parse(moment) < Date.parse(now) ? moment : now, timeZone);
};

/**
 * Lines from the first day that the books were read from belong to them, even when the tenant moves the start forward
 * later: a line between the two starts would be left out of an opening balance that counts those around it.
 */
const startOf = ({ account }: AccountRun, { sequence, chain, importFrom, descent }: LedgerHead): CalendarDate =>
  [chain.coversFrom, ...(sequence === 0 ? [] : [importFrom, descent?.importFrom])]
    .filter((start) => start !== undefined)
    .reduce(earliest, account.link.importFrom);

const taskOf = ({ fingerprint }: BringUpToDateDeps, run: AccountRun, head: LedgerHead): ReadingTask => ({
  feed: run.feed,
  accountPontoId: run.feedAccount.pontoId,
  timeZone: run.timeZone,
  importFrom: startOf(run, head),
  syncId: run.syncId,
  at: run.now,
  fingerprint,
  hasTime: run.hasTime,
});

/** What kind of read this run needs. A walk that was interrupted goes on, whatever it was. */
const purposeFor = (
  head: LedgerHead,
  { accountPontoId, importFrom, at }: ReadingTask,
  checks: boolean,
): DescentPurpose => {
  if (head.pontoId !== undefined && head.pontoId !== accountPontoId) return 'rebind';
  const interrupted = resumable(head, importFrom);
  if (interrupted) return interrupted.purpose;
  if (head.importFrom === undefined) return 'initial';
  // A walk that cannot go on may have left half a page: a line of it is no sign that everything below is known.
  const startMovedBack = importFrom < head.importFrom || head.descent !== undefined;
  const auditDue =
    head.lastAuditAt === undefined || daysBetween(head.lastAuditAt.slice(0, 10), at.slice(0, 10)) >= auditEveryDays;
  return checks || startMovedBack || auditDue ? 'audit' : 'catch_up';
};

const read = async (
  deps: BringUpToDateDeps,
  session: LedgerSession,
  task: ReadingTask,
  purpose: DescentPurpose,
  tally: RunTally,
): Promise<Reading> => {
  if (purpose === 'rebind') return rebind(session, deps.reader, task, tally);
  const walk = await walkDown(session, task, purpose, tally);
  if (walk.reading === 'unfinished') return 'unfinished';
  if (walk.purpose === 'audit' && walk.sawAll) {
    if ((await removeVanished(session, deps.reader, task, tally, walk.descent)) === 'unfinished') return 'unfinished';
  }
  const isOfOneMoment = walk.fromTop || (walk.sawAll && walk.descent.synchronization !== undefined);
  if (isOfOneMoment && walk.purpose !== 'catch_up') tally.comparedAtOnce = true;
  // What Ponto has made since an interrupted walk began lies above the line that it began with. The opening balance
  // comes from the bank's balance of now, so that after a first read nothing may have changed above unnoticed.
  if (!walk.fromTop) return read(deps, session, task, walk.purpose === 'initial' ? 'audit' : 'catch_up', tally);
  return 'complete';
};

/**
 * A list of touched lines is read besides at most this many pages of new ones: after a long outage it would show the
 * same lines once more. Amounts that changed further down then show in the balance, texts in the next comparison.
 */
const mostPagesBeforeUpdated = 5;

/**
 * Synchronizations whose touched lines are read: those that we asked for, and Ponto's own latest one when this run
 * found that something had changed. A run that has just seen every line of the list, as it is when the list fits a
 * page, would see the same lines once more.
 */
const synchronizationsToRead = (run: AccountRun, tally: RunTally, purpose: DescentPurpose): ReadonlySet<string> => {
  if (purpose !== 'catch_up' || tally.sawWholeList) return new Set();
  const latest = run.feedAccount.latestSynchronization;
  const changed = tally.added + tally.corrected > 0 && tally.pages <= mostPagesBeforeUpdated;
  const latestToo = changed && latest !== undefined && latest.subtype !== 'accountDetails' ? [latest.id] : [];
  return new Set([...run.ownSynchronizations, ...latestToo]);
};
