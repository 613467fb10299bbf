import { stringify } from 'csv-stringify/sync';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import { add } from '../../domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat, WriteOptions } from '../format.ts';
import { bareReference, statementRemarks } from '../parts/remarks.ts';
import { oneLine } from '../parts/text.ts';

/** A byte order mark, by which Excel knows UTF-8. */
const byteOrderMark = '\ufeff';

/** Spreadsheets run a text that begins so, also behind blanks and in full width (OWASP, CSV injection). */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

type Cells = readonly (string | undefined)[];

const columns = [
  'account',
  'account_currency',
  'statement',
  'line',
  'kind',
  'execution_date',
  'value_date',
  'amount',
  'currency',
  'balance',
  'counterparty_name',
  'counterparty_account',
  'reference',
  'reference_kind',
  'text',
  'description',
  'end_to_end_id',
  'mandate_id',
  'creditor_id',
  'bank_transaction_code',
  'fee',
  'version',
  'id',
  'statement_state',
  'proof',
] as const;

const row = (
  statement: StatementInFull,
  entry: StatementEntry,
  { line, balance }: { readonly line: number; readonly balance: string },
  { guard }: WriteOptions,
): Record<(typeof columns)[number], string | undefined> => {
  const { currency } = statement;
  const { content } = entry;
  const words = (text: string | undefined): string | undefined => {
    const plain = text === undefined ? '' : oneLine(text);
    return guard && formula.test(plain) ? `'${plain}` : plain;
  };
  return {
    account: words(statement.account.reference),
    account_currency: currency,
    statement: statement.number,
    line: String(line),
    kind: entry.kind,
    execution_date: content.executionDate,
    value_date: content.valueDate ?? content.executionDate,
    amount: formatAmount(entry.amount, currency),
    currency: content.currency,
    balance,
    counterparty_name: words(content.counterpartyName),
    counterparty_account: words(content.counterpartyReference),
    reference: bareReference(entry),
    reference_kind: content.reference?.kind,
    text: words(content.remittanceText),
    description: words(content.description),
    end_to_end_id: words(content.endToEndId),
    mandate_id: words(content.mandateId),
    creditor_id: words(content.creditorId),
    bank_transaction_code: words(content.bankTransactionCode),
    fee: content.fee === undefined ? undefined : formatAmount(amountOf(content.fee), currency),
    version: String(entry.version),
    id: entry.id,
    statement_state: statement.state,
    proof: statementRemarks(statement).join(' / '),
  };
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
    let balance = statement.opening;
    const rows = statement.entries.map((entry, index): Cells => {
      balance = add(balance, entry.amount);
      const cells = row(
        statement,
        entry,
        { line: index + 1, balance: formatAmount(balance, statement.currency) },
        options,
      );
      return columns.map((column) => cells[column]);
    });
    const text = stringify(isFirst ? [columns, ...rows] : rows, {
      delimiter: options.delimiter,
      record_delimiter: 'windows',
    });
    return `${isFirst ? byteOrderMark : ''}${text}`;
  },
};
