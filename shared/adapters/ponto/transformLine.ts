import {
  cardReferenceTypes,
  contentText,
  type FeedLine,
  type LineContent,
  type PendingContent,
  type PendingLine,
} from '../../domain/ledger/line.ts';
import type { RefusedLine } from '../../domain/ledger/refusedLine.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import { formatDecimal, parseDecimal } from '../../domain/money/decimal.ts';
import { findReference } from '../../domain/references/findReference.ts';
import { hideCardNumber, isCardNumber, maskCardNumber } from '../../domain/references/maskCardNumber.ts';
import { defined } from '../../language/defined.ts';
import { dayBehind, instantOf } from './moments.ts';
import { given, present } from './json.ts';
import { identified, lineFacts, lineResource, type LineAttributes } from './schema.ts';

/** Far above what any bank sends; more would crowd other lines out of a record of the ledger. */
const maxBytes = 32 * 1024;

/** Stands for an id where a line has none. */
export const unidentified = 'unidentified';

/**
 * One line of Ponto in domain words. A line that cannot be booked is told with the reason, so that it does not spoil
 * its page; nothing in it is guessed, cut or rounded.
 */
export const lineOf = (resource: unknown, timeZone: string): FeedLine | RefusedLine => {
  const line = pendingLineOf(resource, timeZone);
  if (isRefused(line)) return line;
  const { executionDate } = line.content;
  if (executionDate === undefined) return refusal(resource, 'date_unreadable', timeZone);
  return { ...line, content: { ...line.content, executionDate } };
};

/** The same of a pending line, which needs no day: the bank names it when it books the line. */
export const pendingLineOf = (resource: unknown, timeZone: string): PendingLine | RefusedLine => {
  const parsed = lineResource().safeParse(resource);
  if (!parsed.success) return refusal(resource, 'shape_unreadable', timeZone);
  const { id: pontoId, attributes } = parsed.data;
  const content = contentOf(attributes ?? {}, timeZone);
  if (typeof content === 'string') return refusal(resource, content, timeZone);
  const createdAt = instantOf(attributes?.createdAt);
  const updatedAt = instantOf(attributes?.updatedAt);
  const card = given(attributes?.cardReference);
  return {
    pontoId,
    content,
    ...defined({
      createdAt,
      updatedAt,
      formerCardReference: card === content.cardReference ? undefined : card,
    }),
  };
};

export const isRefused = (line: PendingLine | RefusedLine): line is RefusedLine => 'reason' in line;

const idIn = (resource: unknown): string => {
  const parsed = identified().safeParse(resource);
  return parsed.success ? parsed.data.id : unidentified;
};

/** Of a line that is refused, what can be read all the same: by that a person finds it at the bank. */
const refusal = (resource: unknown, reason: RefusedLine['reason'], timeZone: string): RefusedLine => {
  const parsed = lineFacts().safeParse(resource);
  const said = parsed.success ? parsed.data.attributes : {};
  const currency = isCurrency(said.currency) ? said.currency : undefined;
  const amount = parseDecimal(said.amount ?? '');
  return {
    pontoId: idIn(resource),
    reason,
    ...defined({
      executionDate: dayBehind(said.executionDate, timeZone) ?? dayBehind(said.valueDate, timeZone),
      amount: amount && (currency === undefined ? formatDecimal(amount) : formatAmount(amount, currency)),
      currency,
    }),
  };
};

const isCurrency = (text: string | null | undefined): text is string => /^[A-Z]{3}$/.test(text ?? '');

const contentOf = (said: Partial<LineAttributes>, timeZone: string): PendingContent | RefusedLine['reason'] => {
  const { currency } = said;
  if (!isCurrency(currency)) return 'currency_unreadable';
  const amount = amountOf(said.amount, currency);
  const fee = amountOf(said.fee, currency);
  if (amount === undefined) return 'amount_unreadable';
  if (fee === undefined && given(said.fee) !== undefined) return 'fee_unreadable';
  const valueDate = dayBehind(said.valueDate, timeZone);
  const executionDate = dayBehind(said.executionDate, timeZone) ?? valueDate;
  const content: PendingContent = {
    ...defined({ executionDate, valueDate }),
    amount,
    currency,
    ...(fee !== undefined && { fee }),
    ...textsOf(said),
  };
  return Buffer.byteLength(contentText(content)) > maxBytes ? 'too_large' : content;
};

const textsOf = (said: Partial<LineAttributes>): Partial<LineContent> => {
  const remittanceText = given(said.remittanceInformation);
  const reference = remittanceText === undefined ? undefined : findReference(remittanceText);
  return {
    ...present('counterpartyName', said.counterpartName),
    ...present('counterpartyReference', said.counterpartReference),
    ...present('remittanceText', remittanceText),
    ...present('remittanceType', said.remittanceInformationType),
    ...(reference && { reference }),
    ...present('description', said.description),
    ...present('bankTransactionCode', said.bankTransactionCode),
    ...present('proprietaryBankTransactionCode', said.proprietaryBankTransactionCode),
    ...present('endToEndId', said.endToEndId),
    ...present('purposeCode', said.purposeCode),
    ...present('mandateId', said.mandateId),
    ...present('creditorId', said.creditorId),
    ...present('additionalInformation', said.additionalInformation),
    ...cardOf(said),
    ...marksOf(said),
  };
};

/** The number of a card is never kept whole. */
const cardOf = (said: Partial<LineAttributes>): Partial<LineContent> => {
  const told = given(said.cardReference);
  if (told === undefined) return {};
  const cardReferenceType = cardReferenceTypes.find((type) => type === said.cardReferenceType?.toUpperCase());
  const cardReference = cardReferenceType === 'PAN' ? maskCardNumber(told) : hideCardNumber(told);
  return { cardReference, ...defined({ cardReferenceType }) };
};

/** Longer than any bank's own reference. */
const maxReference = 200;
/** Only the few lines of one day and amount are told apart by it, and space is paid for with every line. */
const digestCharacters = 16;

/** By which a bank itself knows a line. A mark that cannot be kept as it is would be another one's: it is left out. */
const marksOf = (said: Partial<LineAttributes>): Partial<LineContent> => {
  const reference = given(said.internalReference);
  const isKept = reference !== undefined && reference.length <= maxReference && !isCardNumber(reference);
  return {
    ...(isKept && { internalReference: reference }),
    ...present('digest', said.digest?.slice(0, digestCharacters)),
  };
};

const amountOf = (text: string | null | undefined, currency: string): string | undefined => {
  const amount = parseDecimal(text ?? '');
  return amount && formatAmount(amount, currency);
};
