import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Period } from '../../domain/statements/period.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { lineRefsOf } from '../ledger/statementLines.ts';
import { viewOf } from '../ledger/statements.ts';
import { monthsReadOnce } from './monthsReadOnce.ts';
import type { PlaceInside, Told } from './tenantFeed.ts';

/** Lines of a statement in one item: a page of them stays far below what an answer may hold. */
const linesAtOnce = 100;

/** Open statements that are no more; one that has come back meanwhile is told as it is. */
export async function* tellRemoved(
  reader: LedgerReader,
  ledger: AccountRef,
  days: readonly CalendarDate[],
  told: number,
): AsyncGenerator<Told> {
  for (const [index, periodFrom] of days.entries()) {
    if (index < told) continue;
    const inside: PlaceInside = { in: 'removed', count: index + 1 };
    const isBack = (await reader.statement(ledger, periodFrom)) !== undefined;
    yield isBack ? { inside } : { news: { kind: 'statement_removed', periodFrom }, inside };
  }
}

/**
 * The statements that begin on these days, as they stand now, each with the lines that stand on it.
 *
 * The head is read first: what it calls final was written before it, and never changes.
 */
export async function* tellStatements(
  reader: LedgerReader,
  ledger: AccountRef,
  { from, to }: Period,
  inside?: Extract<PlaceInside, { in: 'statements' }>,
): AsyncGenerator<Told> {
  const { chain } = await reader.head(ledger);
  const months = monthsReadOnce(reader);
  for await (const statement of reader.statementsFrom(ledger, inside?.periodFrom ?? from, to)) {
    const { period, through } = statement;
    const isBegun = period.from === inside?.periodFrom;
    if (isBegun && !inside?.lines) continue;
    const refs = await lineRefsOf(months, ledger, statement);
    const begun = isBegun && inside?.lines?.through === through ? inside.lines.offset : 0;
    // Also one without any line is told.
    for (let offset = begun; offset === begun || offset < refs.length; offset += linesAtOnce) {
      const end = offset + linesAtOnce;
      const hasMoreLines = end < refs.length;
      yield {
        news: {
          kind: 'statement',
          view: viewOf(statement, chain),
          offset,
          lines: refs.slice(offset, end),
          hasMoreLines,
        },
        inside: {
          in: 'statements',
          periodFrom: period.from,
          ...(hasMoreLines && { lines: { offset: end, through } }),
        },
      };
    }
  }
}
