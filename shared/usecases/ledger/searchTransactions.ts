import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import { isOfAmount, makeSays, type SoughtAmount } from '../../domain/ledger/searchLines.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { BookedLine } from './bookedLine.ts';
import { cursorBehind, linesOf, mayBeWithin, newestMonths, type Days } from './newestLines.ts';
import { Records } from './records.ts';

export interface SoughtLines extends Days {
  /** Words that a line says, in this order. */
  readonly text?: string;
  readonly amount?: SoughtAmount;
  readonly limit: number;
  readonly cursor?: string;
}

export interface FoundLines {
  readonly pending: readonly PendingLine[];
  readonly booked: readonly BookedLine[];
  /** Further back there may be more. */
  readonly nextCursor?: string;
  /** The day down to which it has looked; missing where it has looked at everything. */
  readonly lookedBackTo?: CalendarDate;
}

/** Lines that one page looks at. An amount stands in the months, a text only in the ledger, which is read record by record. */
const maxLooked = { months: 20_000, ledger: 1_000 } as const;

/**
 * Looks for lines, newest first. A page ends when it is full, or when it has looked at so many lines: then the next one goes
 * on from there. So a page of a ledger of any size costs no more than one of a large one.
 */
export const makeSearchTransactions =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, sought: SoughtLines): Promise<FoundLines> => {
    const says = sought.text === undefined ? undefined : makeSays(sought.text);
    const records = new Records(reader, ledger);
    const pending = sought.cursor === undefined ? await reader.pending(ledger) : [];
    const { found, last } = await lookFor(reader, ledger, sought, async ({ sequence }) =>
      says ? says((await records.get(sequence)).content) : true,
    );
    return {
      pending: pending.filter(
        ({ content }) =>
          mayBeWithin(content.executionDate, sought) &&
          isOfAmount(content.amount, sought.amount) &&
          (!says || says(content)),
      ),
      booked: await linesOf(reader, ledger, found, records),
      ...defined({ nextCursor: last && cursorBehind(last), lookedBackTo: last?.executionDate }),
    };
  };

/** @returns what was found, and the line at which it stopped before the end */
const lookFor = async (
  reader: LedgerReader,
  ledger: AccountRef,
  sought: SoughtLines,
  says: (entry: MonthEntry) => Promise<boolean>,
): Promise<{ readonly found: readonly MonthEntry[]; readonly last?: MonthEntry }> => {
  const found: MonthEntry[] = [];
  let looked = 0;
  let read = 0;
  for await (const month of newestMonths(reader, ledger, sought)) {
    for (const entry of month) {
      looked += 1;
      if (isOfAmount(entry.amount, sought.amount)) {
        read += 1;
        if (await says(entry)) found.push(entry);
      }
      const isFull = found.length >= sought.limit || looked >= maxLooked.months;
      if (isFull || (sought.text !== undefined && read >= maxLooked.ledger)) return { found, last: entry };
    }
  }
  return { found };
};
