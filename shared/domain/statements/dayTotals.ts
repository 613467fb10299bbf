import { add, isNegative, zero, type Decimal } from '../money/decimal.ts';

/** The booked lines of one day, summed. */
export interface DayTotals {
  readonly count: number;
  readonly credit: Decimal;
  readonly debit: Decimal;
  /** The highest sequence of the records that were counted; 0 where nobody says. */
  readonly lastRecord: number;
}

export const noTotals: DayTotals = { count: 0, credit: zero, debit: zero, lastRecord: 0 };

/** @param record the sequence of the record that the amount comes from */
export const withAmount = (totals: DayTotals, amount: Decimal, record = 0): DayTotals => ({
  count: totals.count + 1,
  credit: isNegative(amount) ? totals.credit : add(totals.credit, amount),
  debit: isNegative(amount) ? add(totals.debit, amount) : totals.debit,
  lastRecord: Math.max(totals.lastRecord, record),
});

export const netOf = (totals: DayTotals): Decimal => add(totals.credit, totals.debit);

export const sum = (a: DayTotals, b: DayTotals): DayTotals => ({
  count: a.count + b.count,
  credit: add(a.credit, b.credit),
  debit: add(a.debit, b.debit),
  lastRecord: Math.max(a.lastRecord, b.lastRecord),
});
