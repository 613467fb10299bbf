import { monthOf } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import { foldMonth, type MonthEntry } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { SyncStore } from '../../ports/syncs.ts';
import { bookedLineOf, type BookedLine } from './bookedLine.ts';
import { explainLine, type LineVersion, type Recognition } from './explainLine.ts';
import { StatementFinder } from './findStatement.ts';
import { Records } from './records.ts';

export interface LineWithVersions {
  readonly line: BookedLine;
  /** Oldest first. */
  readonly versions: readonly LineVersion[];
  /** When an account came back under a new id of Ponto; oldest first. */
  readonly recognised: readonly Recognition[];
  /** Numbers of other lines that say the same in every word. */
  readonly twins: readonly number[];
  /** Sequence of the record that the next page, of earlier versions, begins with. */
  readonly earlier?: number;
}

export interface VersionsPage {
  readonly limit: number;
  /** The record that the page begins with, going back; the latest one when missing. */
  readonly from?: number;
}

/** Enough to see what is going on; a shop may have hundreds of equal payments a day. */
const maxTwins = 20;

/**
 * One line with what it has said, the latest versions first read, which run brought each version, and why it was kept.
 *
 * @returns undefined when the ledger has no such line, `cursor_unknown` when the page begins with no record of it
 */
export const makeGetTransaction =
  ({ reader, syncs }: { readonly reader: LedgerReader; readonly syncs: Pick<SyncStore, 'get'> }) =>
  async (
    ledger: AccountRef,
    line: number,
    { limit, from }: VersionsPage,
  ): Promise<LineWithVersions | 'cursor_unknown' | undefined> => {
    const { sequence: committed } = await reader.head(ledger);
    if (line > committed) return undefined;
    const records = new Records(reader, ledger);
    const first = await records.find(line);
    if (first?.kind !== 'added') return undefined;
    const { latest, twins } = await latestOf(reader, ledger, first, records);
    const top = from === undefined ? latest : await records.find(from);
    if (top?.line !== line || top.sequence > latest.sequence) return 'cursor_unknown';
    const { records: history, earlier } = await records.history(top, limit);
    const { versions, recognised } = await explainLine({ reader, syncs }, ledger, history, earlier);
    const statementFrom = await new StatementFinder(reader, ledger).find(latest, records);
    return {
      line: bookedLineOf(ledger.accountId, latest, first.at, statementFrom),
      versions,
      recognised,
      twins,
      ...defined({ earlier: earlier?.sequence }),
    };
  };

/** A month knows the latest state of its lines, or the month that a line has moved to. */
const latestOf = async (
  reader: LedgerReader,
  ledger: AccountRef,
  first: Change,
  records: Records,
): Promise<{ readonly latest: Change; readonly twins: readonly number[] }> => {
  let latest = first;
  // Every turn but the last goes on with a later record, so that there are no more of them than versions.
  for (;;) {
    const month = monthOf(latest.content.executionDate);
    const entries = foldMonth(await reader.month(ledger, month));
    const entry = entries.get(first.line);
    if (!entry) return { latest, twins: [] };
    if (entry.sequence > latest.sequence) latest = await records.get(entry.sequence);
    if (monthOf(latest.content.executionDate) === month) return { latest, twins: twinsOf(entry, entries) };
  }
};

const twinsOf = ({ line, fingerprint, removed }: MonthEntry, entries: ReadonlyMap<number, MonthEntry>) =>
  removed
    ? []
    : [...entries.values()]
        .filter((other) => !other.removed && other.fingerprint === fingerprint && other.line !== line)
        .map((other) => other.line)
        .slice(0, maxTwins);
