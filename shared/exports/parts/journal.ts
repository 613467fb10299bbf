import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import { add, isNegative, type Decimal } from '../../domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import { ibanOf } from './iban.ts';
import { wholeKey } from './referenceId.ts';
import { bareReference, entryRemark } from './remarks.ts';
import { oneLine } from './text.ts';
import { wordsOf } from './words.ts';

/** A line as plain text accounting has it: dated so that the balance after it can be asserted. */
export interface JournalLine {
  readonly entry: StatementEntry;
  /** Of the line on its statement, from 1. */
  readonly place: number;
  readonly date: CalendarDate;
  readonly balance: Decimal;
  readonly payee: string;
  readonly note: string;
  /** What else is known, by name, in a fixed order. Dates are the values of names that end so. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/**
 * The lines in the order of their dates. A line whose day lies before the statement gets the statement's first day: with its
 * own it would change the balances that earlier statements have asserted.
 */
export const journalLines = (statement: StatementInFull): readonly JournalLine[] => {
  const { from } = statement.period;
  const dated = statement.entries.map((entry, index) => ({
    entry,
    place: index + 1,
    date: entry.kind === 'line' ? entry.content.executionDate : from,
  }));
  dated.sort((a, b) => (a.date === b.date ? a.place - b.place : a.date < b.date ? -1 : 1));
  let balance = statement.opening;
  return dated.map(({ entry, place, date }) => {
    balance = add(balance, entry.amount);
    const payee = plain(entry.content.counterpartyName ?? '');
    const note = plain(wordsOf(entry) ?? '');
    return { entry, place, date, balance, payee, note, facts: factsOf(entry, date, statement.currency) };
  });
};

/** Several blanks end a field of a journal. */
const plain = (text: string): string => oneLine(text).replaceAll(/\s\s+|[^\S ]/gu, ' ');

const factsOf = (entry: StatementEntry, date: CalendarDate, currency: string): JournalLine['facts'] => {
  const { content } = entry;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['id', wholeKey(entry)],
    ['bank-date', content.executionDate === date ? undefined : content.executionDate],
    ['value-date', content.valueDate],
    ['counterparty', content.counterpartyReference],
    ['reference', bareReference(entry)],
    ['end-to-end-id', content.endToEndId === 'NOTPROVIDED' ? undefined : content.endToEndId],
    ['mandate-id', content.mandateId],
    ['creditor-id', content.creditorId],
    ['code', content.bankTransactionCode],
    ['fee', content.fee === undefined ? undefined : formatAmount(amountOf(content.fee), currency)],
    ['remark', entryRemark(entry, currency, (id) => id)],
  ];
  return facts.flatMap(([name, value]) => {
    const text = plain(value ?? '');
    return text === '' ? [] : [[name, text] as const];
  });
};

/** Where the other half of a line goes until a person says better. */
export const otherSide = ({ amount }: StatementEntry): 'expenses' | 'income' =>
  isNegative(amount) ? 'expenses' : 'income';

/** An account's number as a part of a name: letters, digits and single dashes. */
export const accountPart = (reference: string): string =>
  (ibanOf(reference) ?? reference)
    .replaceAll(/\s/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '') || 'account';
