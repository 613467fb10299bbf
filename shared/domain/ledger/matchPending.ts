import type { FeedLine, LineContent } from './line.ts';

/**
 * Which pending line each new booked line seems to be the booked form of. Ponto names no link between the two, so only
 * the amount and a party or text that both name can tell, and only where one booked line and one pending line fit each
 * other and nothing else: what is not certain is not said.
 *
 * @returns Ponto's id of the pending line, by Ponto's id of the booked one
 */
export const matchPending = (
  booked: readonly FeedLine[],
  pending: readonly FeedLine[],
): ReadonlyMap<string, string> => {
  const matches = new Map<string, string>();
  for (const line of booked) {
    const [only, ...more] = pending.filter((candidate) => isAlike(candidate.content, line.content));
    if (!only || more.length > 0) continue;
    const rivals = booked.filter((candidate) => isAlike(only.content, candidate.content));
    if (rivals.length === 1) matches.set(line.pontoId, only.pontoId);
  }
  return matches;
};

const isAlike = (a: LineContent, b: LineContent): boolean =>
  a.amount === b.amount &&
  a.currency === b.currency &&
  (isSame(a.counterpartyReference, b.counterpartyReference) ||
    isSame(a.counterpartyName, b.counterpartyName) ||
    isSame(a.remittanceText, b.remittanceText));

const isSame = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
