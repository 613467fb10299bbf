import { isNegative } from '../../domain/money/decimal.ts';
import type { StatementEntry } from '../../domain/statements/statementInFull.ts';

/** What a line is, in words that every format has a code for. */
export type Family =
  | 'transfer'
  | 'instant'
  | 'salary'
  | 'standing_order'
  | 'own_transfer'
  | 'foreign_transfer'
  | 'direct_debit_paid'
  | 'direct_debit_refunded'
  | 'direct_debit_collected'
  | 'direct_debit_unpaid'
  | 'card'
  | 'card_takings'
  | 'cash_withdrawal'
  | 'cash_deposit'
  | 'cheque'
  | 'interest'
  | 'fee'
  | 'unknown';

type Direction = 'debit' | 'credit';

/**
 * Domain, family and subfamily of the ISO 20022 external code set of bank transaction codes, the first that fits. A family
 * that depends on the direction has a line for each.
 *
 * @see https://www.iso20022.org/catalogue-messages/additional-content-messages/external-code-sets
 */
const rules: readonly { readonly code: RegExp; readonly of?: Direction; readonly family: Family }[] = [
  { code: /^PMNT-CCRD-CWDL$|^PMNT-CNTR-CWDL$/, family: 'cash_withdrawal' },
  { code: /^PMNT-CCRD-CDPT$|^PMNT-CNTR-CDPT$/, family: 'cash_deposit' },
  { code: /-SALA$/, family: 'salary' },
  { code: /^PMNT-ICDT-STDO$/, family: 'standing_order' },
  { code: /-BOOK$|^PMNT-\w{4}-ATXN$/, family: 'own_transfer' },
  { code: /-XBCT$/, family: 'foreign_transfer' },
  { code: /-INTR$/, family: 'interest' },
  { code: /-(FEES|CHRG|COMM)$/, family: 'fee' },
  { code: /^PMNT-(IRCT|RRCT)-/, family: 'instant' },
  { code: /^PMNT-(ICDT|RCDT)-/, family: 'transfer' },
  { code: /^PMNT-RDDT-/, of: 'debit', family: 'direct_debit_paid' },
  { code: /^PMNT-RDDT-/, of: 'credit', family: 'direct_debit_refunded' },
  { code: /^PMNT-IDDT-/, of: 'credit', family: 'direct_debit_collected' },
  { code: /^PMNT-IDDT-/, of: 'debit', family: 'direct_debit_unpaid' },
  { code: /^PMNT-CCRD-/, family: 'card' },
  { code: /^PMNT-MCRD-/, family: 'card_takings' },
  { code: /^PMNT-(ICHQ|RCHQ)-/, family: 'cheque' },
];

/** Does the money go, by what the line counts for? The sign decides, whatever the code says. */
export const directionOf = ({ amount }: Pick<StatementEntry, 'amount'>): Direction =>
  isNegative(amount) ? 'debit' : 'credit';

/** By the bank's code; without one that is known, by what else the line names. */
export const familyOf = (entry: StatementEntry): Family => {
  const { bankTransactionCode, mandateId, cardReference, counterpartyReference } = entry.content;
  const direction = directionOf(entry);
  const rule = rules.find(({ code, of }) => code.test(bankTransactionCode ?? '') && (of ?? direction) === direction);
  if (rule) return rule.family;
  if (mandateId !== undefined) return direction === 'debit' ? 'direct_debit_paid' : 'direct_debit_collected';
  if (cardReference !== undefined && direction === 'debit') return 'card';
  return counterpartyReference === undefined ? 'unknown' : 'transfer';
};

/** Codes that are of one direction by their name: what was sent goes, what was received comes. */
const directions: readonly { readonly code: RegExp; readonly of: Direction }[] = [
  { code: /^PMNT-(ICDT|IRCT)-/, of: 'debit' },
  { code: /^PMNT-(RCDT|RRCT)-/, of: 'credit' },
  { code: /^PMNT-\w{4}-CWDL$/, of: 'debit' },
  { code: /^PMNT-\w{4}-CDPT$/, of: 'credit' },
];

/** Does the money move against the bank's own code, as when a payment comes back? The sign is the truth, not the code. */
export const isAgainstItsCode = (entry: StatementEntry): boolean => {
  const rule = directions.find(({ code }) => code.test(entry.content.bankTransactionCode ?? ''));
  return rule !== undefined && rule.of !== directionOf(entry);
};
