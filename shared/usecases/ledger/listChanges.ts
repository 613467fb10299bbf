import type { Change } from '../../domain/ledger/change.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

export interface ChangesPage {
  readonly changes: readonly Change[];
  /** Everything up to this sequence is on this page or an earlier one. */
  readonly nextSequence: number;
  readonly hasMore: boolean;
}

/**
 * The ordered feed for software: what happened to booked lines after a sequence. Read to its end once, and from the
 * cursor afterwards, it gives exactly the current books.
 */
export const makeListChanges =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, after: number, limit: number): Promise<ChangesPage> => {
    const changes: Change[] = [];
    let seen = after;
    for await (const segment of reader.segmentsAfter(ledger, after)) {
      for (const change of segment.changes) {
        if (change.sequence <= after) continue;
        if (changes.length === limit) return { changes, nextSequence: seen, hasMore: true };
        seen = change.sequence;
        // The same line under a new Ponto id is nothing that a bookkeeper would see.
        if (change.kind !== 'relinked') changes.push(change);
      }
    }
    return { changes, nextSequence: seen, hasMore: false };
  };
