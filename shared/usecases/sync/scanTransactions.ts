import { monthOf, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { ListScan, ScanPurpose, ListPosition } from '../../domain/ledger/head.ts';
import { matchPending } from '../../domain/ledger/matchPending.ts';
import { contentText, type FeedLine } from '../../domain/ledger/line.ts';
import type { Fingerprint, MonthEntry } from '../../domain/ledger/monthView.ts';
import { addedChange, correctedChange, type RecordContext } from '../../domain/ledger/recordChanges.ts';
import { isWithin, type Period } from '../../domain/syncs/check.ts';
import type { SyncCounts } from '../../domain/syncs/sync.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { BankFeed, LinesPage } from '../../ports/bankFeed.ts';
import {
  newScan,
  restartedScan,
  headAfterScan,
  isNewerThan,
  maxRefused,
  resumableScan,
  scanAfterPage,
} from './listScan.ts';
import type { LedgerSession } from './ledgerSession.ts';
import { linesWithin, rangesOf } from './seenLines.ts';

/** What one run reads, and under which conditions. */
export interface ReadTask {
  readonly feed: BankFeed;
  readonly accountPontoId: string;
  readonly timeZone: string;
  /** Lines before this day stay out of the books. */
  readonly importFrom: CalendarDate;
  readonly syncId: string;
  readonly at: Instant;
  readonly fingerprint: Fingerprint;
  /** Is there time for another page? Asked before each; a run that stops here goes on in the next one. */
  readonly hasTime: () => boolean;
}

/** Counts of a run, filled while it goes. */
export class SyncStats {
  added = 0;
  corrected = 0;
  removed = 0;
  unchanged = 0;
  pages = 0;
  /** The synchronizations that Ponto named beside the pages: more than one, and they are not of one moment. */
  readonly synchronizations = new Set<string>();
  /** Lines of the books that this run saw at Ponto. */
  readonly seen = new Set<number>();
  /** One scan of this run has seen the whole list. */
  sawWholeList = false;
  /** The whole list, as it was at one moment, has been compared with the books. */
  comparedAtOnce = false;
  /** Ponto ids of the lines that this run could not read. */
  readonly refused = new Set<string>();
  /** Lines at Ponto, of the period that is checked, that the scan from the top has left out. */
  leftOut = nothingLeftOut;
  readonly #checked: Period | undefined;

  constructor(checked?: Period) {
    this.#checked = checked;
  }

  /** The list is read from its top (again): what was left out is counted anew. */
  beginAtTop(): void {
    this.leftOut = nothingLeftOut;
  }

  /** A line that makes no record. */
  leave({ content }: FeedLine, known: MonthEntry | undefined): void {
    if (known && !known.removed) this.unchanged += 1;
    else if (this.#checked && isWithin(content.executionDate, this.#checked)) {
      const why = known ? 'stayRemoved' : 'beforeImportFrom';
      this.leftOut = { ...this.leftOut, [why]: this.leftOut[why] + 1 };
    }
  }

  count(changes: readonly Change[]): void {
    for (const { kind } of changes) if (kind !== 'relinked') this[kind] += 1;
  }

  counts(pending: number): SyncCounts {
    const { added, corrected, removed, unchanged } = this;
    return { added, corrected, removed, unchanged, pending };
  }
}

const nothingLeftOut = { beforeImportFrom: 0, stayRemoved: 0 };

export type ReadOutcome = 'complete' | 'unfinished';

export interface ScanResult {
  readonly reading: ReadOutcome;
  readonly purpose: ScanPurpose;
  /** This run saw the list from its top. */
  readonly fromTop: boolean;
  /** What was seen of the whole list is known; only then can it be told what is missing from it. */
  readonly sawAll: boolean;
  /** The scan as it was at its last page. */
  readonly scan: ListScan;
}

/**
 * Scans Ponto's list, newest first, and takes in what the books do not have. Every page is committed together with
 * the cursor below it, so that a crash costs one page at most. Ponto orders by creation, so dates never decide where
 * to stop: only a line that was known before the scan began does.
 *
 * Why from the top and not upwards from the newest known line (`page[before]`): both ask once for up to 99 new lines.
 * But the one request of a run with nothing new would then answer with nothing, while the top page shows the newest
 * hundred lines again: their corrections, and a line that became visible below the newest known one, cost no request
 * more. And the cursor line may vanish; here that is one case of a list that must be compared, not a case of its own.
 * The price is one request more where the new lines fill their pages to the last.
 *
 * @throws Fault as the feed does, and LeaseLost; what was committed before stays
 */
export const scanTransactions = async (
  session: LedgerSession,
  task: ReadTask,
  purpose: ScanPurpose,
  stats: SyncStats,
): Promise<ScanResult> => {
  const resumed = resumableScan(session.head, task.importFrom);
  let scan = resumed ?? newScan(session.head, task, purpose);
  let fromTop = false;
  let sawAll = resumed?.seen !== undefined;
  if (resumed || purpose !== 'catch_up') await session.known.loadAll();
  for (const line of linesWithin(resumed?.seen ?? [], session.known)) stats.seen.add(line);
  while (task.hasTime()) {
    if (scan.after === undefined) {
      fromTop = true;
      sawAll = true;
      stats.beginAtTop();
    }
    const page = await readPage(task, scan, stats);
    if (page === 'gone') {
      // The line under the cursor has vanished. Begin again at the top; what is in already is recognised.
      await session.known.loadAll();
      scan = restartedScan(scan);
      continue;
    }
    const before = scan;
    scan = scanAfterPage(scan, page, session);
    const { factories, reachedKnown } = await diffPage(session, task, page, scan, stats);
    const atEnd = page.older === undefined;
    const boundaryMissed = scan.purpose === 'catch_up' && atEnd && !reachedKnown && session.head.newest !== undefined;
    const done = !boundaryMissed && (atEnd || (scan.purpose === 'catch_up' && reachedKnown));
    if (boundaryMissed) {
      // A list that ends without a line we know cannot be trusted to be whole: compare everything.
      await session.known.loadAll();
      scan = { ...restartedScan(scan), purpose: 'full_comparison' };
    } else if (page.older !== undefined) scan = { ...scan, after: page.older };
    const next = scan;
    const changes = await session.append(
      factories,
      (head) => {
        const read = { ...head, pontoId: task.accountPontoId, refused: refusedAfter(head.refused, page) };
        return done
          ? headAfterScan(read, next, { importFrom: task.importFrom, fromTop, refused: stats.refused })
          : { ...read, scan: next };
      },
      (head) => ({ ...head, pontoId: task.accountPontoId, scan: before }),
    );
    stats.count(changes);
    if (atEnd && fromTop) stats.sawWholeList = true;
    if (done) return { reading: 'complete', purpose: scan.purpose, fromTop, sawAll, scan };
  }
  if (sawAll && scan.purpose === 'full_comparison') await saveScan(session, scan, stats);
  return { reading: 'unfinished', purpose: scan.purpose, fromTop, sawAll, scan };
};

/** Leaves a comparison whose time runs out so that the next run goes on with it and still knows what it has seen. */
export const saveScan = async (session: LedgerSession, scan: ListScan, { seen }: SyncStats): Promise<void> => {
  const ranges = rangesOf(seen, session.known);
  if (ranges) await session.changeHead((head) => ({ ...head, scan: { ...scan, seen: ranges } }));
};

const readPage = async (task: ReadTask, { after }: ListScan, stats: SyncStats): Promise<LinesPage | 'gone'> => {
  const { feed, accountPontoId, timeZone } = task;
  const page = await feed.lines(accountPontoId, { timeZone, ...(after === undefined ? {} : { cursor: { after } }) });
  stats.pages += 1;
  if (page === 'gone') {
    // Without a cursor nothing can be gone but the account itself, and that is no list.
    if (after === undefined) throw new Fault('ponto_answer_not_understood');
    return page;
  }
  // A page that leads back to itself would be read for ever.
  if (after !== undefined && page.older === after) throw new Fault('ponto_answer_not_understood');
  if (page.latestSynchronizationId !== undefined) stats.synchronizations.add(page.latestSynchronizationId);
  for (const { pontoId } of page.refused) stats.refused.add(pontoId);
  return page;
};

export type ChangeFactory = (context: Pick<RecordContext, 'sequence' | 'chain'>) => Change;

/** Compares one page with the books: what is new, what changed, and whether known ground was reached. */
const diffPage = async (
  session: LedgerSession,
  task: ReadTask,
  page: LinesPage,
  scan: ListScan,
  stats: SyncStats,
): Promise<{ readonly factories: readonly ChangeFactory[]; readonly reachedKnown: boolean }> => {
  await session.known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
  if (page.lines.some((line) => isSuspicious(session, task, line))) await session.known.loadAll();
  const { newest } = session.head;
  let reachedKnown = newest !== undefined && page.pontoIds.includes(newest.pontoId);
  const factories: ChangeFactory[] = [];
  for (const pontoId of page.pontoIds) {
    const known = session.known.get(pontoId);
    // A line that cannot be read is still one that Ponto has.
    if (known) stats.seen.add(known.line);
    if (known && known.line <= scan.knownUpTo) reachedKnown = true;
  }
  // Oldest first, so that the feed tells a page in the order of its making.
  const lines = distinctLines(page.lines).toReversed();
  const pending = await pendingBefore(session, task, lines);
  for (const line of lines) {
    const known = session.known.get(line.pontoId);
    const factory = changeFactoryFor(known, line, task, pending.get(line.pontoId));
    if (factory) factories.push(factory);
    else stats.leave(line, known);
  }
  return { factories, reachedKnown };
};

/** The pending lines that new ones of a page seem to have been; nothing is asked for where nothing is new. */
const pendingBefore = async (
  session: LedgerSession,
  { importFrom }: ReadTask,
  lines: readonly FeedLine[],
): Promise<ReadonlyMap<string, string>> => {
  const added = lines.filter(
    ({ pontoId, content }) => content.executionDate >= importFrom && !session.known.get(pontoId),
  );
  return added.length === 0 ? new Map() : matchPending(added, await session.pendingShown());
};

/** Lines that could not be read, as of this page: the unreadable ones join, those that can be read now leave. */
export const refusedAfter = (refused: readonly string[], page: LinesPage): readonly string[] => {
  const readable = new Set(page.lines.map(({ pontoId }) => pontoId));
  const kept = refused.filter((pontoId) => !readable.has(pontoId));
  return [...new Set([...kept, ...page.refused.map(({ pontoId }) => pontoId)])].slice(-maxRefused);
};

/** A page that names a line twice means it once. */
export const distinctLines = (lines: readonly FeedLine[]): readonly FeedLine[] => [
  ...new Map(lines.map((line) => [line.pontoId, line])).values(),
];

/**
 * An unknown line that Ponto made before the newest one we know should have been known: perhaps its date was corrected
 * and it is filed under another month. Only then is the whole of the books loaded to be sure.
 */
const isSuspicious = (session: LedgerSession, { importFrom }: ReadTask, line: FeedLine): boolean =>
  !session.known.allLoaded &&
  !session.known.get(line.pontoId) &&
  line.content.executionDate >= importFrom &&
  !isNewerThan(session.head.newest, line);

/** Did Ponto surely make the line before the newest one that a scan has reached? */
export const isOlderThan = (newest: ListPosition | undefined, { createdAt }: FeedLine): boolean =>
  createdAt !== undefined && newest?.createdAt !== undefined && Date.parse(createdAt) < Date.parse(newest.createdAt);

/** The record that a line of Ponto makes; none when the books have it as it is, or when it lies before the start. */
export const changeFactoryFor = (
  known: MonthEntry | undefined,
  line: FeedLine,
  { importFrom, fingerprint, at, syncId }: Pick<ReadTask, 'importFrom' | 'fingerprint' | 'at' | 'syncId'>,
  succeeds?: string,
): ChangeFactory | undefined => {
  if (!known) {
    if (line.content.executionDate < importFrom) return undefined;
    return (context) => addedChange(line, { ...context, at, syncId }, succeeds);
  }
  // A removed line leaves a tombstone and does not return.
  if (known.removed || known.fingerprint === fingerprint(contentText(line.content))) return undefined;
  return (context) => correctedChange(known, line, { ...context, at, syncId });
};
