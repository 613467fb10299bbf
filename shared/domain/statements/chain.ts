import { addDays, daysBetween, earliest, latest, type CalendarDate } from '../calendar/calendarDate.ts';
import type { CarriedForwardChange } from '../ledger/monthView.ts';
import { amountOf } from '../money/currency.ts';
import { add, formatDecimal, subtract } from '../money/decimal.ts';
import { movementUpTo } from './bankComparison.ts';
import { hasUnnamedBeforeStart } from './beforeStart.ts';
import { foldCarriedForward, type CarriedForwardEntry } from './foldCarriedForward.ts';
import { netOf, noTotals, sum, withAmount, type DayTotals } from './dayTotals.ts';
import { firstDay } from './openingBalance.ts';
import { openPeriodAround, type Period, type StatementPeriod } from './period.ts';
import { completeDayOf } from './completeness.ts';
import { verdictOn } from './proof.ts';
import type { ChainState, Statement } from './statement.ts';

/** A statement is final at the latest this many days after its period, proven or not. */
export const finalAfterDays = 10;

export interface ChainInput {
  readonly chain: ChainState;
  readonly statementPeriod: StatementPeriod;
  /** Sums of the lines that are on no final statement, by day, ascending. */
  readonly days: ReadonlyMap<CalendarDate, DayTotals>;
  /** Everything carried forward since the last final statement. */
  readonly carriedForward: readonly CarriedForwardChange[];
  /** Last committed sequence. */
  readonly sequence: number;
  /** Today in the bank's zone. */
  readonly today: CalendarDate;
}

export interface BuiltChain {
  readonly statements: readonly Statement[];
  /** How many of them, from the first, have become final. */
  readonly finalCount: number;
  readonly chain: ChainState;
}

interface Draft {
  readonly period: Period;
  readonly totals: DayTotals;
  readonly lastLineOn: CalendarDate;
}

/**
 * Builds the statements after the last final one: one for each period with lines, each opening with the closing balance
 * of the one before. Late lines and adjustments go on the earliest of them, or on one of their own for today's period.
 * Statements become final in order, when their period is over and a balance of the bank has proven them, or ten days
 * after.
 *
 * @returns no statements while no opening balance is known
 */
export const buildChain = (input: ChainInput): BuiltChain => {
  const { chain, sequence, today } = input;
  const base = chain.final?.closing ?? chain.opening?.amount;
  if (base === undefined) return { statements: [], finalCount: 0, chain };
  const carriedForward = foldCarriedForward(input.carriedForward);
  const drafts = withCarriedForward(draftsOf(input), carriedForward, input);
  const numbers = new Map(Object.entries(chain.numbers ?? {}));
  let balance = amountOf(base);
  const statements = drafts.map((draft, index): Statement => {
    const opening = balance;
    balance = add(balance, netOf(draft.totals));
    return {
      number: nextNumber(numbers, draft.period.from),
      period: draft.period,
      openingBalance: formatDecimal(opening),
      closingBalance: formatDecimal(balance),
      lineCount: draft.totals.count,
      totalCredit: formatDecimal(draft.totals.credit),
      totalDebit: formatDecimal(draft.totals.debit),
      after: index === 0 ? (chain.final?.through ?? 0) : sequence,
      through: sequence,
      carriesLate: index === 0 && carriedForward.length > 0,
      lastRecord: draft.totals.lastRecord,
      proof: verdictOn({ period: draft.period, lastLineOn: draft.lastLineOn }, chain),
    };
  });
  const finalCount = countFinal(statements, chain, today);
  return { statements, finalCount, chain: chainAfter(chain, statements.slice(0, finalCount)) };
};

const draftsOf = ({ chain, statementPeriod, days }: ChainInput): Draft[] => {
  const drafts = new Map<CalendarDate, Draft>();
  for (const date of [...days.keys()].sort()) {
    const totals = days.get(date) ?? noTotals;
    const period = openPeriodAround(date, statementPeriod, closedUpTo(chain));
    const draft = drafts.get(period.from);
    drafts.set(period.from, { period, totals: draft ? sum(draft.totals, totals) : totals, lastLineOn: date });
  }
  return [...drafts.values()];
};

/** No statement reaches back into final ones, or behind the first day of the books. */
const closedUpTo = ({ final, coversFrom }: ChainState): CalendarDate | undefined =>
  final?.periodTo ?? (coversFrom === undefined ? undefined : addDays(coversFrom, -1));

const withCarriedForward = (
  drafts: readonly Draft[],
  carriedForward: readonly CarriedForwardEntry[],
  input: ChainInput,
): readonly Draft[] => {
  if (carriedForward.length === 0) return drafts;
  const { chain, statementPeriod, today } = input;
  const [first, ...rest] = drafts;
  const bearer: Draft = first ?? {
    period: openPeriodAround(firstOpenDay(today, chain), statementPeriod, chain.final?.periodTo),
    totals: noTotals,
    lastLineOn: chain.final?.periodTo ?? today,
  };
  const totals = carriedForward.reduce(
    (sumSoFar, { amount, sequence }) => withAmount(sumSoFar, amount, sequence),
    bearer.totals,
  );
  return [{ ...bearer, totals }, ...rest];
};

/** Today, unless an old job runs again after its day was closed. */
const firstOpenDay = (today: CalendarDate, { final }: ChainState): CalendarDate =>
  final ? latest(today, addDays(final.periodTo, 1)) : today;

const nextNumber = (numbers: Map<string, number>, periodFrom: CalendarDate): string => {
  const year = periodFrom.slice(0, 4);
  const number = (numbers.get(year) ?? 0) + 1;
  numbers.set(year, number);
  return `${year}-${String(number).padStart(4, '0')}`;
};

const countFinal = (statements: readonly Statement[], chain: ChainState, today: CalendarDate): number => {
  const { balance, opening } = chain;
  // A balance that was compared while the period still ran has not counted what came in after.
  const completeUpTo = completeDayOf(chain) ?? '';
  const firstOpen = statements.findIndex(({ period, proof }) => {
    const over = today > period.to;
    const proven = proof.verdict === 'proven' && period.to <= completeUpTo;
    // A first statement that may open with another amount waits for the balance that tells.
    const isOtherwise = opening?.otherwise !== undefined && balance?.leaning !== undefined;
    const isInQuestion = isOtherwise || (opening?.isProvisional === true && balance?.doubt !== undefined);
    return !over || !(proven || (daysBetween(period.to, today) >= finalAfterDays && !isInQuestion));
  });
  return firstOpen === -1 ? statements.length : firstOpen;
};

const chainAfter = (chain: ChainState, finals: readonly Statement[]): ChainState => {
  const last = finals.at(-1);
  if (!last) return chain;
  return {
    ...chain,
    numbers: numbersAfter(chain, finals),
    final: { periodTo: last.period.to, closing: last.closingBalance, through: last.through },
  };
};

const numbersAfter = (chain: ChainState, finals: readonly Statement[]): Readonly<Record<string, number>> => ({
  ...chain.numbers,
  ...Object.fromEntries(finals.map(({ number }) => [number.slice(0, 4), Number(number.slice(5))])),
});

/**
 * Statements for the days before the first one, after the tenant has moved the start back behind final statements. The
 * last of them closes with what the first one opened with, so the opening balance moves by what they hold. Their days
 * are long over, so they are final at once; their numbers come after those that are given, as those cannot change. A line
 * that the opening balance has not counted is none of them: it came late.
 *
 * @param input.days sums of the lines before the first statement
 */
export const buildEarlier = (
  input: Pick<ChainInput, 'chain' | 'statementPeriod' | 'days' | 'sequence'> & { readonly coversFrom: CalendarDate },
): { readonly statements: readonly Statement[]; readonly chain: ChainState } => {
  const { chain, days, coversFrom, sequence } = input;
  const { final, balance: _balance, ...early } = chain;
  if (!final || !chain.opening || chain.coversFrom === undefined) return { statements: [], chain };
  const lastDay = addDays(chain.coversFrom, -1);
  const amount = formatDecimal(subtract(amountOf(chain.opening.amount), movementUpTo(days, lastDay)));
  const opening = { ...chain.opening, amount, ...(hasUnnamedBeforeStart(chain) ? { isUncertain: true as const } : {}) };
  const opened = { ...early, opening, coversFrom: firstDay(days, coversFrom) };
  const built = buildChain({ ...input, chain: opened, carriedForward: [], today: lastDay });
  const statements = built.statements.map((statement) => ({
    ...statement,
    period: { ...statement.period, to: earliest(statement.period.to, lastDay) },
    after: sequence,
  }));
  return { statements, chain: { ...chain, ...opened, numbers: numbersAfter(chain, statements) } };
};
