import { latest } from '../../domain/calendar/calendarDate.ts';
import type { LedgerHead, ListScan, ScanPurpose } from '../../domain/ledger/head.ts';
import { Fault } from '../../domain/faults/fault.ts';
import { defined } from '../../language/defined.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import { noteLinesBeforeStart } from './beforeStart.ts';
import type { CompletedScan, ScannedPart } from './coverage.ts';
import { diffPage, type PageDiff } from './diffPage.ts';
import {
  headAfterScan,
  linesWithin,
  newScan,
  rangesOf,
  refusedAfter,
  restartedScan,
  resumableScan,
  scanAfterPage,
} from './scanState.ts';
import { FollowedCursors } from './followedPages.ts';
import { touchedAfterPage } from './readTouchedLines.ts';
import type { SyncContext } from './syncContext.ts';

/** How often a scan begins again because the line under its cursor has vanished. A list that goes on so cannot be read. */
const maxRestarts = 10;

/**
 * Scans Ponto's list, newest first, and takes in what the ledger does not have. Every page is committed together with
 * the cursor below it, so that a crash costs one page at most. Ponto orders by creation, so dates never decide where
 * to stop: only a line that was known before the scan began does.
 *
 * Why from the top and not upwards from the newest known line (`page[before]`): both ask once for up to 99 new lines.
 * But the one request of a run with nothing new would then answer with nothing, while the top page shows the newest
 * hundred lines again: their corrections, and a line that became visible below the newest known one, cost no request
 * more. And the cursor line may vanish; here that is one case of a list that must be compared, not a case of its own.
 * The price is one request more where the new lines fill their pages to the last.
 *
 * @returns `unfinished` when the time ran out; the next run goes on from there
 * @throws Fault as the feed does, and LeaseLost; what was committed before stays
 */
export const scanTransactions = async (
  context: SyncContext,
  purpose: ScanPurpose,
): Promise<CompletedScan | 'unfinished'> => {
  const { session, stats } = context;
  let { scan, part } = await beginScan(context, purpose);
  let cursors = new FollowedCursors(scan.after);
  let restarts = 0;
  while (context.hasTime()) {
    if (scan.after === undefined) {
      part = 'top';
      cursors = new FollowedCursors();
      stats.beginAtTop();
    }
    const page = await readPage(context, scan.after);
    if (page === 'gone') {
      // The line under the cursor has vanished. Begin again at the top; what is in already is recognised.
      if ((restarts += 1) > maxRestarts) throw new Fault('ponto_answer_not_understood');
      await session.known.loadAll();
      scan = restartedScan(scan);
      continue;
    }
    cursors.follow(page.older);
    const step = await commitPage(context, scan, page, part);
    if (step.isDone) return { scan: step.scan, part: step.part };
    scan = step.scan;
  }
  // What a remainder lacks is not known, so that nothing could go on from it.
  if (part !== 'remainder' && scan.purpose === 'full_comparison') await saveScan(context, scan);
  return 'unfinished';
};

/** A scan that was interrupted goes on, whatever it was for. */
const beginScan = async (context: SyncContext, purpose: ScanPurpose): Promise<CompletedScan> => {
  const { session, coverage } = context;
  const resumed = resumableScan(session.head, context.importFrom);
  if (resumed || purpose !== 'catch_up') await session.known.loadAll();
  for (const line of linesWithin(resumed?.seen ?? [], session.known)) coverage.seen.add(line);
  return {
    scan: resumed ?? newScan(session.head, context, purpose),
    part: resumed?.seen === undefined ? 'remainder' : 'whole_in_parts',
  };
};

export const readPage = async (context: SyncContext, after: string | undefined): Promise<LinesPage | 'gone'> => {
  const { feed, feedAccount, timeZone, stats, coverage } = context;
  const cursor = after === undefined ? undefined : { after };
  const page = await feed.lines(feedAccount.pontoId, { timeZone, ...defined({ cursor }) });
  stats.pages += 1;
  if (page !== 'gone') coverage.recordPage(page);
  // Without a cursor nothing can be gone but the account itself, and that is no list.
  else if (after === undefined) throw new Fault('ponto_answer_not_understood');
  return page;
};

interface Step extends CompletedScan {
  readonly isDone: boolean;
}

/** Commits what a page brings, together with the place where the scan goes on from it. */
const commitPage = async (
  context: SyncContext,
  before: ListScan,
  page: LinesPage,
  part: ScannedPart,
): Promise<Step> => {
  const { session, now } = context;
  const { pontoId } = context.feedAccount;
  // A schedule's "now" may lie before the beginning of the scan that its run takes up.
  const seenAt = latest(now, before.startedAt);
  await noteLinesBeforeStart(session, before, page);
  const after = scanAfterPage(before, page);
  const diff = await diffPage(context, page, after);
  const step = stepAfter({ scan: after, part }, page, diff, session.head);
  if (step.scan.purpose !== before.purpose) await session.known.loadAll();
  const headAfter = (head: LedgerHead): LedgerHead => {
    const refused = refusedAfter(head.refused, page, seenAt);
    const read = { ...head, pontoId, refused, touched: touchedAfterPage(head.touched, page) };
    return step.isDone ? headAfterScan(read, step, context.importFrom) : { ...read, scan: step.scan };
  };
  if (saysNothingThatCanBeLost(step, diff, headAfter(session.head))) session.noteInHead(headAfter);
  else await session.append(diff.factories, headAfter, (head) => ({ ...head, pontoId, scan: before }));
  return step;
};

/**
 * A last page without news: reading it again comes to the same. Not so a synchronization that it names and whose touched
 * lines this run has yet to read: the next page may name another one.
 */
const saysNothingThatCanBeLost = (
  { isDone, part }: Step,
  { factories }: PageDiff,
  { touched }: Pick<LedgerHead, 'touched'>,
): boolean => isDone && factories.length === 0 && (part === 'whole' || !touched?.toRead.length);

const stepAfter = (
  { scan, part }: CompletedScan,
  { older }: LinesPage,
  { reachedKnown }: PageDiff,
  { newest }: LedgerHead,
): Step => {
  const isCatchUp = scan.purpose === 'catch_up';
  if (older !== undefined) {
    return isCatchUp && reachedKnown
      ? { scan, part, isDone: true }
      : { scan: { ...scan, after: older }, part, isDone: false };
  }
  // A list that ends without a line we know cannot be trusted to be whole: compare everything.
  if (isCatchUp && !reachedKnown && newest !== undefined) {
    return { scan: { ...restartedScan(scan), purpose: 'full_comparison' }, part, isDone: false };
  }
  return { scan, part: part === 'top' ? 'whole' : part, isDone: true };
};

/** Leaves a comparison whose time runs out so that the next run goes on with it and still knows what it has seen. */
export const saveScan = async ({ session, coverage }: SyncContext, scan: ListScan): Promise<void> => {
  const seen = rangesOf(coverage.seen, session.known);
  if (seen) await session.changeHead((head) => ({ ...head, scan: { ...scan, seen } }));
};
