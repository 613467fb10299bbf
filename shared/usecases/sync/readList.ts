import { daysBetween, monthOf } from '../../domain/calendar/calendarDate.ts';
import type { ScanPurpose } from '../../domain/ledger/head.ts';
import { defined } from '../../language/defined.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import { compareFullList } from './compareFullList.ts';
import { beganAtTop, tellsWhatIsMissing, type CompletedScan } from './coverage.ts';
import { changeFactoryFor, distinctLines, isOlderThan } from './diffPage.ts';
import { refusedAfter, resumableScan } from './scanState.ts';
import { pagesOf } from './followedPages.ts';
import { relinkAccount } from './relinkAccount.ts';
import { scanTransactions } from './scanTransactions.ts';
import type { ReadOutcome, SyncContext } from './syncContext.ts';

/** How often the whole list is compared with the books; corrections that nobody announced are noticed by then. */
const fullComparisonEveryDays = 28;

/**
 * A list of touched lines is read besides at most this many pages of new ones: after a long outage it would show the
 * same lines once more. Amounts that changed further down then show in the balance, texts in the next comparison.
 */
const maxPagesBeforeUpdated = 5;

/** What kind of read this run needs. A scan that was interrupted goes on, whatever it was. */
export const purposeOf = ({ session: { head }, feedAccount, importFrom, now, check }: SyncContext): ScanPurpose => {
  if (head.pontoId !== undefined && head.pontoId !== feedAccount.pontoId) return 'relink';
  const interrupted = resumableScan(head, importFrom);
  if (interrupted) return interrupted.purpose;
  if (head.importFrom === undefined) return 'initial';
  // A scan that cannot go on may have left half a page: a line of it is no sign that everything below is known.
  const startMovedBack = importFrom < head.importFrom || head.scan !== undefined;
  const comparisonDue =
    head.lastFullComparisonAt === undefined ||
    daysBetween(head.lastFullComparisonAt.slice(0, 10), now.slice(0, 10)) >= fullComparisonEveryDays;
  return check || startMovedBack || comparisonDue ? 'full_comparison' : 'catch_up';
};

/** Takes in what Ponto has and the ledger has not, and compares everything when a check asks for it. */
export const readWhatIsNew = async (context: SyncContext, purpose: ScanPurpose): Promise<ReadOutcome> => {
  const { session, coverage, check, now } = context;
  const wasCutShort = session.head.scan?.startedAt === now;
  if ((await readList(context, purpose)) === 'unfinished') return 'unfinished';
  if (check && !coverage.isComparedIn(session.head)) {
    if ((await compareInSinglePass(context, wasCutShort)) === 'unfinished') return 'unfinished';
  }
  for (const id of synchronizationsToRead(context, purpose)) await readUpdated(context, id);
  return 'complete';
};

/** Reads the list from its top, down to where its purpose lets it end. */
export const readList = async (context: SyncContext, purpose: ScanPurpose): Promise<ReadOutcome> => {
  if (purpose === 'relink') return relinkAccount(context);
  const scanned = await scanAndCompare(context, purpose);
  if (scanned === 'unfinished') return 'unfinished';
  if (beganAtTop(scanned)) return 'complete';
  // What Ponto has made since an interrupted scan began lies above the line that it began with. The opening balance
  // comes from the bank's balance of now, so that after a first read nothing may have changed above unnoticed.
  const above = await scanAndCompare(context, scanned.scan.purpose === 'initial' ? 'full_comparison' : 'catch_up');
  return above === 'unfinished' ? 'unfinished' : 'complete';
};

const scanAndCompare = async (context: SyncContext, purpose: ScanPurpose): Promise<CompletedScan | 'unfinished'> => {
  const scanned = await scanTransactions(context, purpose);
  if (scanned === 'unfinished') return 'unfinished';
  if (tellsWhatIsMissing(scanned) && (await compareFullList(context, scanned.scan)) === 'unfinished') {
    return 'unfinished';
  }
  context.coverage.recordScan(scanned);
  return scanned;
};

/**
 * A check compares everything in a single pass, because only that can tell what is missing at Ponto.
 *
 * @param wasCutShort this run was cut short before. When that happens again, the list is too long for a single pass: its
 *   lines have all been compared then, in parts, and the report says that nothing can be said of missing ones.
 */
const compareInSinglePass = async (context: SyncContext, wasCutShort: boolean): Promise<ReadOutcome> => {
  const outcome = await readList(context, 'full_comparison');
  if (outcome === 'complete' || !wasCutShort) return outcome;
  await context.session.changeHead(({ scan: _cutShort, ...head }) => head);
  return 'complete';
};

/**
 * Synchronizations whose touched lines are read: those that we asked for, and Ponto's own latest one when this run
 * found that something had changed. A run that has just seen every line of the list, as it is when the list fits a
 * page, would see the same lines once more.
 */
const synchronizationsToRead = (context: SyncContext, purpose: ScanPurpose): ReadonlySet<string> => {
  const { coverage, stats, ownSynchronizations } = context;
  if (purpose !== 'catch_up' || coverage.isWhole) return new Set();
  const latest = context.feedAccount.latestSynchronization;
  const hasChanged = stats.added + stats.corrected > 0 && stats.pages <= maxPagesBeforeUpdated;
  const latestToo = hasChanged && latest !== undefined && latest.subtype !== 'accountDetails' ? [latest.id] : [];
  return new Set([...ownSynchronizations, ...latestToo]);
};

/**
 * Takes in the lines that one synchronization of Ponto touched. Whether Ponto lists created lines here besides changed
 * ones is not known (Ponto reference, section 4.5). Lines that Ponto made after the scan of the list began are left to
 * the next scan: known lines must lie below its top without a gap, or a later scan would stop at one too early.
 */
const readUpdated = async (context: SyncContext, synchronizationId: string): Promise<void> => {
  const { feed, timeZone, stats } = context;
  const pages = pagesOf((after) => {
    stats.pages += 1;
    return feed.updatedLines(synchronizationId, { timeZone, ...defined({ after }) });
  });
  for await (const page of pages) if (page !== 'gone') await takeInPage(context, page);
};

const takeInPage = async (context: SyncContext, page: LinesPage): Promise<void> => {
  const { session, stats } = context;
  await session.known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
  if (page.lines.some(({ pontoId }) => !session.known.get(pontoId))) await session.known.loadAll();
  const { newest, refused: before } = session.head;
  const factories = distinctLines(page.lines).flatMap((line) => {
    const known = session.known.get(line.pontoId);
    return known || isOlderThan(newest, line) ? (changeFactoryFor(known, line, context) ?? []) : [];
  });
  const refused = refusedAfter(before, page);
  const hasChanged = factories.length > 0 || refused.length !== before.length || page.refused.length > 0;
  if (hasChanged) stats.count(await session.append(factories, (head) => ({ ...head, refused })));
};
