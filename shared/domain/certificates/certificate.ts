import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Period } from '../statements/period.ts';
import type { WithdrawalReason } from '../statements/statement.ts';

/** So many accounts keep a certificate within one stored item, and its answer within what a repeat can be given again. */
export const maxAccounts = 100;
/** A year, and the day more of a leap year. */
export const maxDays = 366;
/** Of what is left out, so many are named; the rest is counted. */
export const maxNamedLeftOut = 20;
/** A name is cut behind so many characters: as long as one is in a payment (ISO 20022, Max70Text). */
export const maxNameLength = 70;

/** Why an account is not complete and proven for a period, the surest first. */
export const openCodes = [
  'account_not_linked',
  'ended',
  'not_read_yet',
  'before_import_from',
  'balance_before_start',
  'books_differ',
  'known_balance_differs',
  'line_refused',
  'lines_uncertain',
  'proof_withdrawn',
  'authorization_gap',
  'later_balance',
  'statement_unproven',
  'statement_not_final',
  'period_not_over',
] as const;
export type OpenCode = (typeof openCodes)[number];

export interface OpenReason {
  readonly code: OpenCode;
  /** The days that it leaves open, both inclusive, where they are known. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** Books minus the balance that disagrees. */
  readonly difference?: string;
  /** That balance: the bank's, or the tenant's own figure. */
  readonly balance?: BalanceOn;
  /** Of a statement. */
  readonly number?: string;
  readonly lines?: number;
  /** Code of the account's health, where that is what is in the way. */
  readonly health?: string;
  readonly withdrawn?: { readonly at: Instant; readonly reason: WithdrawalReason };
}

/** A balance, and the last day that it counts. */
export interface BalanceOn {
  readonly amount: string;
  readonly date: CalendarDate;
}

/** The balances that prove the days of a period. */
export interface ProvenBy {
  /** Two balances of the bank, or one of the bank and one that the tenant gave. */
  readonly by: 'bank' | 'tenant';
  readonly bankBalance?: BalanceOn & { readonly changedAt?: Instant };
  /** The tenant's figure, where it has helped. */
  readonly knownBalance?: BalanceOn;
  /** What the bank's balance counts and the books leave out, as it is of days before them. */
  readonly beforeStart?: string;
}

/** Late lines and adjustments of days of the period that stand on statements after it. */
export interface Corrections {
  readonly lateLines: number;
  readonly adjustments: number;
  readonly sum: string;
  /** There are more than were counted. */
  readonly more?: true;
}

/** One account in a certificate. Amounts are in its own currency. */
export interface CertifiedAccount {
  readonly accountId: string;
  readonly reference: string;
  readonly referenceType: string;
  /** Numbers that it had on statements of the period. */
  readonly formerReferences?: readonly string[];
  readonly holderName?: string;
  readonly product?: string;
  readonly currency: string;
  readonly journal?: { readonly id: string; readonly code: string; readonly name: string };
  readonly verdict: Verdict;
  /** The first and the last day of the period of which everything is in and proven; absent where none is. */
  readonly completeFrom?: CalendarDate;
  readonly completeUpTo?: CalendarDate;
  /** Before the first day of the period and after its last one, as the statements say, where that is known. */
  readonly openingBalance?: string;
  readonly closingBalance?: string;
  readonly provenBy?: ProvenBy;
  readonly statements: { readonly count: number; readonly first?: string; readonly last?: string };
  readonly corrections: Corrections;
  /** Empty of one that is complete. */
  readonly open: readonly OpenReason[];
}

export type Verdict = 'complete' | 'open';

/** An account that is not in a certificate, and why. */
export interface LeftOut {
  readonly accountId: string;
  readonly reference: string;
  readonly currency: string;
  /** `not_chosen`: it was not among those that were asked for. */
  readonly code: 'account_not_linked' | 'ended' | 'not_chosen';
}

/** What is known of a period. */
export interface JudgedPeriod {
  readonly period: Period;
  readonly verdict: Verdict;
  /** Why there is nothing to judge. */
  readonly noAccounts?: true;
  readonly accounts: readonly CertifiedAccount[];
  readonly leftOut: { readonly count: number; readonly accounts: readonly LeftOut[] };
}

/** What a certificate says: it never changes, and its digest covers all of it. */
export interface CertificateContent extends JudgedPeriod {
  readonly id: string;
  readonly issuedAt: Instant;
  readonly issuedBy: string;
  readonly company: { readonly id: string; readonly name?: string };
}

/** A complete-up-to certificate: for a period, per account, what was proven by which balance and what is open. */
export interface Certificate {
  readonly content: CertificateContent;
  /** SHA-256 of the content's canonical text, in hexadecimal. */
  readonly digest: string;
}

/** A certificate is complete only where there is an account, and every one of them is. */
export const verdictOf = (accounts: readonly Pick<CertifiedAccount, 'verdict'>[]): Verdict =>
  accounts.length > 0 && accounts.every(({ verdict }) => verdict === 'complete') ? 'complete' : 'open';

/** A name that somebody outside gave, as long as a certificate keeps it. */
export const cut = (name: string): string => {
  const characters = [...name];
  return characters.length <= maxNameLength ? name : `${characters.slice(0, maxNameLength - 1).join('')}…`;
};
