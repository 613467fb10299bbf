import { addDays } from '../../domain/calendar/calendarDate.ts';
import { amountOf, digitsOf } from '../../domain/money/currency.ts';
import { isNegative, type Decimal } from '../../domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import { NotExpressible, type StatementFormat } from '../format.ts';
import { unsignedUnits } from '../parts/amounts.ts';
import { closingBalance, complement, complementWidth, movement, openingBalance } from '../parts/cfonb120Records.ts';
import { frenchAccountOf } from '../parts/domesticAccount.ts';
import { endToEndIdOf } from '../parts/endToEndId.ts';
import { directionOf, familyOf, type Family } from '../parts/family.ts';
import { entryKey, idWithin } from '../parts/referenceId.ts';
import { bareReference, entryRemark } from '../parts/remarks.ts';
import { ddmmyy } from '../parts/shortDate.ts';
import { cut, toAscii } from '../parts/text.ts';
import { wordsOf } from '../parts/words.ts';

const keyWidth = 16;
const labelWidth = 31;
/** Client references (RCN). */
const referenceWidth = 35;
const amountWidth = 14;
/** Entry numbers have seven digits. */
const mostLines = 9_999_999;
/** Of free texts beyond the first two records (LCC, LC2): more are of no use to anybody. */
const mostFreeTexts = 4;

/**
 * Interbank operation codes, debit and credit. No reader that is known depends on them.
 *
 * @see CFONB, codes opérations interbancaires, 2004, as French banks print them
 */
const codes: Readonly<Record<Family, readonly [debit: string, credit: string]>> = {
  transfer: ['06', '05'],
  instant: ['06', '05'],
  salary: ['06', '05'],
  standing_order: ['06', '05'],
  own_transfer: ['18', '18'],
  foreign_transfer: ['21', '21'],
  direct_debit_paid: ['08', '08'],
  direct_debit_refunded: ['31', '31'],
  direct_debit_collected: ['08', '08'],
  direct_debit_unpaid: ['31', '31'],
  card: ['11', '11'],
  card_takings: ['10', '10'],
  cash_withdrawal: ['09', '09'],
  cash_deposit: ['09', '09'],
  cheque: ['01', '02'],
  interest: ['63', '63'],
  fee: ['62', '62'],
  unknown: ['99', '99'],
};

/** The last digit of an amount is written with the sign of the whole (overpunch). */
const lastDigit = { credit: '{ABCDEFGHI', debit: '}JKLMNOPQR' } as const;

const amountField = (amount: Decimal, currency: string, lineId?: string): string => {
  const units = unsignedUnits(amount, { decimals: digitsOf(currency), width: amountWidth }, lineId);
  const sign = lastDigit[isNegative(amount) ? 'debit' : 'credit'];
  return units.slice(0, -1).padStart(amountWidth - 1, '0') + sign.charAt(Number(units.slice(-1)));
};

const otherSigns = /[^A-Z0-9 *\-./]+/g;
const blanks = / {2,}/g;

const frenchText = (text: string | undefined): string =>
  toAscii(text ?? '')
    .toUpperCase()
    .replaceAll(otherSigns, ' ')
    .replaceAll(blanks, ' ')
    .trim();

type Complement = readonly [qualifier: string, information: string];

/** What records 05 say of a line, in the order of the standard's examples; empty ones are left out. */
const complements = (entry: StatementEntry, currency: string, name: string): readonly Complement[] => {
  const { mandateId, creditorId, counterpartyReference, fee } = entry.content;
  const isDebit = directionOf(entry) === 'debit';
  const { pieces, rest } = cut(frenchText(wordsOf(entry)), [complementWidth, complementWidth]);
  const [first = '', second = ''] = pieces;
  const more = rest.match(new RegExp(`.{1,${complementWidth}}`, 'g')) ?? [];
  const account = frenchText(counterpartyReference);
  const named = (title: string, value: string): string => (value === '' ? '' : `${title} ${value}`);
  const customer = frenchText(endToEndIdOf(entry));
  const told: readonly Complement[] = [
    ['LIB', frenchText(entryRemark(entry, currency, (id) => idWithin(id, keyWidth)))],
    [isDebit ? 'NBE' : 'NPY', name.length > labelWidth ? name : ''],
    ['LCC', first],
    ['LC2', second],
    ...more.slice(0, mostFreeTexts).map((text): Complement => ['LIB', text]),
    isDebit ? ['CBE', account] : ['LIB', named('COMPTE', account)],
    ['RCN', customer.length > referenceWidth ? '' : customer],
    ['REF', frenchText(bareReference(entry))],
    // Référence unique de mandat, identifiant créancier SEPA.
    ['LIB', named('RUM', frenchText(mandateId))],
    ['LIB', named('ICS', frenchText(creditorId))],
    ['FEE', fee === undefined ? '' : feeInformation(fee, currency, entry.id)],
  ];
  return told.filter(([, information]) => information !== '');
};

/** Currency, decimals and amount without a sign. */
const feeInformation = (fee: string, currency: string, lineId: string): string => {
  const decimals = digitsOf(currency);
  const units = unsignedUnits(amountOf(fee), { decimals, width: amountWidth }, lineId);
  return `${currency}${decimals}${units.padStart(amountWidth, '0')}`;
};

const records = (statement: StatementInFull): readonly string[] => {
  const { currency, period, opening, closing, entries } = statement;
  const account = { ...frenchAccountOf(statement.account.reference), currency, decimals: String(digitsOf(currency)) };
  if (entries.length > mostLines) throw new NotExpressible('too_many_lines');
  const lineRecords = (entry: StatementEntry, at: number): readonly string[] => {
    const { id, amount, content } = entry;
    const [debit, credit] = codes[familyOf(entry)];
    const code = directionOf(entry) === 'debit' ? debit : credit;
    const bookedOn = ddmmyy(content.executionDate, id);
    const name = frenchText(content.counterpartyName);
    const own = movement({
      ...account,
      code,
      bookedOn,
      valueDate: ddmmyy(content.valueDate ?? content.executionDate, id),
      label: name === '' ? frenchText(wordsOf(entry)) : name,
      number: String(at + 1),
      amount: amountField(amount, currency, id),
      reference: entryKey(entry, keyWidth),
    });
    const others = complements(entry, currency, name);
    return [
      own,
      ...others.map(([qualifier, information]) => complement({ ...account, code, bookedOn, qualifier, information })),
    ];
  };
  return [
    openingBalance({ ...account, on: ddmmyy(addDays(period.from, -1)), amount: amountField(opening, currency) }),
    ...entries.flatMap(lineRecords),
    closingBalance({ ...account, on: ddmmyy(period.to), amount: amountField(closing, currency) }),
  ];
};

/**
 * What packages in France and Monaco read.
 *
 * @see CFONB, Relevé de compte sur support informatique, July 2004
 */
export const cfonb120: StatementFormat = {
  id: 'cfonb120',
  name: 'CFONB 120',
  extension: 'cfonb',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['FR', 'MC'],
  limits: ['french_iban', 'ascii_text', 'no_verdict', 'no_number'],
  write: (statement) =>
    records(statement)
      .map((record) => `${record}\r\n`)
      .join(''),
};
