import { amountOf } from '../money/currency.ts';
import { absolute, equals, isNegative, subtract, type Decimal } from '../money/decimal.ts';
import type { PendingContent } from './line.ts';

/** What a line is looked for by. All that is given must fit. */
export interface SoughtLine {
  readonly amount?: SoughtAmount;
  /** Both inclusive, and with their signs: money out is below zero. */
  readonly minAmount?: Decimal;
  readonly maxAmount?: Decimal;
  /** Found in any of the texts that a person may remember. */
  readonly text?: string;
  /** Found in the name or the account number of the other side. */
  readonly counterparty?: string;
  /** Found in the structured reference, or in the one that the payer gave. */
  readonly reference?: string;
}

/** Without a sign, both directions are meant. */
export interface SoughtAmount {
  readonly amount: Decimal;
  readonly sign?: 'credit' | 'debit';
}

export const hasSoughtAmount = (said: string, { amount: sought, minAmount, maxAmount }: SoughtLine): boolean => {
  const amount = amountOf(said);
  if (minAmount && isNegative(subtract(amount, minAmount))) return false;
  if (maxAmount && isNegative(subtract(maxAmount, amount))) return false;
  if (!sought) return true;
  if (!equals(absolute(amount), absolute(sought.amount))) return false;
  return sought.sign === undefined || isNegative(amount) === (sought.sign === 'debit');
};

/** No amount is at least the one and at most the other. */
export const isEmptyRange = ({ minAmount, maxAmount }: Pick<SoughtLine, 'minAmount' | 'maxAmount'>): boolean =>
  minAmount !== undefined && maxAmount !== undefined && isNegative(subtract(maxAmount, minAmount));

type TextsOf = (content: PendingContent) => readonly (string | undefined)[];

/** Where each kind of words is looked for. */
const places = {
  text: ({ reference, ...content }) => [
    content.counterpartyName,
    content.counterpartyReference,
    content.remittanceText,
    content.description,
    content.additionalInformation,
    content.endToEndId,
    content.mandateId,
    content.creditorId,
    content.cardReference,
    reference?.value,
  ],
  counterparty: ({ counterpartyName, counterpartyReference }) => [counterpartyName, counterpartyReference],
  reference: ({ reference, endToEndId }) => [reference?.value, endToEndId],
} as const satisfies Record<string, TextsOf>;

/** Accents, capitals and spaces apart, texts are the same. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

/** Letters and digits alone: an IBAN or a structured communication is the same with its groups and without. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Fewer letters and digits are found within too much. */
const minBare = 4;

type Says = (content: PendingContent) => boolean;

const saysIn = (sought: string, textsOf: TextsOf): Says => {
  const needle = plain(sought);
  const number = bare(needle);
  return (content) =>
    textsOf(content).some((said) => {
      if (said === undefined) return false;
      const text = plain(said);
      return (needle !== '' && text.includes(needle)) || (number.length >= minBare && bare(text).includes(number));
    });
};

/**
 * Whether a line says what is sought, in the places where it is sought.
 *
 * @returns undefined when no words are sought: then no line has to be read for them
 */
export const makeSays = ({ text, counterparty, reference }: SoughtLine): Says | undefined => {
  const sought = [
    [text, places.text],
    [counterparty, places.counterparty],
    [reference, places.reference],
  ] as const;
  const all = sought.flatMap(([words, textsOf]) => (words === undefined ? [] : [saysIn(words, textsOf)]));
  return all.length === 0 ? undefined : (content) => all.every((says) => says(content));
};
