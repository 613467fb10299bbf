import type { CalendarDate } from '../calendar/calendarDate.ts';
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
  const before = chain.beforeStartLines ?? [];
  const fresh = met
    .filter(({ pontoId }) => !isNotedBeforeStart(chain, pontoId))
    .map(({ pontoId, content }): LineBeforeStart => ({
      pontoId,
      on: content.executionDate,
      amount: content.amount,
    }))
    .slice(0, Math.max(0, maxLines - before.length));
  if (fresh.length === 0) return chain;
  const sum = add(amountOf(chain.beforeStart ?? '0'), totalOf(fresh));
  return { ...chain, beforeStart: formatDecimal(sum), beforeStartLines: [...before, ...fresh] };
};

/** Has the opening balance not counted the line? When it comes into the books it is one that came late. */
export const isNotedBeforeStart = ({ beforeStartLines = [] }: ChainState, pontoId: string): boolean =>
  beforeStartLines.some((line) => line.pontoId === pontoId);

/** The chain without lines that are in the books by now: they must not be counted beside them too. */
export const withoutLinesBeforeStart = (chain: ChainState, inBooks: ReadonlySet<string>): ChainState => {
  const { beforeStart: was, beforeStartLines: lines = [], ...rest } = chain;
  const gone = lines.filter(({ pontoId }) => inBooks.has(pontoId));
  if (gone.length === 0) return chain;
  const kept = lines.filter(({ pontoId }) => !inBooks.has(pontoId));
  const left = subtract(amountOf(was ?? '0'), totalOf(gone));
  const sum = isZero(left) && kept.length === 0 ? undefined : formatDecimal(left);
  return {
    ...rest,
    ...defined({ beforeStart: sum, beforeStartLines: kept.length > 0 ? kept : undefined }),
    ...(rest.balance?.matched && rest.balance.matched.beforeStart === was
      ? { balance: { ...rest.balance, matched: countedBeside(rest.balance.matched, sum) } }
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
  const free = listed.filter(({ pontoId }) => !isNotedBeforeStart(chain, pontoId));
  const renamed = lines.map((line) => {
    const place = ids.has(line.pontoId) ? -1 : free.findIndex((other) => isSame(line, other));
    const [found] = place < 0 ? [] : free.splice(place, 1);
    return found ? { ...line, pontoId: found.pontoId } : line;
  });
  return renamed.some((line, index) => line !== lines[index]) ? { ...chain, beforeStartLines: renamed } : chain;
};

/** Is a part of the sum of lines that nobody can name any more? Earlier releases kept the sum alone. */
export const hasUnnamedBeforeStart = ({ beforeStart = '0', beforeStartLines = [] }: ChainState): boolean =>
  !equals(amountOf(beforeStart), totalOf(beforeStartLines));

const totalOf = (lines: readonly LineBeforeStart[]): Decimal =>
  lines.reduce((total, { amount }) => add(total, amountOf(amount)), zero);

const isSame = ({ on, amount }: LineBeforeStart, { content }: ListedLine): boolean =>
  content.executionDate === on && equals(amountOf(content.amount), amountOf(amount));
