import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { directionOf, familyOf, type Family } from '../family.ts';

/** Domain, family and subfamily. */
export type BankTransactionCode = readonly [domain: string, family: string, subfamily: string];

const code = /^([A-Z0-9]{4})-([A-Z0-9]{4})-([A-Z0-9]{4})$/;

const both = (...same: BankTransactionCode) => ({ debit: same, credit: same });

/**
 * Of what the bank gives no code for. Unknown ones are miscellaneous operations (MDOP, MCOP).
 *
 * @see ISO 20022, external code sets, bank transaction codes (1Q2021)
 */
const codes: Readonly<Record<Family, { readonly debit: BankTransactionCode; readonly credit: BankTransactionCode }>> = {
  transfer: { debit: ['PMNT', 'ICDT', 'ESCT'], credit: ['PMNT', 'RCDT', 'ESCT'] },
  instant: { debit: ['PMNT', 'IRCT', 'ESCT'], credit: ['PMNT', 'RRCT', 'ESCT'] },
  salary: { debit: ['PMNT', 'ICDT', 'SALA'], credit: ['PMNT', 'RCDT', 'SALA'] },
  standing_order: { debit: ['PMNT', 'ICDT', 'STDO'], credit: ['PMNT', 'RCDT', 'ESCT'] },
  own_transfer: { debit: ['PMNT', 'ICDT', 'BOOK'], credit: ['PMNT', 'RCDT', 'BOOK'] },
  foreign_transfer: { debit: ['PMNT', 'ICDT', 'XBCT'], credit: ['PMNT', 'RCDT', 'XBCT'] },
  direct_debit_paid: both('PMNT', 'RDDT', 'ESDD'),
  direct_debit_refunded: both('PMNT', 'RDDT', 'UPDD'),
  direct_debit_collected: both('PMNT', 'IDDT', 'ESDD'),
  direct_debit_unpaid: both('PMNT', 'IDDT', 'UPDD'),
  card: { debit: ['PMNT', 'CCRD', 'POSD'], credit: ['PMNT', 'MCRD', 'POSP'] },
  card_takings: { debit: ['PMNT', 'MCRD', 'OTHR'], credit: ['PMNT', 'MCRD', 'POSP'] },
  cash_withdrawal: both('PMNT', 'CNTR', 'CWDL'),
  cash_deposit: both('PMNT', 'CNTR', 'CDPT'),
  cheque: { debit: ['PMNT', 'ICHQ', 'CCHQ'], credit: ['PMNT', 'RCHQ', 'CCHQ'] },
  interest: { debit: ['ACMT', 'MDOP', 'INTR'], credit: ['ACMT', 'MCOP', 'INTR'] },
  fee: { debit: ['ACMT', 'MDOP', 'FEES'], credit: ['ACMT', 'MCOP', 'FEES'] },
  unknown: { debit: ['PMNT', 'MDOP', 'OTHR'], credit: ['PMNT', 'MCOP', 'OTHR'] },
};

/** The bank's own code where it is whole; else that of the family. */
export const bankTransactionCodeOf = (entry: StatementEntry): BankTransactionCode => {
  const [, domain, family, subfamily] = code.exec(entry.content.bankTransactionCode ?? '') ?? [];
  if (domain !== undefined && family !== undefined && subfamily !== undefined) return [domain, family, subfamily];
  return codes[familyOf(entry)][directionOf(entry)];
};
