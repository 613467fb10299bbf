import { addDays, type CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import { digitsOf } from '../../../domain/money/currency.ts';
import { isNegative, type Decimal } from '../../../domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../../domain/statements/statementInFull.ts';
import { NotExpressible, type Place } from '../../format.ts';
import { unsignedUnits } from '../amounts.ts';
import { familyOf, type Family } from '../family.ts';
import { endToEndIdOf } from '../endToEndId.ts';
import { ibanOf } from '../iban.ts';
import { entryKey, idWithin } from '../referenceId.ts';
import { entryRemark, feeRemark } from '../remarks.ts';
import { yymmdd } from '../shortDate.ts';
import { isSwiftText, swiftText } from './swiftText.ts';

/** What the banks write differently. All text that a dialect gives is in the x set. */
export interface Dialect {
  /** Before the fields of the first statement. */
  readonly head: readonly string[];
  readonly account: (reference: string, currency: string) => string;
  /** The third line of a statement line (34x), where a bank uses it. */
  readonly supplement: (entry: StatementEntry, currency: string) => string | undefined;
  /** The lines of `:86:` after a statement line. */
  readonly details: (entry: StatementEntry, currency: string) => readonly string[];
  /** The lines of `:86:` after the closing balance. */
  readonly closingRemarks: (statement: StatementInFull) => readonly string[];
}

const keyWidth = 16;

/** SWIFT's transaction type identification codes (MT940, field 61, subfield 6). */
const typeCodes: Readonly<Record<Family, string>> = {
  transfer: 'TRF',
  instant: 'TRF',
  salary: 'TRF',
  standing_order: 'STO',
  own_transfer: 'TRF',
  foreign_transfer: 'TRF',
  direct_debit_paid: 'DDT',
  direct_debit_refunded: 'RTI',
  direct_debit_collected: 'DDT',
  direct_debit_unpaid: 'RTI',
  card: 'MSC',
  card_takings: 'MSC',
  cash_withdrawal: 'MSC',
  cash_deposit: 'MSC',
  cheque: 'CHK',
  interest: 'INT',
  fee: 'CHG',
  unknown: 'MSC',
};

/** `15d`: digits of the currency behind a comma, which is never left out. */
export const mt940Amount = (amount: Decimal, currency: string, lineId?: string): string => {
  const decimals = digitsOf(currency);
  const units = unsignedUnits(amount, { decimals, width: 14 }, lineId).padStart(decimals + 1, '0');
  return `${units.slice(0, units.length - decimals)},${units.slice(units.length - decimals)}`;
};

const signOf = (amount: Decimal): string => (isNegative(amount) ? 'D' : 'C');

const balance = (amount: Decimal, on: CalendarDate, currency: string): string =>
  `${signOf(amount)}${yymmdd(on)}${currency}${mt940Amount(amount, currency)}`;

/** `35x`, or less where more must stand beside it. */
export const ownAccount = (reference: string, width: number, unwritable?: RegExp): string => {
  const account = ibanOf(reference) ?? reference.trim();
  const isWritable = account !== '' && isSwiftText(account) && unwritable?.test(account) !== true;
  if (!isWritable) throw new NotExpressible('account_characters');
  if (account.length > width) throw new NotExpressible('account_too_long');
  return account;
};

/** Marks of the fields around it; and in one dialect it stands on a line of its own, which would be a tag or the end. */
const notInAField = /^[:-]|[/?]/;

/** The other side's account, where the field holds it as it is: it is never cut. */
export const otherAccount = ({ content }: StatementEntry, width: number): string | undefined => {
  const reference = content.counterpartyReference ?? '';
  const account = ibanOf(reference) ?? reference.trim();
  return account !== '' && account.length <= width && isSwiftText(account) && !notInAField.test(account)
    ? account
    : undefined;
};

/**
 * What follows the text of a line: why it stands here although its day lies before, what it cost, and last, as it may be of
 * any length, an account that no field of its own holds.
 */
export const lineRemarks = (entry: StatementEntry, currency: string, accountWidth: number): string => {
  const { counterpartyReference = '', fee } = entry.content;
  const isElsewhere = counterpartyReference === '' || otherAccount(entry, accountWidth) !== undefined;
  if (isElsewhere && entry.kind === 'line' && fee === undefined) return '';
  return [
    entryRemark(entry, currency, (id) => idWithin(id, keyWidth)),
    feeRemark(entry, currency),
    isElsewhere ? '' : swiftText(counterpartyReference),
  ]
    .filter((remark) => remark !== undefined && remark !== '')
    .join(' ');
};

/** `16x`: neither a slash at an end nor two in a row. */
const customerReference = (entry: StatementEntry): string => {
  const id = endToEndIdOf(entry) ?? '';
  const fits = id !== '' && id.length <= 16 && isSwiftText(id) && !/^[/ ]|[/ ]$|\/\//.test(id);
  return fits ? id : 'NONREF';
};

const statementLine = (entry: StatementEntry, currency: string, dialect: Dialect): readonly string[] => {
  const { id, kind, amount, content } = entry;
  const valueDate = yymmdd(content.valueDate ?? content.executionDate, id);
  const entryDate = yymmdd(content.executionDate, id).slice(2);
  const type = kind === 'adjustment' ? 'MSC' : typeCodes[familyOf(entry)];
  const references = `${customerReference(entry)}//${entryKey(entry, keyWidth)}`;
  const supplement = dialect.supplement(entry, currency);
  const [first = '', ...more] = dialect.details(entry, currency);
  return [
    `:61:${valueDate}${entryDate}${signOf(amount)}${mt940Amount(amount, currency, id)}N${type}${references}`,
    ...(supplement === undefined ? [] : [supplement]),
    `:86:${first}`,
    ...more,
  ];
};

/**
 * A statement in one page and without the envelope of SWIFT's network: AqBanking refuses it, and it names a BIC that is not
 * always known.
 *
 * @throws NotExpressible
 */
export const writeMt940 = (statement: StatementInFull, { isFirst }: Place, dialect: Dialect): string => {
  const { account, currency, number, period, opening, closing, entries } = statement;
  const [firstRemark, ...moreRemarks] = dialect.closingRemarks(statement);
  const lines = [
    ...(isFirst ? dialect.head : []),
    `:20:PBS${number}`,
    `:25:${dialect.account(account.reference, currency)}`,
    `:28C:${Number(number.slice(number.indexOf('-') + 1))}/1`,
    `:60F:${balance(opening, addDays(period.from, -1), currency)}`,
    ...entries.flatMap((entry) => statementLine(entry, currency, dialect)),
    `:62F:${balance(closing, period.to, currency)}`,
    ...(firstRemark === undefined ? [] : [`:86:${firstRemark}`, ...moreRemarks]),
    '-',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
};
