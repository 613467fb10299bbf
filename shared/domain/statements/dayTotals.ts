import { add, isNegative, zero, type Decimal } from '../money/decimal.ts';

/** The booked lines of one day, summed. */
export interface DayTotals {
  readonly count: number;
  readonly credit: Decimal;
  readonly debit: Decimal;
}

export const noTotals: DayTotals = { count: 0, credit: zero, debit: zero };

export const withAmount = (totals: DayTotals, amount: Decimal): DayTotals => ({
  count: totals.count + 1,
  credit: isNegative(amount) ? totals.credit : add(totals.credit, amount),
  debit: isNegative(amount) ? add(totals.debit, amount) : totals.debit,
});

export const netOf = (totals: DayTotals): Decimal => add(totals.credit, totals.debit);

export const sum = (a: DayTotals, b: DayTotals): DayTotals => ({
  count: a.count + b.count,
  credit: add(a.credit, b.credit),
  debit: add(a.debit, b.debit),
});
