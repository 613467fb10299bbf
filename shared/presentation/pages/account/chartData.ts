import type { StatementBody } from '../../../contracts/http/ledger.ts';
import { addDays, daysBetween, earliest, latest, type CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import { amountOf, formatAmount } from '../../../domain/money/currency.ts';
import { add, isZero, subtract } from '../../../domain/money/decimal.ts';

/** What is drawn: both days inclusive. */
export interface ChartRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** A balance of the bank, held against the books of its day. */
export interface BankMark {
  readonly day: CalendarDate;
  readonly amount: string;
  /** What the books say of that day. */
  readonly books: string;
  /** Books minus bank, where they differ. */
  readonly difference?: string;
}

/** The books at the end of a day; the balance holds until the next step. */
export interface Step {
  readonly day: CalendarDate;
  readonly amount: string;
}

/** What a chart draws, oldest first. */
export interface ChartData extends ChartRange {
  /** The balance before the first step. */
  readonly opening: string;
  /** The day that the opening balance begins. */
  readonly begins: CalendarDate;
  readonly steps: readonly Step[];
  readonly marks: readonly BankMark[];
  /** The last day of which the line tells. */
  readonly ends: CalendarDate;
}

/** No chart draws more steps: a year of days fits. */
export const maxSteps = 400;

/**
 * @param statements of the range, newest first as the API lists them
 * @param knownUpTo the last day of which the books are known to be complete: without movements, the balance holds
 * @returns undefined where there is nothing to draw
 */
export const chartDataOf = (
  statements: readonly StatementBody[],
  range: ChartRange,
  knownUpTo: CalendarDate | undefined,
): ChartData | undefined => {
  const shown = statements
    .filter(({ period }) => period.from >= range.from && period.from <= range.to)
    .slice(0, maxSteps)
    .toReversed();
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return undefined;
  const steps = shown.map(({ period, closingBalance }) => ({
    day: earliest(period.to, range.to),
    amount: closingBalance,
  }));
  return {
    ...range,
    opening: first.openingBalance,
    begins: first.period.from,
    steps,
    marks: marksOf(shown, range),
    ends: earliest(range.to, latest(steps.at(-1)?.day ?? range.from, knownUpTo ?? range.from)),
  };
};

/** One for each day, as the latest statement names it: a balance proves all statements before it. */
const marksOf = (statements: readonly StatementBody[], { from, to }: ChartRange): readonly BankMark[] => {
  const marks = new Map<CalendarDate, BankMark>();
  for (const { proof, currency } of statements) {
    const day = proof.bankBalanceAt?.slice(0, 10);
    if (day === undefined || proof.bankBalance === undefined || day < from || day > to) continue;
    // Lines from before the books are in the balance of the bank, and not in the books.
    const counted = subtract(amountOf(proof.bankBalance), amountOf(proof.beforeStart ?? '0'));
    const difference = amountOf(proof.difference ?? '0');
    marks.set(day, {
      day,
      amount: formatAmount(counted, currency),
      books: formatAmount(add(counted, difference), currency),
      ...(!isZero(difference) && { difference: formatAmount(difference, currency) }),
    });
  }
  return [...marks.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
};

interface AskedRange {
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  /** Before it, the books have nothing. */
  readonly begins?: CalendarDate | undefined;
}

/** At most a year, ending today or on the last day that is asked for; not much more than there is to see. */
export const chartRange = ({ from, to, begins }: AskedRange, today: CalendarDate): ChartRange => {
  const last = earliest(to ?? today, today);
  const furthest = addDays(last, 1 - maxDays);
  if (from !== undefined && from <= last) return { from: latest(from, furthest), to: last };
  return { from: latest(furthest, earliest(begins ?? furthest, addDays(last, 1 - minDays))), to: last };
};

const maxDays = 366;
const minDays = 28;

/** Where a day begins, from 0 to 1 across the range. */
export const placeOfDay = ({ from, to }: ChartRange, day: CalendarDate): number =>
  Math.min(Math.max(daysBetween(from, day) / (daysBetween(from, to) + 1), 0), 1);
