import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { hasSoughtAmount, makeSays, type SoughtLine } from '../../domain/ledger/searchLines.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { cursorBehind, newestMonths, type Days } from './newestLines.ts';
import type { Records } from './records.ts';

/** What is looked for, and where the look goes on. */
export interface SoughtLines extends Days, SoughtLine {
  readonly cursor?: string;
}

/** How far a look has come. */
export interface LookedAt {
  /** Further back there may be more. */
  readonly nextCursor?: string;
  /** The day down to which it has looked; missing where it has looked at everything, or at no booked line yet. */
  readonly lookedBackTo?: CalendarDate;
}

/** Lines that one page looks at. An amount stands in the months, words only in the ledger, which is read record by record. */
export const maxLooked = { months: 20_000, ledger: 1_000 } as const;

/**
 * Looks for booked lines, newest first. It ends when it has found enough, or when it has looked at so many lines: then the
 * next look goes on from there. So a page of a ledger of any size costs no more than one of a large one.
 */
export const lookForLines = async (
  {
    reader,
    ledger,
    records,
  }: { readonly reader: LedgerReader; readonly ledger: AccountRef; readonly records: Records },
  sought: SoughtLines,
  enough = Number.POSITIVE_INFINITY,
): Promise<LookedAt & { readonly found: readonly MonthEntry[] }> => {
  const says = makeSays(sought);
  const found: MonthEntry[] = [];
  let looked = 0;
  let read = 0;
  for await (const month of newestMonths(reader, ledger, sought)) {
    for (const entry of month) {
      looked += 1;
      if (hasSoughtAmount(entry.amount, sought)) {
        if (says) read += 1;
        if (!says || says((await records.get(entry.sequence)).content)) found.push(entry);
      }
      if (found.length >= enough || looked >= maxLooked.months || read >= maxLooked.ledger) {
        return { found, nextCursor: cursorBehind(entry), lookedBackTo: entry.executionDate };
      }
    }
  }
  return { found };
};
