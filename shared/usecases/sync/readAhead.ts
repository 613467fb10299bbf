import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FeedLine } from '../../domain/ledger/line.ts';
import { defined } from '../../language/defined.ts';
import { Coverage } from './coverage.ts';
import { FollowedCursors } from './followedPages.ts';
import { ofOneCurrency, type LineReader } from './ofOneCurrency.ts';

/** A caller waits: five thousand lines are as many as are read ahead. */
export const maxPagesAhead = 50;

export interface ReadAhead {
  /** Each once, as the list told it last. */
  readonly lines: readonly FeedLine[];
  readonly coverage: Coverage;
  /** The list was read to its end: what it does not tell, Ponto does not have. */
  readonly isWhole: boolean;
}

/**
 * Reads Ponto's list of an account as a run would, newest first, and writes nothing. Ponto orders by creation, so that no
 * date tells that what follows is older: a list that is not read to its end may hold anything.
 *
 * @param hasTime asked before each page
 * @throws Fault as the feed does
 */
export const readAhead = async (
  feed: LineReader,
  feedAccount: FeedAccount,
  { timeZone, now, hasTime }: { readonly timeZone: string; readonly now: Instant; readonly hasTime: () => boolean },
): Promise<ReadAhead> => {
  const reader = ofOneCurrency(feed, feedAccount.currency);
  let lines = new Map<string, FeedLine>();
  let coverage = new Coverage(now);
  let cursors = new FollowedCursors();
  let after: string | undefined;
  for (let pages = 0; pages < maxPagesAhead && hasTime(); pages += 1) {
    const cursor = after === undefined ? undefined : { after };
    const page = await reader.lines(feedAccount.pontoId, { timeZone, ...defined({ cursor }) });
    if (page === 'gone') {
      // The line under the cursor has vanished: what was read is of a list that is no more.
      [lines, coverage, cursors, after] = [new Map(), new Coverage(now), new FollowedCursors(), undefined];
      continue;
    }
    coverage.recordPage(page);
    for (const line of page.lines) lines.set(line.pontoId, line);
    after = cursors.follow(page.older);
    if (after === undefined) return { lines: [...lines.values()], coverage, isWhole: true };
  }
  return { lines: [...lines.values()], coverage, isWhole: false };
};
