import type { CarriedForwardChange } from '../ledger/monthView.ts';
import { formatAmount } from '../money/currency.ts';
import { add, zero } from '../money/decimal.ts';
import { foldCarriedForward } from '../statements/foldCarriedForward.ts';
import { isWithin, type Period } from '../statements/period.ts';
import type { Corrections } from './certificate.ts';

/**
 * Late lines and adjustments of days of a period, among what was carried forward behind its last statement.
 *
 * @param more whether there are changes that were not read
 */
export const correctionsOf = (
  carried: readonly CarriedForwardChange[],
  period: Period,
  { currency, more }: { readonly currency: string; readonly more: boolean },
): Corrections => {
  const entries = foldCarriedForward(carried).filter(({ executionDate }) => isWithin(executionDate, period));
  const lateLines = entries.filter(({ kind }) => kind === 'late_line').length;
  const sum = entries.reduce((total, { amount }) => add(total, amount), zero);
  return {
    lateLines,
    adjustments: entries.length - lateLines,
    sum: formatAmount(sum, currency),
    ...(more && { more: true as const }),
  };
};
