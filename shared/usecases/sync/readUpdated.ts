import { monthOf } from '../../domain/calendar/calendarDate.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { LedgerSession } from './ledgerSession.ts';
import { distinct, makerFor, type ReadingTask, type RunTally } from './readLines.ts';

/**
 * Takes in the lines that one synchronization of Ponto touched. Whether Ponto lists created lines here besides changed
 * ones is not known (Ponto reference, section 4.5): both are taken in, and the walk down the list is made all the same.
 */
export const readUpdated = async (
  session: LedgerSession,
  task: ReadingTask,
  synchronizationId: string,
  tally: RunTally,
): Promise<void> => {
  let after: string | undefined;
  do {
    const page = await task.feed.updatedLines(synchronizationId, {
      timeZone: task.timeZone,
      ...(after === undefined ? {} : { after }),
    });
    tally.pages += 1;
    if (page === 'gone') return;
    if (after !== undefined && page.older === after) throw new Fault('ponto_answer_not_understood');
    await session.known.loadMonths(new Set(page.lines.map(({ content }) => monthOf(content.executionDate))));
    if (page.lines.some(({ pontoId }) => !session.known.get(pontoId))) await session.known.loadAll();
    const makers = distinct(page.lines).flatMap((line) => makerFor(session.known.get(line.pontoId), line, task) ?? []);
    tally.count(await session.append(makers, (head) => head));
    after = page.older;
  } while (after !== undefined);
};
