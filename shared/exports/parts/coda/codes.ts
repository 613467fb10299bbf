import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { directionOf, familyOf, isAgainstItsCode, type Family } from '../family.ts';

/**
 * Family and transaction of CODA's transaction codes, for a debit and for a credit.
 *
 * @see Febelfin, Coded statement of account (CODA), version 2.6, annex 2 "Transaction codes"; read as Odoo's `l10n_be_coda`
 * lists them. Transactions 40 to 48 and 90 to 98 belong to the banks.
 */
const codes: Readonly<Record<Family, { readonly debit: string; readonly credit: string }>> = {
  transfer: { debit: '0101', credit: '0150' },
  instant: { debit: '0201', credit: '0250' },
  salary: { debit: '0105', credit: '0150' },
  standing_order: { debit: '0103', credit: '0150' },
  own_transfer: { debit: '0113', credit: '0164' },
  foreign_transfer: { debit: '4101', credit: '4150' },
  direct_debit_paid: { debit: '0501', credit: '0599' },
  direct_debit_refunded: { debit: '0549', credit: '0554' },
  direct_debit_collected: { debit: '0549', credit: '0550' },
  direct_debit_unpaid: { debit: '0503', credit: '0599' },
  card: { debit: '0402', credit: '0499' },
  card_takings: { debit: '0449', credit: '0450' },
  cash_withdrawal: { debit: '0901', credit: '0999' },
  cash_deposit: { debit: '0949', credit: '0950' },
  cheque: { debit: '0301', credit: '0352' },
  interest: { debit: '3501', credit: '3550' },
  fee: { debit: '8035', credit: '8087' },
  unknown: { debit: '3039', credit: '3089' },
};

/** "Cancellation or correction", of every family. */
const correction = { debit: '49', credit: '99' } as const;

/** Where the bank's code tells more than its family does. */
const exact: readonly { readonly code: RegExp; readonly debit?: string; readonly credit?: string }[] = [
  { code: /^PMNT-CCRD-CWDL$/, debit: '0404', credit: '0499' },
  { code: /^PMNT-CCRD-CDPT$/, debit: '0449', credit: '0453' },
  { code: /^PMNT-\w{4}-UPCQ$/, debit: '0338' },
];

/** The eight digits: a single amount, no total; family and transaction; net amount. */
export const transactionCodeOf = (entry: StatementEntry): string => {
  const direction = directionOf(entry);
  const told = exact.find(({ code }) => code.test(entry.content.bankTransactionCode ?? ''))?.[direction];
  const code = told ?? codes[familyOf(entry)][direction];
  const isCorrection = entry.kind === 'adjustment' || isAgainstItsCode(entry);
  return `0${isCorrection ? code.slice(0, 2) + correction[direction] : code}000`;
};
