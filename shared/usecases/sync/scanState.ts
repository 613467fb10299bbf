import { earliest, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { LedgerHead, LineRange, ListScan, ScanPurpose } from '../../domain/ledger/head.ts';
import { seenSince, withRefused, type KeptRefusal } from '../../domain/ledger/refusedLine.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { add, formatDecimal } from '../../domain/money/decimal.ts';
import type { ChainState } from '../../domain/statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import type { CompletedScan } from './coverage.ts';
import type { KnownLines } from './knownLines.ts';

/** A scan goes on where it stopped, unless the start of the books has moved back since: then pages above lack lines. */
export const resumableScan = ({ scan }: LedgerHead, importFrom: CalendarDate): ListScan | undefined =>
  scan && scan.importFrom <= importFrom ? scan : undefined;

export const newScan = (
  head: LedgerHead,
  { importFrom, now }: { readonly importFrom: CalendarDate; readonly now: Instant },
  purpose: ScanPurpose,
): ListScan => ({
  purpose,
  knownUpTo: head.sequence,
  importFrom,
  startedAt: now,
});

/** Lines that cannot be booked, as of this page: those that are refused join, those that can be read now leave. */
export const refusedAfter = (refused: readonly KeptRefusal[], page: LinesPage, at: Instant): readonly KeptRefusal[] => {
  const readable = new Set(page.lines.map(({ pontoId }) => pontoId));
  return withRefused(
    refused.filter(({ pontoId }) => !readable.has(pontoId)),
    page.refused,
    at,
  );
};

/** The same scan, begun once more: what it has noted on its way is forgotten. */
export const restartedScan = ({ purpose, knownUpTo, importFrom, startedAt }: ListScan): ListScan => ({
  purpose,
  knownUpTo,
  importFrom,
  startedAt,
});

/** The scan with what a page tells of the list as a whole. */
export const scanAfterPage = (scan: ListScan, page: LinesPage): ListScan => ({
  ...sameMoment(scan, page),
  ...topOf(scan, page),
  ...earliestOf(scan, page),
});

/** The scan, without the moment of its pages when this one is of another, and without what only its beginning needed. */
const sameMoment = ({ synchronization, seen: _seen, ...scan }: ListScan, page: LinesPage): ListScan => {
  const named = page.latestSynchronization?.id;
  const isSame = named !== undefined && (scan.after === undefined || named === synchronization);
  return isSame ? { ...scan, synchronization: named } : scan;
};

const topOf = (scan: ListScan, page: LinesPage): Pick<ListScan, 'top'> => {
  const [pontoId] = page.pontoIds;
  if (scan.top || pontoId === undefined) return {};
  const createdAt = page.lines.find((line) => line.pontoId === pontoId)?.createdAt;
  return { top: { pontoId, ...defined({ createdAt }) } };
};

const earliestOf = ({ earliest: before }: ListScan, { lines }: LinesPage): Pick<ListScan, 'earliest'> => {
  const dates = lines.map(({ content }) => content.executionDate);
  const [first = before] = dates;
  return first === undefined ? {} : { earliest: dates.reduce(earliest, before ?? first) };
};

/**
 * The head after a scan that reached its end. A comparison notes its day only when what is missing has been looked for
 * too, so that an interrupted one is made again.
 */
export const headAfterScan = (
  head: LedgerHead,
  { scan, part }: CompletedScan,
  importFrom: CalendarDate,
): LedgerHead => {
  const { scan: _scan, ...rest } = head;
  const isComparison = scan.purpose !== 'catch_up';
  return {
    ...rest,
    importFrom,
    chain: withBeforeStart(head.chain, scan),
    ...defined({
      newest: scan.top,
      listedFrom: isComparison ? scan.earliest : undefined,
      lastFullComparisonAt: scan.purpose === 'initial' ? scan.startedAt : undefined,
      refused: isComparison ? seenSince(head.refused, scan.startedAt, part === 'whole') : undefined,
    }),
  };
};

/** A scan that an earlier release has begun has counted such lines by itself. */
const withBeforeStart = (chain: ChainState, { beforeStart = [] }: ListScan): ChainState => {
  if (beforeStart.length === 0) return chain;
  const sum = beforeStart.reduce(
    (total, { amount }) => add(total, amountOf(amount)),
    amountOf(chain.beforeStart ?? '0'),
  );
  return { ...chain, beforeStart: formatDecimal(sum) };
};

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
