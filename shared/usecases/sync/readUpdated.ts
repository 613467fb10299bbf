import { monthOf } from '../../domain/calendar/calendarDate.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { LedgerSession } from './ledgerSession.ts';
import {
  distinctLines,
  isOlderThan,
  changeFactoryFor,
  refusedAfter,
  type ReadTask,
  type SyncStats,
} from './scanTransactions.ts';

/**
 * Takes in the lines that one synchronization of Ponto touched. Whether Ponto lists created lines here besides changed
 * ones is not known (Ponto reference, section 4.5). Lines that Ponto made after the scan of the list began are left to
 * the next scan: known lines must lie below its top without a gap, or a later scan would stop at one too early.
 */
export const readUpdated = async (
  session: LedgerSession,
  task: ReadTask,
  synchronizationId: string,
  stats: SyncStats,
): Promise<void> => {
  let after: string | undefined;
  do {
    const page = await task.feed.updatedLines(synchronizationId, {
      timeZone: task.timeZone,
      ...(after === undefined ? {} : { after }),
    });
    stats.pages += 1;
    if (page === 'gone') return;
    if (after !== undefined && page.older === after) throw new Fault('ponto_answer_not_understood');
    await session.known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
    if (page.lines.some(({ pontoId }) => !session.known.get(pontoId))) await session.known.loadAll();
    const { newest } = session.head;
    const factories = distinctLines(page.lines).flatMap((line) => {
      const known = session.known.get(line.pontoId);
      return known || isOlderThan(newest, line) ? (changeFactoryFor(known, line, task) ?? []) : [];
    });
    const refused = refusedAfter(session.head.refused, page);
    const changed = factories.length > 0 || refused.length !== session.head.refused.length || page.refused.length > 0;
    if (changed) stats.count(await session.append(factories, (head) => ({ ...head, refused })));
    after = page.older;
  } while (after !== undefined);
};
