import {
  removedChange,
  reboundChange,
  correctedChange,
  type RecordContext,
} from '../../domain/ledger/recordChanges.ts';
import type { Change } from '../../domain/ledger/change.ts';
import { contentText, type FeedLine, type RefusedLine } from '../../domain/ledger/line.ts';
import { matchReturned, type KnownLine } from '../../domain/ledger/matchReturned.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import type { Descent, LedgerHead, Rebinding } from '../../domain/ledger/head.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { mostRefused } from './descent.ts';
import type { LedgerSession } from './ledgerSession.ts';
import {
  distinct,
  keepComparison,
  makerFor,
  type Maker,
  type Reading,
  type ReadingTask,
  type RunTally,
} from './readLines.ts';

/**
 * After a read of the whole list: lines of the books that Ponto did not list. Each is asked for by its id before it
 * becomes a tombstone; one that is still there stays, and what Ponto tells of it is taken in.
 *
 * When the time runs out in between, the next run goes on with what is left.
 *
 * @param descent the read, as it was at its last page
 */
export const removeVanished = async (
  session: LedgerSession,
  reader: LedgerReader,
  task: ReadingTask,
  tally: RunTally,
  descent: Descent,
): Promise<Reading> => {
  // Under a former id of the account nothing is listed any more; that says nothing about its lines.
  const boundAfter = session.head.rebound?.after ?? 0;
  const unseen = [...session.known.live()].filter(
    ({ line, sequence }) => line <= descent.knownUpTo && sequence > boundAfter && !tally.seen.has(line),
  );
  for (const entry of unseen) {
    if (!task.hasTime()) {
      const { beforeStart: _counted, ...left } = descent;
      await keepComparison(session, left, tally);
      return 'unfinished';
    }
    const atPonto = await task.feed.line(task.accountPontoId, entry.pontoId, task.timeZone);
    const makers = atPonto ? correction(entry, atPonto, task) : [await removal(session, reader, entry, task)];
    if (makers.length > 0) tally.count(await session.append(makers));
    if (atPonto) tally.seen.add(entry.line);
  }
  await session.changeHead((head) => ({ ...head, lastAuditAt: descent.startedAt }));
  return 'complete';
};

const correction = (entry: MonthEntry, atPonto: FeedLine | RefusedLine, task: ReadingTask): readonly Maker[] => {
  const maker = 'content' in atPonto ? makerFor(entry, atPonto, task) : undefined;
  return maker ? [maker] : [];
};

const removal = async (
  session: LedgerSession,
  reader: LedgerReader,
  entry: MonthEntry,
  { at, syncId }: ReadingTask,
): Promise<Maker> => {
  const last = await recordBehind(session, reader, entry);
  return (context) => removedChange(entry, last, { ...context, at, syncId });
};

/**
 * The account came back under a new Ponto id: its whole list is matched with the history, line by line. What matches
 * keeps its identity; what does not is new. Lines of the history that were not delivered again stay as they are.
 */
export const rebind = async (
  session: LedgerSession,
  reader: LedgerReader,
  task: ReadingTask,
  tally: RunTally,
): Promise<Reading> => {
  tally.beginAtTop();
  const listed = await readWhole(session, task, tally);
  if (listed === 'unfinished') return 'unfinished';
  await session.known.loadAll();
  const unknown = listed.lines.filter((line) => !session.known.get(line.pontoId));
  // A run that was interrupted has recognised some already.
  const corrected = listed.lines.flatMap((line) => {
    const known = session.known.get(line.pontoId);
    return known ? (makerFor(known, line, task) ?? []) : [];
  });
  const ids = new Set(listed.lines.map(({ pontoId }) => pontoId));
  const candidates = new Map(
    [...session.known.live()].filter(({ pontoId }) => !ids.has(pontoId)).map((entry) => [entry.sequence, entry]),
  );
  const { matched, unmatchedLines, uncertain } = matchReturned(unknown, await contentsOf(session, reader, candidates));
  const { at, syncId, fingerprint } = task;
  const rebound = matched.map(
    ({ known: { entry }, line }) =>
      (context: Pick<RecordContext, 'sequence' | 'chain'>): Change => {
        tally.seen.add(entry.line);
        const whole = { ...context, at, syncId };
        return entry.fingerprint === fingerprint(contentText(line.content))
          ? reboundChange(entry, line, whole)
          : correctedChange(entry, line, whole);
      },
  );
  const added = unmatchedLines.toReversed().flatMap((line) => {
    const maker = makerFor(undefined, line, task);
    if (!maker) tally.leave(line, undefined);
    return maker ?? [];
  });
  const [top] = listed.lines;
  const [from] = listed.lines.map(({ content }) => content.executionDate).sort();
  const rebinding = rebindingOf(session.head, task, uncertain.filter((line) => makerFor(undefined, line, task)).length);
  const finish = ({ descent: _descent, listedFrom: _former, ...head }: LedgerHead): LedgerHead => ({
    ...head,
    ...(from === undefined ? {} : { listedFrom: from }),
    pontoId: task.accountPontoId,
    rebound: rebinding,
    importFrom: task.importFrom,
    ...(top
      ? { newest: { pontoId: top.pontoId, ...(top.createdAt === undefined ? {} : { createdAt: top.createdAt }) } }
      : {}),
    lastAuditAt: at,
    refused: [...tally.refused].slice(-mostRefused),
  });
  const begun = (head: LedgerHead): LedgerHead => ({ ...head, rebound: rebinding });
  const changes = await session.append([...corrected, ...rebound, ...added], finish, begun);
  tally.count(changes);
  tally.unchanged += changes.filter(({ kind }) => kind === 'rebound').length;
  return 'complete';
};

/** An interrupted recognition has begun where it began, and some of its uncertain lines are in the books by now. */
const rebindingOf = (
  { rebound, sequence }: LedgerHead,
  { accountPontoId: pontoId }: ReadingTask,
  uncertainNow: number,
): Rebinding => {
  const begun = rebound?.pontoId === pontoId ? rebound : undefined;
  const uncertain = Math.max(uncertainNow, begun?.uncertain ?? 0);
  return { pontoId, after: begun?.after ?? sequence, ...(uncertain > 0 ? { uncertain } : {}) };
};

const readWhole = async (
  session: LedgerSession,
  task: ReadingTask,
  tally: RunTally,
): Promise<{ readonly lines: readonly FeedLine[] } | 'unfinished'> => {
  const lines: FeedLine[] = [];
  let after: string | undefined;
  do {
    if (!task.hasTime()) return 'unfinished';
    const page = await task.feed.lines(task.accountPontoId, {
      timeZone: task.timeZone,
      ...(after === undefined ? {} : { cursor: { after } }),
    });
    tally.pages += 1;
    if (page === 'gone' || (after !== undefined && page.older === after))
      throw new Fault('ponto_answer_not_understood');
    if (page.latestSynchronizationId !== undefined) tally.synchronizations.add(page.latestSynchronizationId);
    for (const { pontoId } of page.refused) tally.refused.add(pontoId);
    lines.push(...page.lines);
    after = page.older;
    // Nothing can be committed before the whole list is seen; this only renews the lease.
    if (after !== undefined) await session.changeHead((head) => head);
  } while (after !== undefined);
  return { lines: distinct(lines) };
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
