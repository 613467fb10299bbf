import { dayOf } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { LedgerHead, Relinking } from '../../domain/ledger/head.ts';
import { headBefore } from '../../domain/ledger/headBefore.ts';
import { isToldAs, type FeedLine } from '../../domain/ledger/line.ts';
import { matchRelinked, type KnownLine } from '../../domain/ledger/matchRelinked.ts';
import { seenSince, withRefused } from '../../domain/ledger/refusedLine.ts';
import { correctedChange, relinkedChange } from '../../domain/ledger/recordChanges.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { periodOfDays } from '../../domain/statements/period.ts';
import { waitsForStart } from '../../domain/statements/beforeStart.ts';
import { Fault } from '../../domain/faults/fault.ts';
import { defined } from '../../language/defined.ts';
import { renameLinesBeforeStart } from './beforeStart.ts';
import { changeFactoryFor, distinctLines, type ChangeFactory } from './diffPage.ts';
import type { LedgerSession } from './ledgerSession.ts';
import { pagesOf } from './followedPages.ts';
import { readPage } from './scanTransactions.ts';
import type { ReadOutcome, SyncContext } from './syncContext.ts';

/**
 * The account came back under a new Ponto id: its whole list is matched with the history, line by line. What matches
 * keeps its identity; what does not is new. Lines of the history that were not delivered again stay as they are.
 */
export const relinkAccount = async (context: SyncContext): Promise<ReadOutcome> => {
  const { session, stats } = context;
  stats.beginAtTop();
  const listed = await readWholeList(context);
  if (listed === 'unfinished') return 'unfinished';
  await session.known.loadAll();
  const { matched, unmatchedLines, uncertain } = await matchWithHistory(context, listed);
  const relinked = relinkingOf(
    context,
    uncertain.filter((line) => changeFactoryFor(undefined, line, context)),
  );
  await renameLinesBeforeStart(session, unmatchedLines, relinked);
  await session.append(
    [
      ...corrections(context, listed),
      ...matched.map(({ known, line }) => relinkedFactory(context, known, line)),
      ...additions(context, unmatchedLines),
    ],
    (head) => headAfterRelinking(context, { ...head, relinked }, listed),
    (head) => ({ ...head, relinked }),
  );
  return 'complete';
};

const readWholeList = async (context: SyncContext): Promise<readonly FeedLine[] | 'unfinished'> => {
  const lines: FeedLine[] = [];
  if (!context.hasTime()) return 'unfinished';
  for await (const page of pagesOf((after) => readPage(context, after))) {
    if (page === 'gone') throw new Fault('ponto_answer_not_understood');
    lines.push(...page.lines);
    if (page.older === undefined) break;
    // Nothing can be committed before the whole list is seen; this only renews the lease.
    await context.session.changeHead((head) => head);
    if (!context.hasTime()) return 'unfinished';
  }
  return distinctLines(lines);
};

const matchWithHistory = async ({ session, reader }: SyncContext, listed: readonly FeedLine[]) => {
  const ids = new Set(listed.map(({ pontoId }) => pontoId));
  const candidates = new Map(
    [...session.known.live()].filter(({ pontoId }) => !ids.has(pontoId)).map((entry) => [entry.sequence, entry]),
  );
  const history: KnownLine[] = [];
  for await (const { changes } of reader.segmentsAfter(session.lease.ledger, 0)) {
    for (const { sequence, content } of changes) {
      const entry = candidates.get(sequence);
      if (entry) history.push({ entry, content });
    }
  }
  return matchRelinked(
    listed.filter((line) => !linkedEntry(session, line)),
    history,
  );
};

/** A line that had this id before, and was given back another one, is not linked to it. */
const linkedEntry = ({ known }: LedgerSession, { pontoId }: FeedLine): MonthEntry | undefined => {
  const entry = known.get(pontoId);
  return entry?.pontoId === pontoId ? entry : undefined;
};

/** Of lines that are linked already: an attempt that was interrupted has recognised some. */
const corrections = (context: SyncContext, listed: readonly FeedLine[]): readonly ChangeFactory[] =>
  listed.flatMap((line) => {
    const known = linkedEntry(context.session, line);
    return known ? (changeFactoryFor(known, line, context) ?? []) : [];
  });

const relinkedFactory =
  (context: SyncContext, { entry, content }: KnownLine, line: FeedLine): ChangeFactory =>
  (record): Change => {
    const { session, coverage, importFrom, fingerprint, now: at, syncId } = context;
    coverage.seen.add(entry.line);
    const isSame = isToldAs(entry.fingerprint, line, fingerprint);
    if (!isSame && waitsForStart(entry, line.content.executionDate, record.chain, importFrom)) {
      session.noteWaiting();
      return relinkedChange(entry, { ...line, content }, { ...record, at, syncId });
    }
    return (isSame ? relinkedChange : correctedChange)(entry, line, { ...record, at, syncId });
  };

const additions = (context: SyncContext, lines: readonly FeedLine[]): readonly ChangeFactory[] =>
  lines.toReversed().flatMap((line) => {
    const factory = changeFactoryFor(undefined, line, context);
    if (!factory) context.stats.leave(line, undefined);
    return factory ?? [];
  });

/** An interrupted attempt has begun where it began, and some of its uncertain lines are in the books by now. */
const relinkingOf = (context: SyncContext, uncertainNow: readonly FeedLine[]): Relinking => {
  const { session, feedAccount, account, timeZone, now } = context;
  const { head } = session;
  const { pontoId } = feedAccount;
  const { statementPeriod } = account.link;
  const begun = head.relinked?.pontoId === pontoId ? head.relinked : undefined;
  const uncertain = Math.max(uncertainNow.length, begun?.uncertain ?? 0);
  const { from, to } = begun?.uncertainDays ?? {};
  const uncertainDays = periodOfDays([
    ...uncertainNow.map(({ content }) => content.executionDate),
    ...[from, to].filter((day) => day !== undefined),
  ]);
  return {
    pontoId,
    after: begun?.after ?? head.sequence,
    ...(uncertain > 0 ? { uncertain } : {}),
    ...defined({
      uncertainDays,
      before: begun
        ? begun.before
        : headBefore(head, { statementPeriod, builtOn: dayOf(head.completedAt ?? now, timeZone) }),
    }),
  };
};

const headAfterRelinking = (
  { feedAccount: { pontoId }, importFrom, now, coverage }: SyncContext,
  { scan: _scan, listedFrom: _former, newest: before, ...head }: LedgerHead,
  listed: readonly FeedLine[],
): LedgerHead => {
  const [top] = listed;
  const [listedFrom] = listed.map(({ content }) => content.executionDate).sort();
  const newest = top ? { pontoId: top.pontoId, ...defined({ createdAt: top.createdAt }) } : before;
  return {
    ...head,
    ...defined({ listedFrom, newest }),
    pontoId,
    importFrom,
    lastFullComparisonAt: now,
    refused: seenSince(withRefused(head.refused, [...coverage.refused.values()], now), now, true),
  };
};
