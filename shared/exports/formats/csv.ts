import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import { add, type Decimal } from '../../domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat, WriteOptions } from '../format.ts';
import { bareReference, statementRemarks } from '../parts/remarks.ts';
import { oneLine } from '../parts/text.ts';

/** A byte order mark, by which Excel knows UTF-8. */
const byteOrderMark = '\ufeff';

/** Spreadsheets run a text that begins so, also behind blanks, marks without width and in full width (OWASP, CSV injection). */
const formula = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** What parts columns elsewhere: Excel goes by its country, and there runs what stands behind that sign within a text. */
const otherDelimiter = { ',': ';', ';': ',' } as const;

type Cell = string | undefined;

/** A line with what is known of it, and how the texts of the bank are written. */
interface Line {
  readonly entry: StatementEntry;
  readonly content: StatementEntry['content'];
  readonly currency: string;
  readonly position: number;
  readonly balance: Decimal;
  readonly words: (text: Cell) => Cell;
}

/** The same for every line of a statement, so that it is written once. */
const before: readonly (readonly [name: string, cell: (statement: StatementInFull, words: Line['words']) => Cell])[] = [
  ['account', ({ account }, words) => words(account.reference)],
  ['account_currency', ({ currency }) => currency],
  ['statement', ({ number }) => number],
];

const columns: readonly (readonly [name: string, cell: (line: Line) => Cell])[] = [
  ['line', ({ position }) => String(position)],
  ['kind', ({ entry }) => entry.kind],
  ['execution_date', ({ content }) => content.executionDate],
  ['value_date', ({ content }) => content.valueDate ?? content.executionDate],
  ['amount', ({ entry, currency }) => formatAmount(entry.amount, currency)],
  ['currency', ({ content }) => content.currency],
  ['balance', ({ balance, currency }) => formatAmount(balance, currency)],
  ['counterparty_name', ({ content, words }) => words(content.counterpartyName)],
  ['counterparty_account', ({ content, words }) => words(content.counterpartyReference)],
  ['reference', ({ entry }) => bareReference(entry)],
  ['reference_kind', ({ content }) => content.reference?.kind],
  ['text', ({ content, words }) => words(content.remittanceText)],
  ['description', ({ content, words }) => words(content.description)],
  ['end_to_end_id', ({ content, words }) => words(content.endToEndId)],
  ['mandate_id', ({ content, words }) => words(content.mandateId)],
  ['creditor_id', ({ content, words }) => words(content.creditorId)],
  ['bank_transaction_code', ({ content, words }) => words(content.bankTransactionCode)],
  ['fee', ({ content, currency }) => (content.fee === undefined ? '' : formatAmount(amountOf(content.fee), currency))],
  ['version', ({ entry }) => String(entry.version)],
  ['id', ({ entry }) => entry.id],
];

const after: typeof before = [
  ['statement_state', ({ state }) => state],
  ['proof', (statement) => statementRemarks(statement).join(' / ')],
];

const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** A text on one line, kept from being run where that is asked for. */
const wordsBy = ({ guard, delimiter }: WriteOptions): Line['words'] => {
  const other = otherDelimiter[delimiter];
  return (text) => {
    const plain = text === undefined ? '' : oneLine(text);
    if (!guard) return plain;
    return plain.includes(other) ? plain.split(other).map(guarded).join(other) : guarded(plain);
  };
};

/*
 * RFC 4180 is one rule, and no library that was tried has it without asking ten questions of each cell: csv-stringify takes
 * ten times as long as JSON for the same statement.
 */
const needsQuotes = { ',': /[",\r\n]/, ';': /[";\r\n]/ } as const;

const cellBy =
  ({ delimiter }: WriteOptions) =>
  (text: Cell): string =>
    text === undefined ? '' : needsQuotes[delimiter].test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const rows = (statement: StatementInFull, options: WriteOptions): readonly string[] => {
  const { delimiter } = options;
  const { currency, entries, opening } = statement;
  const [words, cell] = [wordsBy(options), cellBy(options)];
  const start = before.map(([, told]) => cell(told(statement, words))).join(delimiter);
  const end = after.map(([, told]) => cell(told(statement, words))).join(delimiter);
  let balance = opening;
  return entries.map((entry, index) => {
    balance = add(balance, entry.amount);
    const line = { entry, content: entry.content, currency, position: index + 1, balance, words };
    let row = start;
    for (const [, told] of columns) row += delimiter + cell(told(line));
    return row + delimiter + end;
  });
};

/** One row a line (RFC 4180), with the balance after it. */
export const csv: StatementFormat = {
  id: 'csv',
  name: 'CSV',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  countries: [],
  limits: [],
  write: (statement, { isFirst }, options) => {
    const names = [...before, ...columns, ...after].map(([name]) => name).join(options.delimiter);
    const start = isFirst ? `${byteOrderMark}${names}\r\n` : '';
    return (
      start +
      rows(statement, options)
        .map((row) => `${row}\r\n`)
        .join('')
    );
  },
};
