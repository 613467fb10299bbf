import type { LineContent } from '../ledger/line.ts';
import type { Decimal } from '../money/decimal.ts';
import type { Period } from './period.ts';
import type { Proof, StatementAccount } from './statement.ts';

/** A line as it counts on one statement. */
export interface StatementEntry {
  readonly kind: 'line' | 'late_line' | 'adjustment';
  /** The transaction's id as the outside knows it; a line and its adjustments share it. */
  readonly id: string;
  readonly version: number;
  /** What it counts for; of an adjustment, the difference. */
  readonly amount: Decimal;
  /** Of an adjustment: the line's amount before and after it; after a removal, zero. */
  readonly adjusted?: { readonly from: Decimal; readonly to: Decimal };
  readonly content: LineContent;
}

/** A statement with everything that a bookkeeping file says of it. */
export interface StatementInFull {
  /** As the outside knows it. */
  readonly id: string;
  readonly account: StatementAccount;
  readonly currency: string;
  /** `YYYY-NNNN`. */
  readonly number: string;
  readonly period: Period;
  readonly state: 'open' | 'final';
  readonly opening: Decimal;
  readonly closing: Decimal;
  readonly lineCount: number;
  readonly totalCredit: Decimal;
  /** Negative, or zero. */
  readonly totalDebit: Decimal;
  readonly proof: Proof;
  /** In the statement's order. */
  readonly entries: readonly StatementEntry[];
}
