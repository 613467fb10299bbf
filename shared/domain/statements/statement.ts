import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Convention, Dating, KeptConvention } from './convention.ts';
import type { Period } from './period.ts';

/** Where the chain of statements stands: the part of it that no later run may alter. */
export interface ChainState {
  /** Opening balance of the first statement, computed back from the bank's balance of one moment. */
  readonly opening?: Opening;
  /** First day that statements cover. */
  readonly coversFrom?: CalendarDate;
  /**
   * What lines of days before the books, booked since the opening balance was computed, add to the bank's balances.
   * While nothing is final they move the opening balance instead.
   */
  readonly beforeStart?: string;
  /** Which lines these are; earlier releases did not keep them. */
  readonly beforeStartLines?: readonly LineBeforeStart[];
  /** The last final statement. */
  readonly final?: FinalMark;
  /** Last number given in each calendar year. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly balance?: BalanceState;
  /** The tenant's last own figure, and what it has said of the books. */
  readonly known?: KnownBalanceState;
  /** Another one, given before, that had agreed: it proves the days that the last one cannot. */
  readonly firstKnown?: KnownBalanceState;
  /** The last taking back of figures that the books have heard of. */
  readonly figuresTakenBackAt?: Instant;
  /** What the bank's balances count, as far as they have shown it. */
  readonly convention?: KeptConvention;
}

/** A line that stays out of the books, because its day lies before them, booked since the opening balance was computed. */
export interface LineBeforeStart {
  readonly pontoId: string;
  readonly on: CalendarDate;
  readonly amount: string;
  /** The opening balance has moved by it since: it is no part of the sum. */
  readonly counted?: true;
}

export interface Opening {
  readonly amount: string;
  /** The last day whose lines the bank's balance counted. */
  readonly anchoredOn: CalendarDate;
  /** The same, had the balance counted by the other convention; absent once a later balance has told which it is. */
  readonly otherwise?: {
    readonly amount: string;
    readonly anchoredOn: CalendarDate;
    readonly counts: Convention;
    /** How that balance was dated; absent in earlier releases. */
    readonly dating?: Dating;
  };
  /** The bank's balance itself, and the day on which the bank was asked for it. */
  readonly bankBalance?: string;
  readonly seenOn?: CalendarDate;
  /** Balance and lines were of two synchronizations: a balance of one moment replaces it while nothing has agreed. */
  readonly isProvisional?: true;
  /**
   * Days came before it while nobody could say which lines `beforeStart` holds: it may have counted one of them twice, so
   * that a figure of the tenant that differs tells nothing of the books.
   */
  readonly isUncertain?: true;
}

/** The closing balance of a day by a statement of the bank that the tenant holds. */
export interface KnownBalance {
  readonly amount: string;
  readonly on: CalendarDate;
}

export interface KnownBalanceState extends KnownBalance {
  /** `waiting`: the books have no opening balance yet, or one that may still be replaced. */
  readonly verdict: 'agrees' | 'differs' | 'waiting';
  /** Books minus figure, of one that differs. */
  readonly difference?: string;
  /** The last day that is proven by it and a balance of the bank. */
  readonly provenUpTo?: CalendarDate;
  /** That balance of the bank; absent once the books have left it behind. */
  readonly bank?: BankBalance;
  /** The ledger's sequence when the figure was looked at. */
  readonly through: number;
  /** What it had proven and does not any more. */
  readonly withdrawn?: Withdrawal;
}

export interface FinalMark {
  readonly periodTo: CalendarDate;
  readonly closing: string;
  /** Ledger sequence at which it became final; later records are carried forward on later statements. */
  readonly through: number;
}

/** The bank account of a statement, as it was known when the statement was made. */
export interface StatementAccount {
  /** Mostly an IBAN. */
  readonly reference: string;
  readonly referenceType: string;
  readonly holderName?: string;
  readonly product?: string;
  /** Of the bank (ISO 9362), where Ponto's catalogue has told it. */
  readonly bic?: string;
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
  /** The last record that it shows: with the number of its lines it tells whether others stand on it. Absent in earlier releases. */
  readonly lastRecord?: number;
  readonly proof: Proof;
  /** Statements of earlier releases do not name it. */
  readonly account?: StatementAccount;
}

/** A balance of the bank: everything up to and including the day `on`. */
export interface BankBalance {
  readonly amount: string;
  readonly on: CalendarDate;
  /** When the bank or Ponto last changed it. */
  readonly at?: Instant;
  /** What it was taken to count. */
  readonly counts?: Convention;
  /** The part of it that lines of days before the books make, which the statements leave out. */
  readonly beforeStart?: string;
}

/** What the bank's balances have said about the books so far. */
export interface BalanceState {
  /** The last day up to which a balance of the bank has agreed with the books and nothing has contradicted it since. */
  readonly matchedOn?: CalendarDate;
  /** The balance that agreed; absent once the books have left it behind. */
  readonly matched?: BankBalance;
  /** What books and that balance differ by under the other convention; absent where that one agrees too, or says nothing. */
  readonly matchedOtherwise?: string;
  /** The day of that agreement: what the bank books later that day has not been counted. */
  readonly seenOn?: CalendarDate;
  /** The ledger's sequence at that agreement. */
  readonly through?: number;
  /** The last complete day of the agreement before, which stands when the last one is taken back. */
  readonly matchedBefore?: CalendarDate;
  /** What was proven and is not any more, until a balance agrees again. */
  readonly withdrawn?: Withdrawal;
  /** A difference that was seen once, between a balance and lines of two synchronizations. Another day decides. */
  readonly doubt?: Doubt;
  /** A total that agreed by one convention only, where that is not enough. Another day decides. */
  readonly leaning?: Leaning;
  /** The last balance, when it does not agree. */
  readonly mismatch?: BankBalance & {
    /** Books minus bank. */
    readonly difference: string;
    /** The same by the other convention. */
    readonly otherwise?: string;
    /** What is told of it, where the other convention explains better how it goes on. */
    readonly likely?: LikelyDifference;
    /** When it was first said. */
    readonly since: Instant;
    /** The day on which the bank was asked for it. */
    readonly seenOn?: CalendarDate;
  };
}

/**
 * The other convention has shown the same difference on days on which that by the convention in force was another one each: an
 * error of the bank stays what it is, the lines of a day do not.
 */
export interface LikelyDifference {
  readonly difference: string;
  /** The last day that the balance counts by that convention. */
  readonly on: CalendarDate;
  readonly counts: Convention;
}

export interface Withdrawal {
  /** First and last day of what was proven before. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly at: Instant;
  readonly reason: WithdrawalReason;
}

/**
 * - `late_line`, `corrected`, `removed`: a line of a proven day came, changed or went.
 * - `balance_restated`: the bank now gives another balance for the day that had agreed.
 */
export type WithdrawalReason = 'late_line' | 'corrected' | 'removed' | 'balance_restated';

export interface Doubt extends BankBalance {
  readonly difference: string;
  /** The same by the other convention. */
  readonly otherwise?: string;
  readonly seenOn: CalendarDate;
}

export interface Leaning {
  /** How the balance was dated, and the convention that explained it; absent in earlier releases. */
  readonly dating?: Dating;
  readonly counts?: Convention;
  readonly seenOn: CalendarDate;
  /** It was explained with the opening balance in force, although that was computed by the other convention. */
  readonly isApart?: true;
  /** What books and bank differ by under the other convention: two different gaps cannot come from one missing line. */
  readonly gap: string;
}

/**
 * - `proven`: a balance that is independent of the one that the opening balance was computed from agrees.
 * - `unproven`: nothing comparable was given yet; `awaiting` says what would settle it.
 * - `broken`: the bank's balance disagrees by `difference`, somewhere from `brokenFrom` on.
 */
export interface Proof {
  readonly verdict: 'proven' | 'unproven' | 'broken';
  /** Of a proven one: it stands between a figure of the tenant and one of the bank; absent between two of the bank. */
  readonly by?: 'tenant';
  /** The tenant's figure that has helped to prove it, and its day. */
  readonly knownBalance?: string;
  readonly knownBalanceOn?: CalendarDate;
  readonly bankBalance?: string;
  readonly bankBalanceOn?: CalendarDate;
  readonly bankBalanceAt?: Instant;
  /** What the bank counts and the statements leave out: closing balance of that day + this = `bankBalance`. */
  readonly beforeStart?: string;
  /** Books minus bank. */
  readonly difference?: string;
  readonly brokenFrom?: CalendarDate;
  readonly awaiting?: 'later_balance' | 'balance_before_start';
  /** It was proven before: since when and why it is not any more. */
  readonly withdrawn?: { readonly at: Instant; readonly reason: WithdrawalReason };
}
