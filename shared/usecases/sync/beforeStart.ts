import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { FeedLine } from '../../domain/ledger/line.ts';
import type { ListScan, Relinking } from '../../domain/ledger/head.ts';
import {
  withLinesBeforeStart,
  withNewIdsBeforeStart,
  withoutLinesBeforeStart,
} from '../../domain/statements/beforeStart.ts';
import type { ChainState } from '../../domain/statements/statement.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { isNewerThan } from './diffPage.ts';
import type { LedgerSession } from './ledgerSession.ts';

/**
 * Notes the lines of a page that are of days before the books and that the bank has booked since the opening balance was
 * computed: its balances count them, the opening balance does not. They are those that Ponto made after the newest line
 * of the last scan, for days that its list reached back to already. What comes in for days further back is older history,
 * which the opening balance has counted.
 *
 * They are noted before the page is taken in: one that comes into the books, as the start has moved back, is a late line.
 */
export const noteLinesBeforeStart = async (session: LedgerSession, scan: ListScan, page: LinesPage): Promise<void> => {
  const { chain, newest, listedFrom } = session.head;
  const { coversFrom } = chain;
  if (!chain.opening || coversFrom === undefined || listedFrom === undefined) return;
  const uncounted = page.lines.filter((line) => {
    const { executionDate } = line.content;
    const entry = session.known.get(line.pontoId);
    const isNew = !entry || entry.line > scan.knownUpTo;
    return isNew && isNewerThan(newest, line) && executionDate < coversFrom && executionDate >= listedFrom;
  });
  await changeChain(session, withLinesBeforeStart(chain, uncounted));
};

/**
 * An account that came back lists the same lines under new ids.
 *
 * @param relinked is written with it: what the head said until then must not have them
 */
export const renameLinesBeforeStart = async (
  session: LedgerSession,
  listed: readonly FeedLine[],
  relinked: Relinking,
): Promise<void> => {
  const chain = withNewIdsBeforeStart(session.head.chain, listed);
  if (chain !== session.head.chain) await session.changeHead((head) => ({ ...head, relinked, chain }));
};

/** Lines that have come into the books since are counted there. */
export const settleLinesBeforeStart = async (session: LedgerSession, reader: LedgerReader): Promise<void> => {
  const { chain, published, sequence } = session.head;
  if (!chain.beforeStartLines || published.sequence >= sequence) return;
  const added = new Map<string, CalendarDate>();
  for await (const { changes } of reader.segmentsAfter(session.lease.ledger, published.sequence)) {
    for (const { kind, pontoId, content } of changes) {
      if (kind === 'added') added.set(pontoId, content.executionDate);
    }
  }
  await changeChain(session, withoutLinesBeforeStart(chain, added));
};

const changeChain = async (session: LedgerSession, chain: ChainState): Promise<void> => {
  if (chain !== session.head.chain) await session.changeHead((head) => ({ ...head, chain }));
};
