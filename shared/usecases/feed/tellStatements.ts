import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { HeldLists } from '../../domain/feed/feedEntry.ts';
import type { Period } from '../../domain/statements/period.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { lineRefsOf } from '../ledger/statementLines.ts';
import { viewOf } from '../ledger/statements.ts';
import { heldLines } from './heldLines.ts';
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
 * The statements that begin on these days, as they stand now, each with the lines that stand on it, from the first one on
 * that a reader does not hold.
 *
 * The head is read first: what it calls final was written before it, and never changes.
 */
export async function* tellStatements(
  reader: LedgerReader,
  ledger: AccountRef,
  { days: { from, to }, held }: { readonly days: Period; readonly held?: HeldLists },
  inside?: Extract<PlaceInside, { in: 'statements' }>,
): AsyncGenerator<Told> {
  const { chain } = await reader.head(ledger);
  const months = monthsReadOnce(reader);
  for await (const statement of reader.statementsFrom(ledger, inside?.periodFrom ?? from, to)) {
    const { period, through, lineCount } = statement;
    const view = viewOf(statement, chain);
    const isBegun = period.from === inside?.periodFrom;
    if (isBegun && !inside?.lines) continue;
    const isAsBegun = isBegun && inside?.lines?.through === through;
    const begun = isAsBegun ? inside.lines.offset : await heldLines(months, ledger, view, held ?? {});
    const refs = begun === lineCount ? [] : await lineRefsOf(months, ledger, statement);
    // Also one without any line that would be new is told.
    for (let offset = begun; offset === begun || offset < refs.length; offset += linesAtOnce) {
      const end = offset + linesAtOnce;
      const hasMoreLines = end < refs.length;
      yield {
        news: {
          kind: 'statement',
          view,
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
