import type { LineRange } from '../../domain/ledger/head.ts';
import type { KnownLines } from './knownLines.ts';

/**
 * Ranges stand in the head until the scan goes on. A list in its everyday order makes a handful of them; with more than
 * this, the comparison begins again instead.
 */
const maxRanges = 1000;

/**
 * Which lines of the books a scan has seen, in a short form: from one number to another, every line that is in the
 * books was seen.
 *
 * @returns undefined when it cannot be told shortly
 */
export const rangesOf = (seen: ReadonlySet<number>, known: KnownLines): readonly LineRange[] | undefined => {
  const lines = [...known.live()].map(({ line }) => line).sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  let open: [number, number] | undefined;
  for (const line of lines) {
    if (!seen.has(line)) open = undefined;
    else if (open) open[1] = line;
    else ranges.push((open = [line, line]));
  }
  return ranges.length > maxRanges ? undefined : ranges;
};

/** The lines of the books that ranges stand for. */
export const linesWithin = (ranges: readonly LineRange[], known: KnownLines): readonly number[] =>
  [...known.live()].map(({ line }) => line).filter((line) => ranges.some(([from, to]) => from <= line && line <= to));
