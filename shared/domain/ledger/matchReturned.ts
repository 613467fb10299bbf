import { contentText, identityText, type FeedLine, type LineContent } from './line.ts';
import type { MonthEntry } from './monthView.ts';

export interface KnownLine {
  readonly entry: MonthEntry;
  readonly content: LineContent;
}

export interface Matching {
  readonly matched: readonly { readonly known: KnownLine; readonly line: FeedLine }[];
  readonly unmatchedLines: readonly FeedLine[];
  readonly unmatchedKnown: readonly KnownLine[];
}

/**
 * Matches the lines of an account that came back under a new Ponto id with the lines of its history.
 *
 * First by everything that the bank says, then by day, amount and parties, last by day and amount alone, and that only
 * where both sides have equally many: three payments of 5.00 on one day are three lines before and after. Within equal
 * lines the occurrence decides, so that true twins stay two. What is left over is left over, not guessed.
 */
export const matchReturned = (lines: readonly FeedLine[], known: readonly KnownLine[]): Matching => {
  const exact = pair(lines, known, contentText, false);
  const same = pair(exact.unmatchedLines, exact.unmatchedKnown, identityText, false);
  const alike = pair(same.unmatchedLines, same.unmatchedKnown, dayAndAmount, true);
  return { ...alike, matched: [...exact.matched, ...same.matched, ...alike.matched] };
};

const dayAndAmount = ({ executionDate, amount, currency }: LineContent): string =>
  JSON.stringify([executionDate, amount, currency]);

const pair = (
  lines: readonly FeedLine[],
  known: readonly KnownLine[],
  keyOf: (content: LineContent) => string,
  onlyEqualCounts: boolean,
): Matching => {
  const waiting = Map.groupBy(known, ({ content }) => keyOf(content));
  const offered = Map.groupBy(lines, ({ content }) => keyOf(content));
  const matched: { known: KnownLine; line: FeedLine }[] = [];
  const taken = new Set<KnownLine>();
  const unmatchedLines: FeedLine[] = [];
  for (const [key, group] of offered) {
    const partners = waiting.get(key) ?? [];
    const usable = onlyEqualCounts && partners.length !== group.length ? [] : partners;
    for (const [index, line] of group.entries()) {
      const partner = usable[index];
      if (partner) {
        matched.push({ known: partner, line });
        taken.add(partner);
      } else unmatchedLines.push(line);
    }
  }
  return { matched, unmatchedLines, unmatchedKnown: known.filter((candidate) => !taken.has(candidate)) };
};
