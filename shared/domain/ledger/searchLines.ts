import { amountOf } from '../money/currency.ts';
import { absolute, equals, isNegative, type Decimal } from '../money/decimal.ts';
import type { PendingContent } from './line.ts';

/** Without a sign, both directions are meant. */
export interface SoughtAmount {
  readonly amount: Decimal;
  readonly sign?: 'credit' | 'debit';
}

export const isOfAmount = (said: string, sought: SoughtAmount | undefined): boolean => {
  if (!sought) return true;
  const amount = amountOf(said);
  if (!equals(absolute(amount), absolute(sought.amount))) return false;
  return sought.sign === undefined || isNegative(amount) === (sought.sign === 'debit');
};

/** What a person may remember of a line. */
const searchedKeys = [
  'counterpartyName',
  'counterpartyReference',
  'remittanceText',
  'description',
  'additionalInformation',
  'endToEndId',
  'mandateId',
  'creditorId',
  'cardReference',
] as const satisfies readonly (keyof PendingContent)[];

/** Accents, capitals and spaces apart, texts are the same. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

/** Letters and digits alone: an IBAN or a structured communication is the same with its groups and without. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Fewer letters and digits are found within too much. */
const minBare = 4;

/** Whether one of the texts of a line holds what is sought. */
export const makeSays = (sought: string): ((content: PendingContent) => boolean) => {
  const needle = plain(sought);
  const number = bare(needle);
  return (content) =>
    [...searchedKeys.map((key) => content[key]), content.reference?.value].some((said) => {
      if (said === undefined) return false;
      const text = plain(said);
      return (needle !== '' && text.includes(needle)) || (number.length >= minBare && bare(text).includes(number));
    });
};
