import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { CarriedChange } from '../ledger/monthView.ts';
import { amountOf } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';

/** A late line or an adjustment as the open statement shows it. */
export interface CarriedEntry {
  readonly kind: 'late_line' | 'adjustment';
  readonly line: number;
  /** The record that put it there. */
  readonly sequence: number;
  readonly executionDate: CalendarDate;
  readonly amount: Decimal;
}

/**
 * What the carried changes of one statement come to: of a late line its last state, of adjustments every one.
 *
 * @param changes those between two final statements, in the order of their sequence
 */
export const foldCarriages = (changes: readonly CarriedChange[]): readonly CarriedEntry[] => {
  const lateLines = new Map<number, CarriedChange>();
  const adjustments: CarriedChange[] = [];
  for (const change of changes) {
    if (change.carriage.kind === 'adjustment') adjustments.push(change);
    else lateLines.set(change.line, change);
  }
  return [
    ...[...lateLines.values()].filter(({ carriage }) => carriage.kind === 'late_line').map(entryAs('late_line')),
    ...adjustments.map(entryAs('adjustment')),
  ];
};

const entryAs =
  (kind: CarriedEntry['kind']) =>
  ({ line, sequence, executionDate, carriage }: CarriedChange): CarriedEntry => ({
    kind,
    line,
    sequence,
    executionDate,
    amount: amountOf(carriage.amount),
  });
