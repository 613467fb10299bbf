import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { MonthEntry } from '../ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, isZero, subtract, zero, type Decimal } from '../money/decimal.ts';
import type { BankBalance, ChainState, LineBeforeStart } from './statement.ts';

/** The head names each and is read with every run. With more such lines the bank disagrees, and the account says so. */
const maxLines = 200;

/** A line as Ponto lists it. */
interface ListedLine {
  readonly pontoId: string;
  readonly content: { readonly executionDate: CalendarDate; readonly amount: string };
}

/**
 * The chain with lines that stay out of the books, because they are of days before them, and that the bank's balances
 * count. Each counts once, however often it is met.
 */
export const withLinesBeforeStart = (chain: ChainState, met: readonly ListedLine[]): ChainState => {
  const before = (chain.beforeStartLines ?? []).filter(({ counted }) => !counted);
  const counted = (chain.beforeStartLines ?? []).filter((line) => line.counted);
  const fresh = met
    .filter(({ pontoId }) => !isNamedBeforeStart(chain, pontoId))
    .map(({ pontoId, content }): LineBeforeStart => ({
      pontoId,
      on: content.executionDate,
      amount: content.amount,
    }))
    .slice(0, Math.max(0, maxLines - before.length));
  if (fresh.length === 0) return chain;
  const sum = add(amountOf(chain.beforeStart ?? '0'), totalOf(fresh));
  const lines = [...fresh.toReversed(), ...before.toReversed(), ...counted.toReversed()].slice(0, maxLines);
  return { ...chain, beforeStart: formatDecimal(sum), beforeStartLines: lines.toReversed() };
};

/** Has the opening balance not counted the line? When it comes into the books it is one that came late. */
export const isUncountedBeforeStart = ({ beforeStartLines = [] }: ChainState, pontoId: string): boolean =>
  beforeStartLines.some((line) => line.pontoId === pontoId && !line.counted);

const isNamedBeforeStart = ({ beforeStartLines = [] }: ChainState, pontoId: string): boolean =>
  beforeStartLines.some((line) => line.pontoId === pontoId);

/** The opening balance has moved by the sum. The lines keep their names: one that the bank moves into the books leaves it. */
export const countedBeforeStart = ({ beforeStartLines = [] }: ChainState): Pick<ChainState, 'beforeStartLines'> =>
  beforeStartLines.length === 0
    ? {}
    : { beforeStartLines: beforeStartLines.map((line) => ({ ...line, counted: true as const })) };

/**
 * Must a change of a line wait until the books reach back to it? The opening balance has counted a line that a moved start
 * brings in as it was then. What becomes of it afterwards is a change of the books, like that of any other line of theirs.
 *
 * @param to the day that the change moves it to
 */
export const waitsForStart = (
  { executionDate, lateSince, onFinalStatement }: MonthEntry,
  to: CalendarDate,
  { opening, coversFrom, final }: ChainState,
  importFrom: CalendarDate,
): boolean => {
  // An opening balance that is going to be replaced counts everything as it is now.
  const isDecided = opening !== undefined && (final !== undefined || opening.isProvisional !== true);
  if (!isDecided || coversFrom === undefined || importFrom >= coversFrom) return false;
  if (onFinalStatement || lateSince > 0) return false;
  return executionDate < coversFrom || (!final && to < coversFrom);
};

/**
 * The chain without lines that are in the books by now: they must not be counted beside them too. What the opening balance
 * has counted leaves it when the line now stands on a day of the books; while something is final, beside the books.
 *
 * @param inBooks the days that they came in on, by Ponto id
 */
export const withoutLinesBeforeStart = (chain: ChainState, inBooks: ReadonlyMap<string, CalendarDate>): ChainState => {
  const { beforeStart: was, beforeStartLines: lines = [], ...rest } = chain;
  const kept = lines.filter(({ pontoId }) => !inBooks.has(pontoId));
  if (kept.length === lines.length) return chain;
  const { coversFrom = '', final } = chain;
  const dayOf = ({ pontoId }: LineBeforeStart): CalendarDate => inBooks.get(pontoId) ?? '';
  const leaving = lines
    .filter(({ pontoId }) => inBooks.has(pontoId))
    .filter((line) => dayOf(line) >= coversFrom || (final && !line.counted));
  const without = (gone: readonly LineBeforeStart[]): string | undefined => {
    const left = subtract(amountOf(was ?? '0'), totalOf(gone));
    return isZero(left) && !kept.some(({ counted }) => !counted) ? undefined : formatDecimal(left);
  };
  const { matched } = rest.balance ?? {};
  return {
    ...rest,
    ...defined({ beforeStart: without(leaving), beforeStartLines: kept.length > 0 ? kept : undefined }),
    ...(final && matched && matched.beforeStart === was
      ? {
          balance: {
            ...rest.balance,
            matched: countedBeside(matched, without(leaving.filter((line) => dayOf(line) <= matched.on))),
          },
        }
      : {}),
  };
};

const countedBeside = (
  { beforeStart: _then, ...balance }: BankBalance,
  beforeStart: string | undefined,
): BankBalance => ({
  ...balance,
  ...defined({ beforeStart }),
});

/** Under a new id of the account Ponto lists the same lines under new ids: a line of the same day and amount is the one. */
export const withNewIdsBeforeStart = (chain: ChainState, listed: readonly ListedLine[]): ChainState => {
  const lines = chain.beforeStartLines ?? [];
  const ids = new Set(listed.map(({ pontoId }) => pontoId));
  const free = listed.filter(({ pontoId }) => !isNamedBeforeStart(chain, pontoId));
  const renamed = lines.map((line) => {
    const place = ids.has(line.pontoId) ? -1 : free.findIndex((other) => isSame(line, other));
    const [found] = place < 0 ? [] : free.splice(place, 1);
    return found ? { ...line, pontoId: found.pontoId } : line;
  });
  return renamed.some((line, index) => line !== lines[index]) ? { ...chain, beforeStartLines: renamed } : chain;
};

/** Is a part of the sum of lines that nobody can name any more? Earlier releases kept the sum alone. */
export const hasUnnamedBeforeStart = ({ beforeStart = '0', beforeStartLines = [] }: ChainState): boolean =>
  !equals(amountOf(beforeStart), totalOf(beforeStartLines.filter(({ counted }) => !counted)));

const totalOf = (lines: readonly LineBeforeStart[]): Decimal =>
  lines.reduce((total, { amount }) => add(total, amountOf(amount)), zero);

const isSame = ({ on, amount }: LineBeforeStart, { content }: ListedLine): boolean =>
  content.executionDate === on && equals(amountOf(content.amount), amountOf(amount));
