import { daysBetween } from '../../domain/calendar/calendarDate.ts';
import type { ScanPurpose } from '../../domain/ledger/head.ts';
import { compareFullList } from './compareFullList.ts';
import { beganAtTop, tellsWhatIsMissing, type CompletedScan } from './coverage.ts';
import { resumableScan } from './scanState.ts';
import { readTouchedLines } from './readTouchedLines.ts';
import { relinkAccount } from './relinkAccount.ts';
import { scanTransactions } from './scanTransactions.ts';
import type { ReadOutcome, SyncContext } from './syncContext.ts';

/** How often the whole list is compared with the books; corrections that nobody announced are noticed by then. */
const fullComparisonEveryDays = 28;

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
  return readTouchedLines(context, purpose);
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
