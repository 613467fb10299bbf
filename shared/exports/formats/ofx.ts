import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import { NotExpressible, type Place, type StatementFormat } from '../format.ts';
import { directionOf, familyOf, type Family } from '../parts/family.ts';
import { ibanOf } from '../parts/iban.ts';
import { aggregate, element } from '../parts/ofxElements.ts';
import { entryKey } from '../parts/referenceId.ts';
import { entryRemark, feeRemark, statementRemarks } from '../parts/remarks.ts';
import { remittanceOf } from '../parts/remittance.ts';
import { toAscii } from '../parts/text.ts';

/** Transaction types (OFX 2.2, section 11.4.4.3). The sign of the amount is the truth; the type never changes it. */
const types: Readonly<Record<Family, Readonly<Record<'debit' | 'credit', string>>>> = {
  transfer: { debit: 'DEBIT', credit: 'CREDIT' },
  instant: { debit: 'DEBIT', credit: 'CREDIT' },
  salary: { debit: 'DEBIT', credit: 'DIRECTDEP' },
  standing_order: { debit: 'REPEATPMT', credit: 'CREDIT' },
  own_transfer: { debit: 'DEBIT', credit: 'CREDIT' },
  foreign_transfer: { debit: 'DEBIT', credit: 'CREDIT' },
  direct_debit_paid: { debit: 'DIRECTDEBIT', credit: 'CREDIT' },
  direct_debit_refunded: { debit: 'DEBIT', credit: 'CREDIT' },
  direct_debit_collected: { debit: 'DEBIT', credit: 'CREDIT' },
  direct_debit_unpaid: { debit: 'DEBIT', credit: 'CREDIT' },
  card: { debit: 'POS', credit: 'CREDIT' },
  card_takings: { debit: 'DEBIT', credit: 'CREDIT' },
  cash_withdrawal: { debit: 'CASH', credit: 'CREDIT' },
  cash_deposit: { debit: 'DEBIT', credit: 'DEP' },
  cheque: { debit: 'CHECK', credit: 'DEP' },
  interest: { debit: 'INT', credit: 'INT' },
  fee: { debit: 'FEE', credit: 'CREDIT' },
  unknown: { debit: 'DEBIT', credit: 'CREDIT' },
};

/** How many characters of an IBAN, from the fifth on, name the bank (SWIFT's IBAN registry). */
const bankCodeLengths: Readonly<Record<string, number>> = {
  AT: 5,
  BE: 3,
  CH: 5,
  DE: 8,
  ES: 4,
  FR: 5,
  GB: 4,
  IE: 4,
  LU: 3,
  MC: 5,
  NL: 4,
  PT: 4,
};
const unknownBank = 'UNKNOWN';

const widths = { NAME: 32, EXTDNAME: 100, MEMO: 255, REFNUM: 32, MKTGINFO: 360 } as const;
const keyWidth = 51;

const header =
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n' +
  '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\r\n';

/** Without time and zone: a reader that converts them loses a day. */
const day = (date: CalendarDate): string => date.replaceAll('-', '');

const success = aggregate('STATUS', element('CODE', '0'), element('SEVERITY', 'INFO'));

const plain = (text: string | undefined): string => toAscii(text ?? '').replaceAll(/ {2,}/g, ' ');

const within = (text: string, width: number): string => text.slice(0, width).trimEnd();

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

/** The line's id as the API names it. */
const fitId = (entry: StatementEntry): string => {
  const id = entry.kind === 'adjustment' ? `${entry.id}-a${entry.version}` : entry.id;
  return /^[A-Za-z0-9-]{1,255}$/.test(id) ? id : entryKey(entry, keyWidth);
};

/** Of a text that a long name must leave. */
const leastText = 170;

/**
 * Text and, for the many readers that know no `EXTDNAME`, a name that is longer than its field. Then what is not cut for
 * them: the other side's account, why the line stands here, and what it cost.
 */
const memo = (entry: StatementEntry, name: string, currency: string): string => {
  const { counterpartyReference = '' } = entry.content;
  const rest = joined([
    entryRemark(entry, currency, () => fitId({ ...entry, kind: 'line' })) ?? '',
    feeRemark(entry, currency) ?? '',
    plain(ibanOf(counterpartyReference) ?? counterpartyReference),
  ]);
  const { reference = '', text: told = reference } = remittanceOf(entry);
  const room = Math.max(widths.MEMO - rest.length - 1, 0);
  const nameRoom = Math.min(Math.max(room - Math.min(told.length, leastText) - 1, 0), widths.EXTDNAME);
  const longName = name.length > widths.NAME && nameRoom > widths.NAME ? within(name, nameRoom) : '';
  const text = within(told, Math.max(room - longName.length - 1, 0));
  return within(joined([text, longName, rest]), widths.MEMO);
};

const transaction = (entry: StatementEntry, currency: string): string => {
  const { executionDate, valueDate, counterpartyName } = entry.content;
  const direction = directionOf(entry);
  const name = plain(counterpartyName);
  const reference = remittanceOf(entry).reference ?? '';
  const family = entry.kind === 'adjustment' ? 'unknown' : familyOf(entry);
  return `${aggregate(
    'STMTTRN',
    element('TRNTYPE', types[family][direction]),
    element('DTPOSTED', day(executionDate)),
    element('DTAVAIL', valueDate === undefined ? undefined : day(valueDate)),
    element('TRNAMT', formatAmount(entry.amount, currency)),
    element('FITID', fitId(entry)),
    element('REFNUM', reference.length <= widths.REFNUM ? reference : undefined),
    element('NAME', within(name, widths.NAME)),
    element('EXTDNAME', name.length > widths.NAME ? within(name, widths.EXTDNAME) : undefined),
    element('MEMO', memo(entry, name, currency)),
  )}\r\n`;
};

const account = (reference: string): string => {
  const iban = ibanOf(reference);
  const number = iban ?? reference.trim();
  if (number === '' || number !== plain(number)) throw new NotExpressible('account_characters');
  const length = bankCodeLengths[number.slice(0, 2)];
  return aggregate(
    'BANKACCTFROM',
    element('BANKID', iban === undefined || length === undefined ? unknownBank : iban.slice(4, 4 + length)),
    element('ACCTID', number),
    element('ACCTTYPE', 'CHECKING'),
  );
};

const statementResponse = (statement: StatementInFull, { isFirst, isLast }: Place): string => {
  const { number, currency, period, closing, entries } = statement;
  return aggregate(
    'STMTTRNRS',
    // An answer that nobody asked for has no name. Software names a statement by it, and every statement of a file by the
    // first of them, so that it is the number only where the file has one.
    element('TRNUID', isFirst && isLast ? number : '0'),
    success,
    aggregate(
      'STMTRS',
      element('CURDEF', currency),
      account(statement.account.reference),
      aggregate(
        'BANKTRANLIST',
        element('DTSTART', day(period.from)),
        element('DTEND', day(period.to)),
        '\r\n',
        ...entries.map((entry) => transaction(entry, currency)),
      ),
      aggregate('LEDGERBAL', element('BALAMT', formatAmount(closing, currency)), element('DTASOF', day(period.to))),
      element('MKTGINFO', within(statementRemarks(statement).join(' / '), widths.MKTGINFO)),
    ),
  );
};

/** Open Financial Exchange 2.2, a bank statement download (section 11.4). */
export const ofx: StatementFormat = {
  id: 'ofx',
  name: 'OFX 2.2',
  extension: 'ofx',
  mediaType: 'application/x-ofx',
  countries: [],
  limits: ['ascii_text', 'no_opening_balance'],
  write: (statement, place) => {
    const signOn = aggregate(
      'SIGNONMSGSRSV1',
      aggregate('SONRS', success, element('DTSERVER', day(statement.period.to)), element('LANGUAGE', 'ENG')),
    );
    const start = place.isFirst ? `${header}<OFX>${signOn}<BANKMSGSRSV1>\r\n` : '';
    const end = place.isLast ? '</BANKMSGSRSV1></OFX>\r\n' : '';
    return `${start}${statementResponse(statement, place)}\r\n${end}`;
  },
};
