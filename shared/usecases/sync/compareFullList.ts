import {
  removedChange,
  relinkedChange,
  correctedChange,
  type RecordContext,
} from '../../domain/ledger/recordChanges.ts';
import type { Change } from '../../domain/ledger/change.ts';
import { contentText, type FeedLine, type RefusedLine } from '../../domain/ledger/line.ts';
import { matchRelinked, type KnownLine } from '../../domain/ledger/matchRelinked.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import type { ListScan, LedgerHead, Relinking } from '../../domain/ledger/head.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { maxRefused } from './listScan.ts';
import type { LedgerSession } from './ledgerSession.ts';
import {
  distinctLines,
  saveScan,
  changeFactoryFor,
  type ChangeFactory,
  type ReadOutcome,
  type ReadTask,
  type SyncStats,
} from './scanTransactions.ts';

/**
 * After a read of the whole list: lines of the books that Ponto did not list. Each is asked for by its id before it
 * becomes a tombstone; one that is still there stays, and what Ponto tells of it is taken in.
 *
 * When the time runs out in between, the next run goes on with what is left.
 *
 * @param scan the read, as it was at its last page
 */
export const removeMissing = async (
  session: LedgerSession,
  reader: LedgerReader,
  task: ReadTask,
  stats: SyncStats,
  scan: ListScan,
): Promise<ReadOutcome> => {
  // Under a former id of the account nothing is listed any more; that says nothing about its lines.
  const relinkedAfter = session.head.relinked?.after ?? 0;
  const unseen = [...session.known.live()].filter(
    ({ line, sequence }) => line <= scan.knownUpTo && sequence > relinkedAfter && !stats.seen.has(line),
  );
  for (const entry of unseen) {
    if (!task.hasTime()) {
      const { beforeStart: _counted, ...left } = scan;
      await saveScan(session, left, stats);
      return 'unfinished';
    }
    const atPonto = await task.feed.line(task.accountPontoId, entry.pontoId, task.timeZone);
    const factories = atPonto ? correction(entry, atPonto, task) : [await removal(session, reader, entry, task)];
    if (factories.length > 0) stats.count(await session.append(factories));
    if (atPonto) stats.seen.add(entry.line);
  }
  await session.changeHead((head) => ({ ...head, lastFullComparisonAt: scan.startedAt }));
  return 'complete';
};

const correction = (entry: MonthEntry, atPonto: FeedLine | RefusedLine, task: ReadTask): readonly ChangeFactory[] => {
  const factory = 'content' in atPonto ? changeFactoryFor(entry, atPonto, task) : undefined;
  return factory ? [factory] : [];
};

const removal = async (
  session: LedgerSession,
  reader: LedgerReader,
  entry: MonthEntry,
  { at, syncId }: ReadTask,
): Promise<ChangeFactory> => {
  const last = await recordBehind(session, reader, entry);
  return (context) => removedChange(entry, last, { ...context, at, syncId });
};

/**
 * The account came back under a new Ponto id: its whole list is matched with the history, line by line. What matches
 * keeps its identity; what does not is new. Lines of the history that were not delivered again stay as they are.
 */
export const relinkAccount = async (
  session: LedgerSession,
  reader: LedgerReader,
  task: ReadTask,
  stats: SyncStats,
): Promise<ReadOutcome> => {
  stats.beginAtTop();
  const listed = await readWhole(session, task, stats);
  if (listed === 'unfinished') return 'unfinished';
  await session.known.loadAll();
  const unknown = listed.lines.filter((line) => !session.known.get(line.pontoId));
  // A run that was interrupted has recognised some already.
  const corrected = listed.lines.flatMap((line) => {
    const known = session.known.get(line.pontoId);
    return known ? (changeFactoryFor(known, line, task) ?? []) : [];
  });
  const ids = new Set(listed.lines.map(({ pontoId }) => pontoId));
  const candidates = new Map(
    [...session.known.live()].filter(({ pontoId }) => !ids.has(pontoId)).map((entry) => [entry.sequence, entry]),
  );
  const { matched, unmatchedLines, uncertain } = matchRelinked(unknown, await contentsOf(session, reader, candidates));
  const { at, syncId, fingerprint } = task;
  const relinked = matched.map(
    ({ known: { entry }, line }) =>
      (context: Pick<RecordContext, 'sequence' | 'chain'>): Change => {
        stats.seen.add(entry.line);
        const whole = { ...context, at, syncId };
        return entry.fingerprint === fingerprint(contentText(line.content))
          ? relinkedChange(entry, line, whole)
          : correctedChange(entry, line, whole);
      },
  );
  const added = unmatchedLines.toReversed().flatMap((line) => {
    const factory = changeFactoryFor(undefined, line, task);
    if (!factory) stats.leave(line, undefined);
    return factory ?? [];
  });
  const [top] = listed.lines;
  const [from] = listed.lines.map(({ content }) => content.executionDate).sort();
  const relinking = relinkingOf(
    session.head,
    task,
    uncertain.filter((line) => changeFactoryFor(undefined, line, task)).length,
  );
  const finish = ({ scan: _scan, listedFrom: _former, ...head }: LedgerHead): LedgerHead => ({
    ...head,
    ...(from === undefined ? {} : { listedFrom: from }),
    pontoId: task.accountPontoId,
    relinked: relinking,
    importFrom: task.importFrom,
    ...(top
      ? { newest: { pontoId: top.pontoId, ...(top.createdAt === undefined ? {} : { createdAt: top.createdAt }) } }
      : {}),
    lastFullComparisonAt: at,
    refused: [...stats.refused].slice(-maxRefused),
  });
  const begun = (head: LedgerHead): LedgerHead => ({ ...head, relinked: relinking });
  const changes = await session.append([...corrected, ...relinked, ...added], finish, begun);
  stats.count(changes);
  stats.unchanged += changes.filter(({ kind }) => kind === 'relinked').length;
  return 'complete';
};

/** An interrupted recognition has begun where it began, and some of its uncertain lines are in the books by now. */
const relinkingOf = (
  { relinked, sequence }: LedgerHead,
  { accountPontoId: pontoId }: ReadTask,
  uncertainNow: number,
): Relinking => {
  const begun = relinked?.pontoId === pontoId ? relinked : undefined;
  const uncertain = Math.max(uncertainNow, begun?.uncertain ?? 0);
  return { pontoId, after: begun?.after ?? sequence, ...(uncertain > 0 ? { uncertain } : {}) };
};

const readWhole = async (
  session: LedgerSession,
  task: ReadTask,
  stats: SyncStats,
): Promise<{ readonly lines: readonly FeedLine[] } | 'unfinished'> => {
  const lines: FeedLine[] = [];
  let after: string | undefined;
  do {
    if (!task.hasTime()) return 'unfinished';
    const page = await task.feed.lines(task.accountPontoId, {
      timeZone: task.timeZone,
      ...(after === undefined ? {} : { cursor: { after } }),
    });
    stats.pages += 1;
    if (page === 'gone' || (after !== undefined && page.older === after))
      throw new Fault('ponto_answer_not_understood');
    if (page.latestSynchronizationId !== undefined) stats.synchronizations.add(page.latestSynchronizationId);
    for (const { pontoId } of page.refused) stats.refused.add(pontoId);
    lines.push(...page.lines);
    after = page.older;
    // Nothing can be committed before the whole list is seen; this only renews the lease.
    if (after !== undefined) await session.changeHead((head) => head);
  } while (after !== undefined);
  return { lines: distinctLines(lines) };
};

const contentsOf = async (
  session: LedgerSession,
  reader: LedgerReader,
  entries: ReadonlyMap<number, MonthEntry>,
): Promise<readonly KnownLine[]> => {
  const known: KnownLine[] = [];
  for await (const { changes } of reader.segmentsAfter(session.lease.ledger, 0)) {
    for (const { sequence, content } of changes) {
      const entry = entries.get(sequence);
      if (entry) known.push({ entry, content });
    }
  }
  return known;
};

const recordBehind = async (session: LedgerSession, reader: LedgerReader, entry: MonthEntry): Promise<Change> => {
  const segment = await reader.segmentWith(session.lease.ledger, entry.sequence);
  const change = segment?.changes.find(({ sequence }) => sequence === entry.sequence);
  if (!change) throw new Fault('internal_error');
  return change;
};
