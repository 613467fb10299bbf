import type { FeedLine } from '../../domain/ledger/line.ts';
import type { SyncLedgerInput } from './syncLedger.ts';
import { itemCharacters, type LedgerAccess, type LedgerSession } from './ledgerSession.ts';
import { distinctLines, type SyncStats } from './scanTransactions.ts';

/** More would not fit an item; a bank that has so many pending lines books them within hours. */
const maxPending = 300;

/**
 * Replaces the set of pending lines. They are for looking at only: no statement and no feed holds them. Only one kind
 * of synchronization refreshes them, so they are read after that kind alone, and only when the run has found anything
 * or pending lines are on show: a run with nothing new stays at one request.
 *
 * @returns how many lines are pending now
 */
export const replacePending = async (
  { writer }: Pick<LedgerAccess, 'writer'>,
  session: LedgerSession,
  run: SyncLedgerInput,
  stats: SyncStats,
): Promise<number> => {
  const shown = await session.pendingShown();
  const refreshed =
    run.ownSynchronizations.length > 0 ||
    run.feedAccount.latestSynchronization?.subtype === 'accountTransactionsWithUnsettled';
  if (
    !refreshed ||
    (shown.length === 0 && stats.added + stats.corrected === 0 && run.ownSynchronizations.length === 0)
  ) {
    return shown.length;
  }
  const lines = await readAll(run);
  if (lines.length > 0 || shown.length > 0) await writer.writePending(session.lease, lines, run.now);
  return lines.length;
};

const readAll = async ({ feed, feedAccount, timeZone }: SyncLedgerInput): Promise<readonly FeedLine[]> => {
  const lines: FeedLine[] = [];
  let after: string | undefined;
  do {
    const page = await feed.pendingLines(feedAccount.pontoId, { timeZone, ...(after === undefined ? {} : { after }) });
    lines.push(...page.lines);
    after = page.older === after ? undefined : page.older;
  } while (after !== undefined && lines.length < maxPending);
  return fitting(distinctLines(lines).slice(0, maxPending));
};

/** As many lines as an item surely holds: a set that cannot be written would stop the whole account. */
const fitting = (lines: readonly FeedLine[]): readonly FeedLine[] => {
  let size = 0;
  return lines.filter((line) => (size += JSON.stringify(line).length) <= itemCharacters);
};
