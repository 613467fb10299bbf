import { addDays } from '../../domain/calendar/calendarDate.ts';
import type { Decimal } from '../../domain/money/decimal.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import type { StatementInFull } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat } from '../format.ts';
import { accountPart, journalLines, otherSide, type JournalLine } from '../parts/journal.ts';
import { bareReference, statementRemarks } from '../parts/remarks.ts';
import { toAscii } from '../parts/text.ts';

const others = { expenses: 'Expenses:Unknown', income: 'Income:Unknown' } as const;
const opened = 'Equity:Opening-Balances';

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const amountOf = (amount: Decimal, { currency }: StatementInFull): string =>
  `${formatAmount(amount, currency)} ${currency}`;

/** Without the tolerance, beancount lets a cent pass. */
const exactly = (amount: Decimal, { currency }: StatementInFull): string =>
  `${formatAmount(amount, currency)} ~ 0 ${currency}`;

const transaction = (
  statement: StatementInFull,
  bank: string,
  { entry, date, payee, note, facts }: JournalLine,
): readonly string[] => {
  const reference = bareReference(entry);
  const prefix = entry.content.reference?.kind === 'be_ogm' ? 'ogm-' : '';
  const link = reference === undefined ? '' : ` ^${prefix}${reference}`;
  return [
    `${date} * ${payee === '' ? '' : `${quoted(payee)} `}${quoted(note)}${link}`,
    ...facts.map(([name, text]) => `  ${name}: ${name.endsWith('-date') ? text : quoted(text)}`),
    `  ${bank}  ${amountOf(entry.amount, statement)}`,
    `  ${others[otherSide(entry)]}`,
    '',
  ];
};

/** What a file needs that stands alone; a balance is looked at before the lines of its day, so all of it is a day earlier. */
const beginning = (statement: StatementInFull, bank: string): readonly string[] => {
  const day = addDays(statement.period.from, -1);
  return [
    `${day} open ${bank} ${statement.currency}`,
    ...[opened, others.income, others.expenses].map((account) => `${day} open ${account}`),
    '',
    `${day} * "Opening balance"`,
    `  ${bank}  ${amountOf(statement.opening, statement)}`,
    `  ${opened}`,
    '',
  ];
};

/**
 * Plain text accounting with beancount 3. Opening and closing balance are asserted.
 *
 * @see https://beancount.github.io/docs/beancount_language_syntax.html
 */
export const beancount: StatementFormat = {
  id: 'beancount',
  name: 'Beancount',
  extension: 'beancount',
  mediaType: 'text/plain; charset=utf-8',
  countries: [],
  limits: [],
  write: (statement, { isFirst }, { opening }) => {
    const { number, period } = statement;
    const bank = `Assets:Bank:${accountPart(toAscii(statement.account.reference)).toUpperCase()}`;
    const lines = [
      `; Statement ${number}, ${period.from} to ${period.to}`,
      ...statementRemarks(statement).map((remark) => `; ${remark}`),
      '',
      ...(isFirst && opening ? beginning(statement, bank) : []),
      `${period.from} balance ${bank}  ${exactly(statement.opening, statement)}`,
      '',
      ...journalLines(statement).flatMap((line) => transaction(statement, bank, line)),
      `${addDays(period.to, 1)} balance ${bank}  ${exactly(statement.closing, statement)}`,
      `  statement: ${quoted(number)}`,
      `  proof: ${quoted(statementRemarks(statement).join(' / '))}`,
      '',
    ];
    return `${lines.join('\n')}\n`;
  },
};
