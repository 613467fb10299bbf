import type { PendingLine } from '../../domain/ledger/line.ts';
import { hasSoughtAmount, makeSays } from '../../domain/ledger/searchLines.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { BookedLine } from './bookedLine.ts';
import { lookForLines, type LookedAt, type SoughtLines } from './lookForLines.ts';
import { linesOf, mayBeWithin } from './newestLines.ts';
import { Records } from './records.ts';

export interface FoundLines extends LookedAt {
  readonly pending: readonly PendingLine[];
  readonly booked: readonly BookedLine[];
}

/** Looks for lines, newest first, a page at a time; pending ones stand before the first page. */
export const makeSearchTransactions =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, { limit, ...sought }: SoughtLines & { readonly limit: number }): Promise<FoundLines> => {
    const records = new Records(reader, ledger);
    const says = makeSays(sought);
    const pending = sought.cursor === undefined ? await reader.pending(ledger) : [];
    const { found, ...looked } = await lookForLines({ reader, ledger, records }, sought, limit);
    return {
      pending: pending.filter(
        ({ content }) =>
          mayBeWithin(content.executionDate, sought) &&
          hasSoughtAmount(content.amount, sought) &&
          (!says || says(content)),
      ),
      booked: await linesOf(reader, ledger, found, records),
      ...looked,
    };
  };
