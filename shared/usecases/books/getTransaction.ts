import { monthOf } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import { foldMonth } from '../../domain/ledger/monthView.ts';
import type { LedgerReader, LedgerRef } from '../../ports/ledger.ts';
import { bookedLineOf, type BookedLine } from './bookedLine.ts';
import { StatementFinder } from './findStatement.ts';
import { Records } from './records.ts';

export interface LineWithVersions {
  readonly line: BookedLine;
  /** Oldest first. */
  readonly versions: readonly Change[];
}

/** One line with everything that it ever said; undefined when the ledger has no such line. */
export const makeGetTransaction =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: LedgerRef, line: number): Promise<LineWithVersions | undefined> => {
    const { sequence: committed } = await reader.head(ledger);
    if (line > committed) return undefined;
    const records = new Records(reader, ledger);
    const first = await records.find(line);
    if (first?.kind !== 'added') return undefined;
    const latest = await latestOf(reader, ledger, first, records);
    const history = await records.history(latest);
    const statementFrom = await new StatementFinder(reader, ledger).find(latest, records);
    return {
      line: bookedLineOf(ledger.accountId, latest, first.at, statementFrom),
      versions: history.toReversed().filter(({ kind }) => kind !== 'rebound'),
    };
  };

/** A month knows the latest state of its lines, or the month that a line has moved to. */
const latestOf = async (reader: LedgerReader, ledger: LedgerRef, first: Change, records: Records): Promise<Change> => {
  let latest = first;
  for (;;) {
    const month = monthOf(latest.content.executionDate);
    const entry = foldMonth(await reader.month(ledger, month)).get(first.line);
    if (!entry || entry.sequence <= latest.sequence) return latest;
    latest = await records.get(entry.sequence);
    if (monthOf(latest.content.executionDate) === month) return latest;
  }
};
