import { digitsOf } from '../../domain/money/currency.ts';
import { isNegative, isZero, type Decimal } from '../../domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import { NotExpressible, type Place, type StatementFormat } from '../format.ts';
import { unsignedUnits } from '../parts/amounts.ts';
import { currencyNumberOf } from '../parts/currencyNumber.ts';
import { spanishAccountOf } from '../parts/domesticAccount.ts';
import { endToEndIdOf } from '../parts/endToEndId.ts';
import { directionOf, familyOf, type Family } from '../parts/family.ts';
import {
  accountEnd,
  accountStart,
  complement,
  complementWidth,
  fileEnd,
  mostComplements,
  movement,
} from '../parts/norma43Records.ts';
import { entryKey, idWithin } from '../parts/referenceId.ts';
import { bareReference, entryRemark, feeRemark } from '../parts/remarks.ts';
import { yymmdd } from '../parts/shortDate.ts';
import { toAscii } from '../parts/text.ts';
import { wordsOf } from '../parts/words.ts';

const keyWidth = 16;
/** Counts have five digits, that of all records of a file six. */
const mostLines = 99_999;
const mostRecords = 999_999;

/**
 * Common concepts, debit and credit.
 *
 * @see Cuaderno 43, appendix 2, as csb43 1.1.0 has it
 */
const concepts: Readonly<Record<Family, readonly [debit: string, credit: string]>> = {
  transfer: ['04', '04'],
  instant: ['04', '04'],
  salary: ['15', '15'],
  standing_order: ['04', '04'],
  own_transfer: ['04', '04'],
  foreign_transfer: ['13', '13'],
  direct_debit_paid: ['03', '03'],
  direct_debit_refunded: ['14', '14'],
  direct_debit_collected: ['03', '03'],
  direct_debit_unpaid: ['14', '14'],
  card: ['12', '12'],
  card_takings: ['12', '12'],
  cash_withdrawal: ['11', '11'],
  cash_deposit: ['02', '02'],
  cheque: ['01', '02'],
  interest: ['17', '17'],
  fee: ['17', '17'],
  unknown: ['99', '99'],
};
const conceptOfAdjustments = '98';

const amountField = (amount: Decimal, lineId?: string): string =>
  unsignedUnits(amount, { decimals: 2, width: 14 }, lineId);

/** Debit 1, credit 2. */
const signOf = (amount: Decimal): string => (isNegative(amount) ? '1' : '2');

const otherSigns = /[^A-Z0-9 .,\-/()]+/g;
const blanks = / {2,}/g;

const spanishText = (text: string | undefined): string =>
  toAscii(text ?? '')
    .toUpperCase()
    .replaceAll(otherSigns, ' ')
    .replaceAll(blanks, ' ')
    .trim();

/** Name first, in as many halves of a record as it needs, then everything else, most important first. */
const complements = (entry: StatementEntry, currency: string): readonly string[] => {
  const { counterpartyName, counterpartyReference, mandateId, creditorId } = entry.content;
  const name = spanishText(counterpartyName).slice(0, 2 * complementWidth);
  const reference = bareReference(entry);
  const words = spanishText(wordsOf(entry));
  const rest = [
    entryRemark(entry, currency, (id) => idWithin(id, keyWidth)),
    reference !== undefined && !words.includes(reference) ? reference : undefined,
    words,
    feeRemark(entry, currency),
    counterpartyReference,
    endToEndIdOf(entry),
    mandateId,
    creditorId,
  ].map(spanishText);
  const texts = [...halves(name), ...halves(rest.filter((text) => text !== '').join(' '))];
  if (name === '' && texts.length > 0) texts.unshift('');
  const records: string[] = [];
  for (let at = 0; at < texts.length && records.length < mostComplements; at += 2) {
    const [first = '', second = ''] = [texts[at], texts[at + 1]];
    records.push(complement({ number: String(records.length + 1), first, second }));
  }
  return records;
};

const halves = (text: string): readonly string[] => text.match(new RegExp(`.{1,${complementWidth}}`, 'g')) ?? [];

const lineRecords = (
  entry: StatementEntry,
  { document, branch, currency }: { readonly document: number; readonly branch: string; readonly currency: string },
): readonly string[] => {
  const { id, kind, amount, content } = entry;
  // Readers count it among the credits, or nowhere: their counts would not be ours.
  if (isZero(amount)) throw new NotExpressible('amount_zero', id);
  const [debit, credit] = concepts[familyOf(entry)];
  return [
    movement({
      branch,
      operationDate: yymmdd(content.executionDate, id),
      valueDate: yymmdd(content.valueDate ?? content.executionDate, id),
      concept: kind === 'adjustment' ? conceptOfAdjustments : directionOf(entry) === 'debit' ? debit : credit,
      sign: signOf(amount),
      amount: amountField(amount, id),
      document: String(document),
      reference2: entryKey(entry, keyWidth),
    }),
    ...complements(entry, currency),
  ];
};

const records = (statement: StatementInFull, { isFirst, isLast, textLinesBefore }: Place): readonly string[] => {
  const { currency, period, opening, closing, entries, totalCredit, totalDebit } = statement;
  const account = spanishAccountOf(statement.account.reference);
  if (digitsOf(currency) !== 2) throw new NotExpressible('currency_decimals');
  const currencyNumber = currencyNumberOf(currency);
  if (entries.length > mostLines) throw new NotExpressible('too_many_lines');
  const debits = entries.filter((entry) => directionOf(entry) === 'debit').length;
  const own = [
    accountStart({
      ...account,
      from: yymmdd(period.from),
      to: yymmdd(period.to),
      sign: signOf(opening),
      opening: amountField(opening),
      currency: currencyNumber,
      holder: spanishText(statement.account.holderName),
    }),
    ...entries.flatMap((entry, at) => lineRecords(entry, { document: at + 1, branch: account.branch, currency })),
    accountEnd({
      ...account,
      debits: String(debits),
      debit: amountField(totalDebit),
      credits: String(entries.length - debits),
      credit: amountField(totalCredit),
      sign: signOf(closing),
      closing: amountField(closing),
      currency: currencyNumber,
    }),
  ];
  if (!isLast) return own;
  if (!isFirst && textLinesBefore === undefined) throw new Error('the records before a statement are not counted');
  const counted = own.length + (textLinesBefore ?? 0);
  if (counted > mostRecords) throw new NotExpressible('too_many_lines');
  return [...own, fileEnd({ records: String(counted) })];
};

/**
 * What packages in Spain read.
 *
 * @see Asociación Española de Banca, Cuaderno 43
 */
export const norma43: StatementFormat = {
  id: 'norma43',
  name: 'Norma 43',
  extension: 'n43',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['ES'],
  limits: ['spanish_iban', 'two_decimals', 'ascii_text', 'no_verdict', 'no_number'],
  write: (statement, place) =>
    records(statement, place)
      .map((record) => `${record}\r\n`)
      .join(''),
};
