import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Period } from './period.ts';

/** Where the chain of statements stands: the part of it that no later run may alter. */
export interface ChainState {
  /** Opening balance of the first statement, computed back from the bank's balance of one day. */
  readonly opening?: { readonly amount: string; readonly anchoredOn: CalendarDate };
  /** First day that statements cover. */
  readonly coversFrom?: CalendarDate;
  /**
   * What lines of days before the books, booked since the opening balance was computed, add to the bank's balances.
   * While nothing is final they move the opening balance instead.
   */
  readonly beforeStart?: string;
  /** The last final statement. */
  readonly final?: FinalMark;
  /** Last number given in each calendar year. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly balance?: BalanceState;
}

export interface FinalMark {
  readonly periodTo: CalendarDate;
  readonly closing: string;
  /** Ledger sequence at which it became final; later records are carried forward on later statements. */
  readonly through: number;
}

/** A statement as the books hold it. Amounts are exact decimal texts. */
export interface Statement {
  /** `YYYY-NNNN` per account and calendar year of the period's start; provisional while the statement is open. */
  readonly number: string;
  readonly period: Period;
  readonly openingBalance: string;
  readonly closingBalance: string;
  /** Lines, late lines and adjustments. */
  readonly lineCount: number;
  readonly totalCredit: string;
  readonly totalDebit: string;
  /** Late lines and adjustments recorded after this sequence and up to `through` are on this statement. */
  readonly after: number;
  readonly through: number;
  readonly carriesLate: boolean;
  readonly proof: Proof;
}

/** The bank's own balance: everything up to and including the day `on`. */
export interface BankBalance {
  readonly amount: string;
  readonly on: CalendarDate;
  /** When the bank or Ponto last changed it. */
  readonly at?: Instant;
  /** The part of it that lines of days before the books make, which the statements leave out. */
  readonly beforeStart?: string;
}

/** What the bank's balances have said about the books so far. */
export interface BalanceState {
  /** The last day for which a balance of the bank agreed with the books. */
  readonly matchedOn?: CalendarDate;
  readonly matched?: BankBalance;
  /** The day of that agreement: what the bank books later that day has not been counted. */
  readonly seenOn?: CalendarDate;
  /** The last balance, when it does not agree. */
  readonly mismatch?: BankBalance & {
    /** Books minus bank. */
    readonly difference: string;
    readonly since: Instant;
  };
}

/**
 * - `proven`: a balance of the bank, independent of the one that the opening balance was computed from, agrees.
 * - `unproven`: the bank gave nothing comparable yet; `awaiting` says what would settle it.
 * - `broken`: the bank's balance disagrees by `difference`, somewhere from `brokenFrom` on.
 */
export interface Proof {
  readonly verdict: 'proven' | 'unproven' | 'broken';
  readonly bankBalance?: string;
  readonly bankBalanceOn?: CalendarDate;
  readonly bankBalanceAt?: Instant;
  /** What the bank counts and the statements leave out: closing balance of that day + this = `bankBalance`. */
  readonly beforeStart?: string;
  /** Books minus bank. */
  readonly difference?: string;
  readonly brokenFrom?: CalendarDate;
  readonly awaiting?: 'later_balance' | 'balance_before_start';
}
