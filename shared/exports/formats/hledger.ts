import type { Decimal } from '../../domain/money/decimal.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import type { StatementInFull } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat } from '../format.ts';
import { accountPart, journalLines, otherSide, type JournalLine } from '../parts/journal.ts';
import { statementRemarks } from '../parts/remarks.ts';

/** `;` begins a comment, `|` parts payee and note, and in brackets both programs look for dates. */
const words = (text: string): string => text.replaceAll(/[;|[\]]/g, (sign) => instead[sign] ?? ' ');
const instead: Readonly<Record<string, string>> = { ';': ',', '|': '/', '[': '(', ']': ')' };
/** A value ends at a comma. */
const value = (text: string): string => words(text).replaceAll(',', ' ');

const money = (amount: Decimal, { currency }: StatementInFull): string =>
  `${currency} ${formatAmount(amount, currency)}`;

const transaction = (
  statement: StatementInFull,
  bank: string,
  { entry, place, date, balance, payee, note, facts }: JournalLine,
): readonly string[] => {
  const told = facts.find(([name]) => name === 'bank-date')?.[1];
  const description = [payee, note].filter((text) => text !== '').map(words);
  return [
    `${date}${told === undefined ? '' : `=${told}`} (${statement.number}/${place}) ${description.join(' | ')}`.trimEnd(),
    ...facts.map(([name, text]) => `    ; ${name}: ${value(text)}`),
    `    ${bank}  ${money(entry.amount, statement)} = ${money(balance, statement)}`,
    `    ${otherSide(entry)}:unknown`,
    '',
  ];
};

/**
 * Plain text accounting: hledger, and ledger. Every line asserts the balance after it.
 *
 * @see https://hledger.org/hledger.html#journal and https://ledger-cli.org/doc/ledger3.html
 */
export const hledger: StatementFormat = {
  id: 'hledger',
  name: 'hledger, Ledger',
  extension: 'journal',
  mediaType: 'text/plain; charset=utf-8',
  countries: [],
  limits: [],
  write: (statement, { isFirst }, { opening }) => {
    const { number, period } = statement;
    const bank = `assets:bank:${accountPart(statement.account.reference)}`;
    const balance = money(statement.opening, statement);
    const lines = [
      `; Statement ${number}, ${period.from} to ${period.to}`,
      ...statementRemarks(statement).map((remark) => `; ${remark}`),
      '',
      `${period.from} (${number}) Opening balance`,
      ...(isFirst && opening
        ? [`    ${bank}  ${balance} = ${balance}`, '    equity:opening']
        : [`    ${bank}  ${statement.currency} 0 = ${balance}`]),
      '',
      ...journalLines(statement).flatMap((line) => transaction(statement, bank, line)),
    ];
    return `${lines.join('\n')}\n`;
  },
};
