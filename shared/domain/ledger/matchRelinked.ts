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
  /** Unmatched lines that may be one of the history all the same: of the same day and amount as one that is left over. */
  readonly uncertain: readonly FeedLine[];
}

type Paired = Omit<Matching, 'uncertain'>;

/**
 * Matches the lines of an account that came back under a new Ponto id with the lines of its history.
 *
 * First by everything that the bank says, then by day, amount and parties, last by day and amount alone, and that only
 * where both sides have equally many: three payments of 5.00 on one day are three lines before and after. Within equal
 * lines the occurrence decides, so that true twins stay two. What is left over is left over, not guessed, and told where
 * it could be guessed.
 */
export const matchRelinked = (lines: readonly FeedLine[], known: readonly KnownLine[]): Matching => {
  const exact = pair(lines, known, contentText, false);
  const same = pair(exact.unmatchedLines, exact.unmatchedKnown, identityText, false);
  const alike = pair(same.unmatchedLines, same.unmatchedKnown, dayAndAmount, true);
  const leftOver = new Set(alike.unmatchedKnown.map(({ content }) => dayAndAmount(content)));
  return {
    ...alike,
    matched: [...exact.matched, ...same.matched, ...alike.matched],
    uncertain: alike.unmatchedLines.filter(({ content }) => leftOver.has(dayAndAmount(content))),
  };
};

const dayAndAmount = ({ executionDate, amount, currency }: LineContent): string =>
  JSON.stringify([executionDate, amount, currency]);

const pair = (
  lines: readonly FeedLine[],
  known: readonly KnownLine[],
  keyOf: (content: LineContent) => string,
  onlyEqualCounts: boolean,
): Paired => {
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
