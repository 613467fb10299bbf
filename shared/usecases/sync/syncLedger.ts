import { statementAccountOf } from '../../domain/statements/statementAccount.ts';
import { dayOf, earliest, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import type { CheckResult } from '../../domain/syncs/check.ts';
import type { SyncCounts } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import { LeaseLost } from '../../ports/ledger.ts';
import { bankReadingOf } from './bankReading.ts';
import { concludeCheck } from './concludeCheck.ts';
import { Coverage } from './coverage.ts';
import { LedgerSession, type LedgerAccess } from './ledgerSession.ts';
import { ofOneCurrency } from './ofOneCurrency.ts';
import { publishChanges, type PublishDeps } from './publishChanges.ts';
import { purposeOf, readList, readWhatIsNew } from './readList.ts';
import { decidesOpening, reconcileStatements, type ReconcileInput } from './reconcileStatements.ts';
import { replacePending } from './replacePending.ts';
import { SyncStats, type ReadOutcome, type SyncContext, type SyncLedgerInput } from './syncContext.ts';

export interface SyncLedgerDeps extends LedgerAccess, PublishDeps {
  /** Leases are a matter of workers, so they go by the wall clock; the run itself has its own "now". */
  readonly clock: Clock;
}

export type SyncLedgerOutcome =
  | {
      readonly kind: 'complete';
      readonly counts: SyncCounts;
      readonly pages: number;
      /** What a run with a check has found. */
      readonly checked?: CheckResult;
    }
  /** Time ran out; the next run goes on where this one stopped. */
  | { readonly kind: 'unfinished'; readonly counts: SyncCounts; readonly pages: number }
  /** Another run writes to this ledger, or has taken it over. */
  | { readonly kind: 'busy' }
  /** A person has said that the account does not go on as the one that was to be read. */
  | { readonly kind: 'taken_back' };

/**
 * Longer than the time between two commits of a worker that lives, or from its first request to its only commit; every commit
 * renews it. A slower one is overtaken, and the fence keeps it from writing.
 */
const leaseMs = 30_000;

/**
 * Brings the books of one account up to date with what Ponto holds.
 *
 * @throws Fault as the feed does; what was committed before stays, and the next run goes on from there
 */
export const makeSyncLedger =
  (deps: SyncLedgerDeps) =>
  async (input: SyncLedgerInput): Promise<SyncLedgerOutcome> => {
    const { tenantId, id: accountId } = input.account;
    const acquired = await deps.writer.acquire({ tenantId, accountId }, deps.clock.now(), leaseMs);
    if (acquired.kind === 'busy') return acquired;
    let session: LedgerSession | undefined;
    try {
      if (isTakenBack(acquired.lease.head, input.account)) return { kind: 'taken_back' };
      const stats = new SyncStats(input, acquired.lease.head);
      session = await LedgerSession.open(deps, acquired.lease, stats);
      return await syncToTheEnd(deps, session, stats, input);
    } catch (error) {
      if (error instanceof LeaseLost) return { kind: 'busy' };
      throw error;
    } finally {
      // A run that failed says how far it came, if it can. The lease ends by itself.
      await (session ? session.close() : deps.writer.release(acquired.lease)).catch(() => undefined);
    }
  };

/** What a run has noted is committed before it counts as done. */
const syncToTheEnd = async (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  stats: SyncStats,
  input: SyncLedgerInput,
): Promise<SyncLedgerOutcome> => {
  try {
    const outcome = await syncUnderLease(deps, session, stats, input);
    await session.close();
    return outcome;
  } catch (error) {
    input.onFailure?.({ counts: stats.counts(0, session.head), pages: stats.pages });
    throw error;
  }
};

/** The account is as somebody saw it before, or a crash came before it was written. */
export const isTakenBack = ({ takenBack }: LedgerHead, { pontoId, succession }: Account): boolean =>
  takenBack !== undefined && takenBack.pontoId === pontoId && takenBack.continuedAt === succession?.at;

const syncUnderLease = async (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  stats: SyncStats,
  input: SyncLedgerInput,
): Promise<SyncLedgerOutcome> => {
  const context = contextOf(deps, session, stats, input);
  const purpose = purposeOf(context);
  if ((await readWhatIsNew(context, purpose)) === 'unfinished') return unfinished(context);
  if ((await compareBeforeOpening(context)) === 'unfinished') return unfinished(context);
  const pending = await replacePending(context);
  await reconcileStatements(reconcileInputOf(context));
  if ((await takeInWhatWaited(context)) === 'unfinished') return unfinished(context);
  if (purpose === 'catch_up' && (await compareOnMismatch(context)) === 'unfinished') return unfinished(context);
  await publishChanges(deps, session, input.now);
  return {
    kind: 'complete',
    counts: context.stats.counts(pending, session.head),
    pages: context.stats.pages,
    ...(await check(context)),
  };
};

const contextOf = (
  deps: SyncLedgerDeps,
  session: LedgerSession,
  stats: SyncStats,
  input: SyncLedgerInput,
): SyncContext => ({
  ...deps,
  ...input,
  feed: ofOneCurrency(input.feed, input.feedAccount.currency),
  session,
  stats,
  importFrom: booksStartOf(input.account.link.importFrom, session.head),
  coverage: new Coverage(input.now),
});

/**
 * Lines from the first day that the books were read from belong to them, even when the tenant moves the start forward
 * later: a line between the two starts would be left out of an opening balance that counts those around it.
 */
export const booksStartOf = (ofLink: CalendarDate, { sequence, chain, importFrom, scan }: LedgerHead): CalendarDate =>
  [chain.coversFrom, ...(sequence === 0 ? [] : [importFrom, scan?.importFrom])]
    .filter((start) => start !== undefined)
    .reduce(earliest, ofLink);

const unfinished = ({ stats, session }: SyncContext): SyncLedgerOutcome => ({
  kind: 'unfinished',
  counts: stats.counts(0, session.head),
  pages: stats.pages,
});

/** The opening balance comes from the bank's balance of now: a line that was missed would be missing in it for ever. */
const compareBeforeOpening = async (context: SyncContext): Promise<ReadOutcome> =>
  !context.coverage.isComparedAtOneMoment && decidesOpening(reconcileInputOf(context))
    ? readList(context, 'full_comparison')
    : 'complete';

/** The books reach back to their new start by now, and the list has been read: what had to wait for that is taken in. */
const takeInWhatWaited = async (context: SyncContext): Promise<ReadOutcome> => {
  const { session } = context;
  if (!session.head.changesWait) return 'complete';
  if ((await readList(context, 'full_comparison')) === 'unfinished') return 'unfinished';
  await session.nothingWaits();
  await reconcileStatements(reconcileInputOf(context));
  return 'complete';
};

/**
 * When the books have parted from the bank's balance, everything is compared once before that is said. A comparison that
 * was cut short is taken up by the next run.
 */
const compareOnMismatch = async (context: SyncContext): Promise<ReadOutcome> => {
  const { chain, lastFullComparisonAt = '' } = context.session.head;
  const { mismatch } = chain.balance ?? {};
  if (!mismatch || lastFullComparisonAt >= mismatch.since) return 'complete';
  if ((await readList(context, 'full_comparison')) === 'unfinished') return 'unfinished';
  await reconcileStatements(reconcileInputOf(context));
  return 'complete';
};

const reconcileInputOf = (context: SyncContext): ReconcileInput => {
  const { session, reader, writer, account, bic, now, timeZone } = context;
  return {
    session,
    reader,
    writer,
    statementPeriod: account.link.statementPeriod,
    account: statementAccountOf(account, bic),
    importFrom: booksStartOf(account.link.importFrom, session.head),
    bank: bankReadingOf(context),
    knownBalance: account.link.knownBalance,
    figuresTakenBackAt: account.link.figuresTakenBackAt,
    today: dayOf(now, timeZone),
  };
};

const check = async (context: SyncContext): Promise<{ readonly checked?: CheckResult }> => {
  const { check: period, reader, session, syncId, coverage, stats } = context;
  if (!period) return {};
  const { head, lease } = session;
  const singlePass = coverage.isComparedIn(head);
  return {
    checked: await concludeCheck(reader, lease.ledger, {
      check: period,
      syncId,
      head,
      singlePass,
      leftOut: stats.leftOut,
    }),
  };
};
