import type { PendingLine } from '../../domain/ledger/line.ts';
import { hasSoughtAmount, makeSays } from '../../domain/ledger/searchLines.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { BookedLine } from './bookedLine.ts';
import { lookForLines, type LookedAt, type SoughtLines } from './lookForLines.ts';
import { linesOf, mayBeWithin } from './newestLines.ts';
import { pendingFirst } from './pendingFirst.ts';
import { Records } from './records.ts';

export interface SoughtPage extends SoughtLines {
  /** Of lines in all, pending and booked. */
  readonly limit: number;
}

export interface FoundLines extends LookedAt {
  readonly pending: readonly PendingLine[];
  readonly booked: readonly BookedLine[];
}

/** Looks for lines, newest first, a page at a time; pending ones stand before the booked ones. */
export const makeSearchTransactions =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, { limit, cursor, ...sought }: SoughtPage): Promise<FoundLines> => {
    const says = makeSays(sought);
    const isFound = ({ content }: PendingLine) =>
      mayBeWithin(content.executionDate, sought) && hasSoughtAmount(content.amount, sought) && (!says || says(content));
    const page = { limit, ...defined({ cursor }) };
    const { pending, end, booked } = await pendingFirst(reader, ledger, page, isFound);
    if (booked.limit === 0) return { pending, booked: [], ...defined({ nextCursor: end }) };
    const records = new Records(reader, ledger);
    const { limit: enough, ...from } = booked;
    const { found, ...looked } = await lookForLines({ reader, ledger, records }, { ...sought, ...from }, enough);
    return { pending, booked: await linesOf(reader, ledger, found, records), ...looked };
  };
