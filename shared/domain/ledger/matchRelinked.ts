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

/**
 * Matches the lines of an account that came back under a new Ponto id with the lines of its history.
 *
 * First by the bank's own reference, then by everything that the bank says, by its digest, by day, amount and parties, and
 * last by day and amount alone. What names no single line (a mark, day and amount) counts only where both sides have equally
 * many: three payments of 5.00 on one day are three lines before and after. Within equal lines the occurrence decides, so
 * that true twins stay two. Where the bank has kept a reference, two that differ are two payments. What is left over is
 * left over, not guessed, and told where it could be guessed.
 */
export const matchRelinked = (lines: readonly FeedLine[], known: readonly KnownLine[]): Matching => {
  const matched: Pair[] = [];
  let left: Unmatched = { unmatchedLines: lines, unmatchedKnown: known };
  const pass = (keyOf: KeyOf, rule: Rule = {}): void => {
    const paired = pair(left, keyOf, rule);
    matched.push(...paired.matched);
    left = paired;
  };
  pass(withMark('internalReference', contentText));
  pass(withMark('internalReference', dayAndAmount), { onlyEqualCounts: true });
  const twoPayments = keepsReferences(matched, lines) ? differByReference : undefined;
  pass(contentText, { never: twoPayments });
  pass(withMark('digest', dayAndAmount), { onlyEqualCounts: true, never: twoPayments });
  pass(identityText, { never: twoPayments });
  pass(dayAndAmount, { onlyEqualCounts: true, never: twoPayments });
  const leftOver = new Set(left.unmatchedKnown.map(({ content }) => dayAndAmount(content)));
  return {
    ...left,
    matched,
    uncertain: left.unmatchedLines.filter(({ content }) => leftOver.has(dayAndAmount(content))),
  };
};

type Pair = Matching['matched'][number];
type Unmatched = Pick<Matching, 'unmatchedLines' | 'unmatchedKnown'>;
type KeyOf = (content: LineContent) => string | undefined;
interface Rule {
  readonly onlyEqualCounts?: boolean;
  readonly never?: ((a: LineContent, b: LineContent) => boolean) | undefined;
}

const dayAndAmount = ({ executionDate, amount, currency }: LineContent): string =>
  JSON.stringify([executionDate, amount, currency]);

const withMark =
  (mark: 'internalReference' | 'digest', keyOf: (content: LineContent) => string): KeyOf =>
  (content) =>
    content[mark] === undefined ? undefined : JSON.stringify([content[mark], keyOf(content)]);

/** A reference that names many lines, such as a filler, proves nothing. */
const keepsReferences = (matched: readonly Pair[], lines: readonly FeedLine[]): boolean => {
  const bearers = Map.groupBy(lines, ({ content }) => content.internalReference);
  return matched.some(({ line }) => bearers.get(line.content.internalReference)?.length === 1);
};

const differByReference = ({ internalReference: a }: LineContent, { internalReference: b }: LineContent): boolean =>
  a !== undefined && b !== undefined && a !== b;

const pair = (
  { unmatchedLines: lines, unmatchedKnown: known }: Unmatched,
  keyOf: KeyOf,
  { onlyEqualCounts = false, never = () => false }: Rule,
): Unmatched & Pick<Matching, 'matched'> => {
  const waiting = Map.groupBy(known, ({ content }) => keyOf(content));
  const offered = Map.groupBy(lines, ({ content }) => keyOf(content));
  const matched: Pair[] = [];
  const taken = new Set<KnownLine>();
  const unmatchedLines: FeedLine[] = [];
  for (const [key, group] of offered) {
    const partners = key === undefined ? [] : (waiting.get(key) ?? []);
    const usable = onlyEqualCounts && partners.length !== group.length ? [] : [...partners];
    for (const line of group) {
      const place = usable.findIndex(({ content }) => !never(content, line.content));
      const [partner] = place < 0 ? [] : usable.splice(place, 1);
      if (partner) {
        matched.push({ known: partner, line });
        taken.add(partner);
      } else unmatchedLines.push(line);
    }
  }
  return { matched, unmatchedLines, unmatchedKnown: known.filter((candidate) => !taken.has(candidate)) };
};
