import { monthOf } from '../../domain/calendar/calendarDate.ts';
import type { ScanPurpose, TouchedReading } from '../../domain/ledger/head.ts';
import { Fault } from '../../domain/faults/fault.ts';
import { defined } from '../../language/defined.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import { changeFactoryFor, distinctLines, isNewerThan, isOlderThan } from './diffPage.ts';
import { FollowedCursors } from './followedPages.ts';
import { refusedAfter } from './scanState.ts';
import type { ReadOutcome, SyncContext } from './syncContext.ts';

/** The head is read with every run, so it names only so many. */
const maxToRead = 20;
const maxRead = 8;

const nothing: TouchedReading = { toRead: [], read: [] };

/** What is to be read, with the synchronization that Ponto names beside a page: it is known with the page, or not at all. */
export const touchedAfterPage = (
  touched: TouchedReading = nothing,
  { latestSynchronization }: LinesPage,
): TouchedReading => {
  const named = latestSynchronization?.id;
  return named === undefined || touched.read.includes(named) || touched.toRead.includes(named)
    ? touched
    : { ...touched, toRead: [...touched.toRead, named].slice(-maxToRead) };
};

/**
 * Takes in the lines that synchronizations of Ponto touched: of those that the list names, those that events have named
 * and those that we asked for. A correction far down the list is seen nowhere else. Each is read once.
 *
 * Whether Ponto lists created lines here besides changed ones is not known (Ponto reference, section 4.5). Lines that
 * Ponto made after the scan of the list began are left to the next scan: known lines must lie below its top without a
 * gap, or a later scan would stop at one too early. Of an unknown line that Ponto may have made before or after the top,
 * as one synchronization makes many at one moment, a comparison of the whole list tells.
 */
export const readTouchedLines = async (context: SyncContext, purpose: ScanPurpose): Promise<ReadOutcome> => {
  const { session, coverage } = context;
  const { read, after } = session.head.touched ?? nothing;
  const named = namedIn(context).filter((id) => !read.includes(id));
  // A run that has seen every line of the list has seen what was touched before; not so what was touched meanwhile.
  const hasSeenAll = coverage.isWhole || purpose === 'relink';
  const meanwhile = new Set(coverage.named.slice(1));
  const now = new Set(namedNow(context));
  const toRead = hasSeenAll ? named.filter((id) => meanwhile.has(id)) : named;
  for (const [index, id] of toRead.entries()) {
    const isLeftOver = !now.has(id);
    const start = session.head.touched?.toRead[0] === id ? after : undefined;
    const outcome = await readTouchedBy(context, id, { start, isLeftOver });
    if (outcome === 'complete') continue;
    const left = { toRead: toRead.slice(index), read, ...defined({ after: outcome.after }) };
    await context.session.changeHead((head) => ({ ...head, touched: left }));
    return 'unfinished';
  }
  // Reading a list once more would change nothing.
  session.noteInHead((head) => ({ ...head, touched: { toRead: [], read: [...read, ...named].slice(-maxRead) } }));
  return 'complete';
};

const namedIn = (context: SyncContext): readonly string[] => {
  return [...new Set([...(context.session.head.touched?.toRead ?? []), ...namedNow(context)])];
};

const namedNow = ({ ownSynchronizations, touchedBy, coverage, feedAccount }: SyncContext): readonly string[] => {
  const { latestSynchronization: latest } = feedAccount;
  // A refresh of balances touches no line, and a run that failed has brought none.
  const ofAccount = latest?.status === 'success' && latest.subtype !== 'accountDetails' ? [latest.id] : [];
  return [...touchedBy, ...ownSynchronizations, ...ofAccount, ...coverage.named];
};

interface Reading {
  /** Cursor where an earlier run stopped. */
  readonly start: string | undefined;
  /** Only an earlier run was told of it. When Ponto's answer cannot be read, that must not stop the account for ever. */
  readonly isLeftOver: boolean;
}

const readTouchedBy = async (
  context: SyncContext,
  id: string,
  { start, isLeftOver }: Reading,
): Promise<'complete' | { readonly after?: string }> => {
  const { feed, timeZone, stats } = context;
  const cursors = new FollowedCursors(start);
  let after = start;
  do {
    if (!context.hasTime()) return defined({ after });
    stats.pages += 1;
    const page = await feed.updatedLines(id, { timeZone, ...defined({ after }) }).catch((error: unknown) => {
      if (isLeftOver && error instanceof Fault && error.code === 'ponto_answer_not_understood') return 'gone' as const;
      throw error;
    });
    if (page === 'gone') return 'complete';
    await takeInPage(context, page);
    after = cursors.follow(page.older);
  } while (after !== undefined);
  return 'complete';
};

const takeInPage = async (context: SyncContext, page: LinesPage): Promise<void> => {
  const { session, importFrom, now } = context;
  await session.known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
  if (page.lines.some(({ pontoId }) => !session.known.get(pontoId))) await session.known.loadAll();
  const { newest, refused: before } = session.head;
  const factories = distinctLines(page.lines).flatMap((line) => {
    const known = session.known.get(line.pontoId);
    if (known || isOlderThan(newest, line)) return changeFactoryFor(known, line, context) ?? [];
    const isLeftToNextScan = isNewerThan(newest, line) || line.content.executionDate < importFrom;
    if (!isLeftToNextScan) session.noteWaiting();
    return [];
  });
  const refused = refusedAfter(before, page, now);
  const hasChanged = factories.length > 0 || refused.length !== before.length || page.refused.length > 0;
  if (hasChanged) await session.append(factories, (head) => ({ ...head, refused }));
};
