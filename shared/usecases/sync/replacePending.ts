import type { PendingLine } from '../../domain/ledger/line.ts';
import { defined } from '../../language/defined.ts';
import { distinctLines } from './diffPage.ts';
import { itemCharacters } from './ledgerSession.ts';
import { FollowedCursors } from './followedPages.ts';
import type { SyncContext } from './syncContext.ts';

/** More would not fit an item; a bank that has so many pending lines books them within hours. */
const maxPending = 300;

/**
 * Replaces the set of pending lines. They are for looking at only: no statement and no feed holds them. Only one kind
 * of synchronization refreshes them, so they are read after that kind alone, and only when the run has found anything
 * or pending lines are on show: a run with nothing new stays at one request.
 *
 * @returns how many lines are pending now
 */
export const replacePending = async (context: SyncContext): Promise<number> => {
  const { session, writer, stats, now, feedAccount, coverage } = context;
  const shown = await session.pendingShown();
  const hasAskedBank = context.ownSynchronizations.length > 0;
  // The list of lines names the synchronization that they are of; the account may name one of balances alone.
  const { subtype } = coverage.latestSynchronization ?? feedAccount.latestSynchronization ?? {};
  const isRefreshed = hasAskedBank || subtype === 'accountTransactionsWithUnsettled';
  const isWorthReading = hasAskedBank || shown.length > 0 || stats.hasBrought;
  if (!isRefreshed || !isWorthReading) return shown.length;
  const { lines, leftOut } = await readAll(context);
  if (lines.length > 0 || shown.length > 0) await writer.writePending(session.lease, lines, now);
  if (leftOut !== (session.head.pendingLeftOut ?? 0)) {
    await session.changeHead(({ pendingLeftOut: _before, ...head }) => ({
      ...head,
      ...(leftOut > 0 && { pendingLeftOut: leftOut }),
    }));
  }
  return lines.length;
};

/** @property leftOut how many there are besides, at least: who misses a payment must not be told that Ponto has none */
interface Pending {
  readonly lines: readonly PendingLine[];
  readonly leftOut: number;
}

/** A page that leads back ends the list: what is shown only to be looked at does not stop an account. */
const readAll = async ({ feed, feedAccount, timeZone }: SyncContext): Promise<Pending> => {
  const found: PendingLine[] = [];
  const cursors = new FollowedCursors();
  let refused = 0;
  let after: string | undefined;
  do {
    const page = await feed.pendingLines(feedAccount.pontoId, { timeZone, ...defined({ after }) });
    found.push(...page.lines.map(({ formerCardReference: _never, ...kept }) => kept));
    refused += page.refused.length;
    after = page.older === undefined || cursors.leadsBack(page.older) ? undefined : cursors.follow(page.older);
  } while (after !== undefined && found.length < maxPending);
  const distinct = distinctLines(found);
  const lines = fitting(distinct.slice(0, maxPending));
  return { lines, leftOut: refused + distinct.length - lines.length + (after === undefined ? 0 : 1) };
};

/** As many lines as an item surely holds: a set that cannot be written would stop the whole account. */
const fitting = (lines: readonly PendingLine[]): readonly PendingLine[] => {
  let size = 0;
  return lines.filter((line) => (size += JSON.stringify(line).length) <= itemCharacters);
};
