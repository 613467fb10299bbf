import type { FeedLine, PendingContent, PendingLine } from './line.ts';

/**
 * Which pending line each new booked line seems to be the booked form of. Ponto names no link between the two, so only
 * the amount and the bank's own reference, or else a party or text that both name, can tell, and only where one booked
 * line and one pending line fit each other and nothing else: what is not certain is not said.
 *
 * @returns Ponto's id of the pending line, by Ponto's id of the booked one
 */
export const matchPending = (
  booked: readonly FeedLine[],
  pending: readonly PendingLine[],
): ReadonlyMap<string, string> => {
  const byReference = pairsOf(booked, pending, hasSameReference);
  const taken = new Set(byReference.values());
  const others = pairsOf(
    booked.filter(({ pontoId }) => !byReference.has(pontoId)),
    pending.filter(({ pontoId }) => !taken.has(pontoId)),
    hasSameParty,
  );
  return new Map([...byReference, ...others]);
};

type Alike = (a: PendingContent, b: PendingContent) => boolean;

const pairsOf = (booked: readonly FeedLine[], pending: readonly PendingLine[], mark: Alike): Map<string, string> => {
  const isAlike: Alike = (a, b) => a.amount === b.amount && a.currency === b.currency && mark(a, b);
  const matches = new Map<string, string>();
  for (const line of booked) {
    const [only, ...more] = pending.filter((candidate) => isAlike(candidate.content, line.content));
    if (!only || more.length > 0) continue;
    const rivals = booked.filter((candidate) => isAlike(only.content, candidate.content));
    if (rivals.length === 1) matches.set(line.pontoId, only.pontoId);
  }
  return matches;
};

const hasSameReference: Alike = (a, b) => isSame(a.internalReference, b.internalReference);

const hasSameParty: Alike = (a, b) =>
  isSame(a.counterpartyReference, b.counterpartyReference) ||
  isSame(a.counterpartyName, b.counterpartyName) ||
  isSame(a.remittanceText, b.remittanceText);

const isSame = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
