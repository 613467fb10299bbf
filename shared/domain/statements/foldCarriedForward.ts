import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { CarriedForwardChange } from '../ledger/monthView.ts';
import { amountOf } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';

/** A late line or an adjustment as the open statement shows it. */
export interface CarriedForwardEntry {
  readonly kind: 'late_line' | 'adjustment';
  readonly line: number;
  /** The record that put it there. */
  readonly sequence: number;
  readonly executionDate: CalendarDate;
  readonly amount: Decimal;
}

/**
 * What the carried forward changes of one statement come to: of a late line its last state, of adjustments every one.
 *
 * @param changes those between two final statements, in the order of their sequence
 */
export const foldCarriedForward = (changes: readonly CarriedForwardChange[]): readonly CarriedForwardEntry[] => {
  const lateLines = new Map<number, CarriedForwardChange>();
  const adjustments: CarriedForwardChange[] = [];
  for (const change of changes) {
    if (change.carryForward.kind === 'adjustment') adjustments.push(change);
    else lateLines.set(change.line, change);
  }
  return [
    ...[...lateLines.values()]
      .filter(({ carryForward }) => carryForward.kind === 'late_line')
      .map(entryAs('late_line')),
    ...adjustments.map(entryAs('adjustment')),
  ];
};

const entryAs =
  (kind: CarriedForwardEntry['kind']) =>
  ({ line, sequence, executionDate, carryForward }: CarriedForwardChange): CarriedForwardEntry => ({
    kind,
    line,
    sequence,
    executionDate,
    amount: amountOf(carryForward.amount),
  });
