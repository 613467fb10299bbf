import type { Change } from '../../domain/ledger/change.ts';
import type { ListScan } from '../../domain/ledger/head.ts';
import type { FeedLine } from '../../domain/ledger/line.ts';
import type { RefusedLine } from '../../domain/ledger/refusedLine.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { removedChange } from '../../domain/ledger/recordChanges.ts';
import { waitsForStart } from '../../domain/statements/beforeStart.ts';
import { Fault } from '../../domain/faults/fault.ts';
import { changeFactoryFor, type ChangeFactory } from './diffPage.ts';
import { saveScan } from './scanTransactions.ts';
import type { ReadOutcome, SyncContext } from './syncContext.ts';

/**
 * After a scan that knows every line of Ponto's list: lines of the ledger that are missing from it. Each is asked for by
 * its id before it becomes a tombstone; one that is still there stays, and what Ponto says of it is taken in.
 *
 * When the time runs out in between, the next run goes on with what is left.
 *
 * @param scan the scan as it was at its last page
 */
export const compareFullList = async (context: SyncContext, scan: ListScan): Promise<ReadOutcome> => {
  const { session, coverage } = context;
  // Under a former id of the account nothing is listed any more; that says nothing about its lines.
  const relinkedAfter = session.head.relinked?.after ?? 0;
  const unseen = [...session.known.live()].filter(
    ({ line, sequence }) => line <= scan.knownUpTo && sequence > relinkedAfter && !coverage.seen.has(line),
  );
  for (const entry of unseen) {
    if (!context.hasTime()) {
      const { beforeStart: _counted, ...left } = scan;
      await saveScan(context, left);
      return 'unfinished';
    }
    await removeMissing(context, entry);
  }
  await session.changeHead((head) => ({ ...head, lastFullComparisonAt: scan.startedAt }));
  return 'complete';
};

const removeMissing = async (context: SyncContext, entry: MonthEntry): Promise<void> => {
  const { session, feed, feedAccount, timeZone, coverage } = context;
  const atPonto = await feed.line(feedAccount.pontoId, entry.pontoId, timeZone);
  if (atPonto) coverage.seen.add(entry.line);
  const factory = atPonto ? correction(context, entry, atPonto) : await removal(context, entry);
  if (factory) await session.append([factory]);
};

const correction = (
  context: SyncContext,
  entry: MonthEntry,
  atPonto: FeedLine | RefusedLine,
): ChangeFactory | undefined => ('content' in atPonto ? changeFactoryFor(entry, atPonto, context) : undefined);

const removal = async (context: SyncContext, entry: MonthEntry): Promise<ChangeFactory | undefined> => {
  const { session, importFrom } = context;
  if (waitsForStart(entry, entry.executionDate, session.head.chain, importFrom)) {
    session.noteWaiting();
    return undefined;
  }
  const last = await lastChangeOf(context, entry);
  const { now: at, syncId } = context;
  return (record) => removedChange(entry, last, { ...record, at, syncId });
};

const lastChangeOf = async ({ session, reader }: SyncContext, { sequence }: MonthEntry): Promise<Change> => {
  const segment = await reader.segmentWith(session.lease.ledger, sequence);
  const change = segment?.changes.find((candidate) => candidate.sequence === sequence);
  if (!change) throw new Fault('internal_error');
  return change;
};
