import { cursorAt, cursorUnknown, placeIn, type ListName } from '../../runtime/http/cursor.ts';
import { feedBeginning, type FeedPlace } from '../../usecases/ledger/listChanges.ts';

const feedOf = (accountId: string): ListName => ['changes', accountId];

/** Enough of a run's id to tell two runs apart: its end, as it begins with the time. */
const runCharacters = 8;
const placeShape = /^(\d{1,15})(?:\.([\w-]{1,8}))?$/;

/** `17.0b6c2f1e`: behind record 17, which that run has made. */
export const feedCursor = (accountId: string, { sequence, syncId = '' }: FeedPlace): string => {
  const run = syncId.slice(-runCharacters);
  return cursorAt(feedOf(accountId), run === '' ? String(sequence) : `${sequence}.${run}`);
};

/** A bare number: `from` and `to` of the event `TransactionsChanged`, and the cursors of release 0.1. */
const bareSequence = /^\d{1,15}$/;

/** @throws RequestProblem for what is no cursor, and for one of another account's feed */
export const feedPlace = (accountId: string, after: string | undefined): FeedPlace => {
  if (after === undefined) return feedBeginning;
  if (bareSequence.test(after)) return { sequence: Number(after) };
  const [, sequence, syncId] = placeShape.exec(placeIn(feedOf(accountId), after, 'after')) ?? [];
  if (sequence === undefined) throw cursorUnknown();
  return { sequence: Number(sequence), ...(syncId !== undefined && { syncId }) };
};
