import { monthOf, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { Descent, DescentPurpose, LedgerHead, ListPosition } from '../../domain/ledger/head.ts';
import { contentText, type FeedLine } from '../../domain/ledger/line.ts';
import type { Fingerprint, MonthEntry } from '../../domain/ledger/monthView.ts';
import { addedChange, correctedChange, type RecordContext } from '../../domain/ledger/recordChanges.ts';
import type { SyncCounts } from '../../domain/syncs/sync.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { BankFeed, LinesPage } from '../../ports/bankFeed.ts';
import type { LedgerSession } from './ledgerSession.ts';

/** What one run reads, and under which conditions. */
export interface ReadingTask {
  readonly feed: BankFeed;
  readonly accountPontoId: string;
  readonly timeZone: string;
  /** Lines before this day stay out of the books. */
  readonly importFrom: string;
  readonly syncId: string;
  readonly at: Instant;
  readonly fingerprint: Fingerprint;
  /** Is there time for another page? Asked before each; a run that stops here goes on in the next one. */
  readonly hasTime: () => boolean;
}

/** Counts of a run, filled while it goes. */
export class RunTally {
  added = 0;
  corrected = 0;
  removed = 0;
  unchanged = 0;
  pages = 0;
  /** The synchronization that Ponto named beside the first page. */
  synchronizationId: string | undefined;
  /** Lines of the books that this run saw at Ponto. */
  readonly seen = new Set<number>();

  count(changes: readonly Change[]): void {
    for (const { kind } of changes) if (kind !== 'rebound') this[kind] += 1;
  }

  counts(pending: number): SyncCounts {
    const { added, corrected, removed, unchanged } = this;
    return { added, corrected, removed, unchanged, pending };
  }
}

export type Reading = 'complete' | 'unfinished';

/**
 * Walks down Ponto's list, newest first, and takes in what the books do not have. Every page is committed together with
 * the cursor below it, so that a crash costs one page at most. Ponto orders by creation, so dates never decide where
 * to stop: only a line that was known before the walk began does.
 *
 * @throws Fault as the feed does, and LeaseLost; what was committed before stays
 */
export const walkDown = async (
  session: LedgerSession,
  task: ReadingTask,
  purpose: DescentPurpose,
  tally: RunTally,
): Promise<Reading> => {
  const resumed = session.head.descent;
  let descent: Descent = resumed ?? { purpose, knownUpTo: session.head.sequence, startedAt: task.at };
  if (resumed || purpose !== 'catch_up') await session.known.loadAll();
  while (task.hasTime()) {
    const page = await readPage(task, descent, tally);
    if (page === 'gone') {
      // The line under the cursor has vanished. Begin again at the top; what is in already is recognised.
      await session.known.loadAll();
      descent = withoutCursor(descent);
      continue;
    }
    descent = { ...descent, ...topOf(descent, page) };
    const { makers, reachedKnown } = await takeIn(session, task, page, descent, tally);
    const atEnd = page.older === undefined;
    const boundaryMissed =
      descent.purpose === 'catch_up' && atEnd && !reachedKnown && session.head.newest !== undefined;
    const done = !boundaryMissed && (atEnd || (descent.purpose === 'catch_up' && reachedKnown));
    if (boundaryMissed) {
      // A list that ends without a line we know cannot be trusted to be whole: compare everything.
      await session.known.loadAll();
      descent = { ...withoutCursor(descent), purpose: 'audit' };
    } else if (page.older !== undefined) descent = { ...descent, after: page.older };
    const next = descent;
    tally.count(
      await session.append(makers, (head) => (done ? headAfter(head, next, page, task) : { ...head, descent: next })),
    );
    if (done) return 'complete';
  }
  return 'unfinished';
};

const withoutCursor = ({ after: _after, ...descent }: Descent): Descent => descent;

const topOf = (descent: Descent, page: LinesPage): { readonly top?: ListPosition } => {
  const [pontoId] = page.pontoIds;
  if (descent.top || pontoId === undefined) return {};
  const createdAt = page.lines.find((line) => line.pontoId === pontoId)?.createdAt;
  return { top: { pontoId, ...(createdAt === undefined ? {} : { createdAt }) } };
};

const readPage = async (task: ReadingTask, { after }: Descent, tally: RunTally): Promise<LinesPage | 'gone'> => {
  const { feed, accountPontoId, timeZone } = task;
  const page = await feed.lines(accountPontoId, { timeZone, ...(after === undefined ? {} : { cursor: { after } }) });
  tally.pages += 1;
  if (page === 'gone') return page;
  // A page that leads back to itself would be read for ever.
  if (after !== undefined && page.older === after) throw new Fault('ponto_answer_not_understood');
  tally.synchronizationId ??= page.latestSynchronizationId;
  return page;
};

type Maker = (context: Pick<RecordContext, 'sequence' | 'chain'>) => Change;

/** Compares one page with the books: what is new, what changed, and whether known ground was reached. */
const takeIn = async (
  session: LedgerSession,
  task: ReadingTask,
  page: LinesPage,
  descent: Descent,
  tally: RunTally,
): Promise<{ readonly makers: readonly Maker[]; readonly reachedKnown: boolean }> => {
  await session.known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
  if (page.lines.some((line) => isSuspicious(session, task, line))) await session.known.loadAll();
  const { newest } = session.head;
  let reachedKnown = newest !== undefined && page.pontoIds.includes(newest.pontoId);
  const makers: Maker[] = [];
  // Oldest first, so that the feed tells a page in the order of its making.
  for (const line of distinct(page.lines).toReversed()) {
    const known = session.known.get(line.pontoId);
    if (known && known.line <= descent.knownUpTo) reachedKnown = true;
    if (known) tally.seen.add(known.line);
    const maker = makerFor(known, line, task);
    if (maker) makers.push(maker);
    else if (known && !known.removed) tally.unchanged += 1;
  }
  return { makers, reachedKnown };
};

/** A page that names a line twice means it once. */
export const distinct = (lines: readonly FeedLine[]): readonly FeedLine[] => [
  ...new Map(lines.map((line) => [line.pontoId, line])).values(),
];

/**
 * An unknown line that Ponto made before the newest one we know should have been known: perhaps its date was corrected
 * and it is filed under another month. Only then is the whole of the books loaded to be sure.
 */
const isSuspicious = (session: LedgerSession, { importFrom }: ReadingTask, line: FeedLine): boolean => {
  if (session.known.allLoaded || session.known.get(line.pontoId) || line.content.executionDate < importFrom)
    return false;
  const { newest } = session.head;
  return line.createdAt === undefined || newest?.createdAt === undefined || line.createdAt <= newest.createdAt;
};

/** The record that a line of Ponto makes; none when the books have it as it is, or when it lies before the start. */
export const makerFor = (
  known: MonthEntry | undefined,
  line: FeedLine,
  { importFrom, fingerprint, at, syncId }: Pick<ReadingTask, 'importFrom' | 'fingerprint' | 'at' | 'syncId'>,
): Maker | undefined => {
  if (!known) {
    if (line.content.executionDate < importFrom) return undefined;
    return (context) => addedChange(line, { ...context, at, syncId });
  }
  // A removed line leaves a tombstone and does not return.
  if (known.removed || known.fingerprint === fingerprint(contentText(line.content))) return undefined;
  return (context) => correctedChange(known, line, { ...context, at, syncId });
};

/** The head after a walk that reached its end. */
const headAfter = (head: LedgerHead, descent: Descent, page: LinesPage, task: ReadingTask): LedgerHead => {
  const { descent: _descent, ...rest } = head;
  const whole = descent.purpose !== 'catch_up';
  return {
    ...rest,
    pontoId: task.accountPontoId,
    importFrom: task.importFrom,
    ...(descent.top ? { newest: descent.top } : {}),
    ...(whole ? { lastAuditAt: task.at } : {}),
    refused: [...new Set([...head.refused, ...page.refused.map(({ pontoId }) => pontoId)])].slice(-100),
  };
};
