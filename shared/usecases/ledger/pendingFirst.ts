import type { PendingLine } from '../../domain/ledger/line.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { isBehindPending, isPendingPlace, newestPendingFirst, placeBehindPending } from './pendingPlace.ts';

interface PageAsked {
  /** Of lines in all, pending and booked. */
  readonly limit: number;
  /** Where the page before ended, at a pending line or a booked one. */
  readonly cursor?: string;
}

/** The pending lines of a page, and what they leave of it for booked ones. */
export interface PendingFirst {
  readonly pending: readonly PendingLine[];
  /** More pending lines come before any booked one. */
  readonly isCut: boolean;
  /** The place behind the last pending line of the page; missing where it has none. */
  readonly end?: string;
  /** Where booked lines begin, and how many fit. */
  readonly booked: PageAsked;
}

/** Pending lines stand before the booked ones, and count: a page has no more lines than were asked for. */
export const pendingFirst = async (
  reader: Pick<LedgerReader, 'pending'>,
  ledger: AccountRef,
  { limit, cursor }: PageAsked,
  fits: (line: PendingLine) => boolean,
): Promise<PendingFirst> => {
  if (cursor !== undefined && !isPendingPlace(cursor)) return { pending: [], isCut: false, booked: { limit, cursor } };
  const waiting = (await reader.pending(ledger))
    .filter((line) => fits(line) && (cursor === undefined || isBehindPending(line, cursor)))
    .toSorted(newestPendingFirst);
  const pending = waiting.slice(0, limit);
  const last = pending.at(-1);
  return {
    pending,
    isCut: waiting.length > pending.length,
    booked: { limit: limit - pending.length },
    ...defined({ end: last && placeBehindPending(last) }),
  };
};
