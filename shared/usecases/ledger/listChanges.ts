import type { Change } from '../../domain/ledger/change.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

/** A place in the feed: behind a record. */
export interface FeedPlace {
  readonly sequence: number;
  /** The end of the id of the run that made the record, where it is known: restored books may have another record there. */
  readonly syncId?: string;
}

export interface ChangesPage {
  readonly changes: readonly Change[];
  /** Everything up to this place is on this page or an earlier one. */
  readonly next: FeedPlace;
  readonly hasMore: boolean;
}

export const feedBeginning: FeedPlace = { sequence: 0 };

/**
 * The ordered feed for software: what happened to booked lines after a place. Read to its end once, and from the
 * cursor afterwards, it gives exactly the current books.
 *
 * @returns `cursor_unknown` when the ledger has no such record: going on from there would leave out lines unnoticed
 */
export const makeListChanges =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, after: FeedPlace, limit: number): Promise<ChangesPage | 'cursor_unknown'> => {
    const changes: Change[] = [];
    let next = after;
    let isKnown = after.sequence === 0;
    // Begins with the record that was seen last: it shows that these are the books that the cursor comes from.
    for await (const segment of reader.segmentsAfter(ledger, Math.max(0, after.sequence - 1))) {
      for (const change of segment.changes) {
        if (change.sequence === after.sequence) isKnown = isRecord(change, after);
        if (change.sequence <= after.sequence) continue;
        if (!isKnown) return 'cursor_unknown';
        if (changes.length === limit) return { changes, next, hasMore: true };
        next = placeBehind(change);
        // The same line under a new Ponto id is nothing that a bookkeeper would see.
        if (change.kind !== 'relinked') changes.push(change);
      }
    }
    return isKnown ? { changes, next, hasMore: false } : 'cursor_unknown';
  };

export const placeBehind = ({ sequence, syncId }: Change): FeedPlace => ({ sequence, syncId });

const isRecord = ({ syncId }: Change, place: FeedPlace): boolean =>
  place.syncId === undefined || syncId.endsWith(place.syncId);
