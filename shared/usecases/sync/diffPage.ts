import { monthOf } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { ListPosition, ListScan } from '../../domain/ledger/head.ts';
import { isToldAs, type FeedLine } from '../../domain/ledger/line.ts';
import { matchPending } from '../../domain/ledger/matchPending.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { addedChange, correctedChange, type RecordContext } from '../../domain/ledger/recordChanges.ts';
import { waitsForStart } from '../../domain/statements/beforeStart.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import type { SyncContext } from './syncContext.ts';

/** Makes a change once the place of its record is known. */
export type ChangeFactory = (record: Pick<RecordContext, 'sequence' | 'chain'>) => Change;

export interface PageDiff {
  readonly factories: readonly ChangeFactory[];
  /** The page shows a line that was known before the scan began. */
  readonly reachedKnown: boolean;
}

/** Compares one page with the ledger: what is new, what has changed, and whether known ground was reached. */
export const diffPage = async (context: SyncContext, page: LinesPage, scan: ListScan): Promise<PageDiff> => {
  const { known } = context.session;
  await known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
  if (page.lines.some((line) => isSuspicious(context, line))) await known.loadAll();
  for (const pontoId of page.pontoIds) {
    const entry = known.get(pontoId);
    // A line that cannot be read is still one that Ponto has.
    if (entry) context.coverage.seen.add(entry.line);
  }
  // Oldest first, so that the feed tells a page in the order of its making.
  const lines = distinctLines(page.lines).toReversed();
  const pending = await pendingBefore(context, lines);
  const factories = lines.flatMap((line) => {
    const entry = known.get(line.pontoId);
    const factory = changeFactoryFor(entry, line, context, pending.get(line.pontoId));
    if (!factory) context.stats.leave(line, entry);
    return factory ?? [];
  });
  return { factories, reachedKnown: reachesKnown(context, page, scan) };
};

const reachesKnown = ({ session: { head, known } }: SyncContext, page: LinesPage, { knownUpTo }: ListScan): boolean =>
  page.pontoIds.some((pontoId) => {
    const entry = known.get(pontoId);
    return pontoId === head.newest?.pontoId || (entry !== undefined && entry.line <= knownUpTo);
  });

/** The pending lines that new ones of a page seem to have been; nothing is asked for where nothing is new. */
const pendingBefore = async (
  { session, importFrom }: SyncContext,
  lines: readonly FeedLine[],
): Promise<ReadonlyMap<string, string>> => {
  const added = lines.filter(
    ({ pontoId, content }) => content.executionDate >= importFrom && !session.known.get(pontoId),
  );
  return added.length === 0 ? new Map() : matchPending(added, await session.pendingShown());
};

/** A page that names a line twice means it once. */
export const distinctLines = <L extends { readonly pontoId: string }>(lines: readonly L[]): readonly L[] => [
  ...new Map(lines.map((line) => [line.pontoId, line])).values(),
];

/**
 * An unknown line that Ponto made before the newest one we know should have been known: perhaps its date was corrected
 * and it is filed under another month. Only then is the whole of the books loaded to be sure.
 */
const isSuspicious = ({ session, importFrom }: SyncContext, line: FeedLine): boolean =>
  !session.known.allLoaded &&
  !session.known.get(line.pontoId) &&
  line.content.executionDate >= importFrom &&
  !isNewerThan(session.head.newest, line);

/** Did Ponto surely make the line after the newest one that a scan has reached? */
export const isNewerThan = (newest: ListPosition | undefined, { createdAt }: FeedLine): boolean =>
  createdAt !== undefined && newest?.createdAt !== undefined && Date.parse(createdAt) > Date.parse(newest.createdAt);

/** Did Ponto surely make the line before the newest one that a scan has reached? */
export const isOlderThan = (newest: ListPosition | undefined, { createdAt }: FeedLine): boolean =>
  createdAt !== undefined && newest?.createdAt !== undefined && Date.parse(createdAt) < Date.parse(newest.createdAt);

/** The change that a line of Ponto makes; none when the ledger has it as it is, or when it lies before the start. */
export const changeFactoryFor = (
  known: MonthEntry | undefined,
  line: FeedLine,
  { session, importFrom, fingerprint, now: at, syncId }: SyncContext,
  succeeds?: string,
): ChangeFactory | undefined => {
  if (!known) {
    if (line.content.executionDate < importFrom) return undefined;
    return (record) => addedChange(line, { ...record, at, syncId }, succeeds);
  }
  // A removed line leaves a tombstone and does not return.
  if (known.removed || isToldAs(known.fingerprint, line, fingerprint)) return undefined;
  if (waitsForStart(known, line.content.executionDate, session.head.chain, importFrom)) {
    session.noteWaiting();
    return undefined;
  }
  return (record) => correctedChange(known, line, { ...record, at, syncId });
};
