import { addDays } from '../../domain/calendar/calendarDate.ts';
import type { StatementInFull } from '../../domain/statements/statementInFull.ts';
import { NotExpressible, type Place, type StatementFormat } from '../format.ts';
import { bicOf } from '../parts/bic.ts';
import { amountField, movementRecords, signOf } from '../parts/coda/movement.ts';
import { freeCommunication, header, newBalance, oldBalance, trailer } from '../parts/coda/records.ts';
import { ibanOf } from '../parts/iban.ts';
import { statementRemarks } from '../parts/remarks.ts';
import { ddmmyy } from '../parts/shortDate.ts';
import { toAscii } from '../parts/text.ts';

/** The continuous number of a movement has four digits, and no rule says what follows 9999. */
const mostLines = 9999;

const records = (statement: StatementInFull, { isLast }: Place): readonly string[] => {
  const { account, currency, number, period, entries } = statement;
  const iban = ibanOf(account.reference);
  if (iban === undefined) throw new NotExpressible('account_without_iban');
  if (entries.length > mostLines) throw new NotExpressible('too_many_lines');
  const isBelgian = iban.startsWith('BE');
  const holder = toAscii(account.holderName ?? '');
  const accountField = iban.padEnd(34) + currency;
  const paperNumber = String(Number(number.slice(5)) % 1000);
  const day = ddmmyy(period.to);
  const counted = [
    oldBalance({
      structure: isBelgian ? '2' : '3',
      paperNumber,
      account: accountField,
      sign: signOf(statement.opening),
      amount: amountField(statement.opening),
      on: ddmmyy(addDays(period.from, -1)),
      holder,
      description: toAscii(account.product ?? ''),
      codedNumber: paperNumber,
    }),
    ...entries.flatMap((entry, at) => movementRecords(entry, { number: at + 1, paperNumber, currency })),
    newBalance({
      paperNumber,
      account: accountField,
      sign: signOf(statement.closing),
      amount: amountField(statement.closing),
      on: day,
      link: '1',
    }),
  ];
  const remarks = statementRemarks(statement);
  return [
    header({
      createdOn: day,
      // The bank's number is in a Belgian account number; a foreign bank has none.
      bank: isBelgian ? iban.slice(4, 7) : '0',
      fileReference: number,
      addressee: holder,
      bic: bicOf(account) ?? '',
    }),
    ...counted,
    ...remarks.map((communication, at) => {
      const link = at < remarks.length - 1 ? '1' : '0';
      return freeCommunication({ number: String(at + 1), communication, link });
    }),
    trailer({
      records: String(counted.length),
      debit: amountField(statement.totalDebit),
      credit: amountField(statement.totalCredit),
      last: isLast ? '2' : '1',
    }),
  ];
};

/**
 * What packages in Belgium read.
 *
 * @see Febelfin, Coded statement of account (CODA), version 2.6
 */
export const coda: StatementFormat = {
  id: 'coda',
  name: 'CODA 2.6',
  extension: 'cod',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['BE'],
  limits: ['belgian_or_other_iban', 'lines_9999', 'ascii_text'],
  write: (statement, place) =>
    records(statement, place)
      .map((record) => `${record}\r\n`)
      .join(''),
};
