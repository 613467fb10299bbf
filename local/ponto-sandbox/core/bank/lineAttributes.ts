import * as z from 'zod';
import type { LineContent } from '../state.ts';

const text = z.string().nullish();

/** What Ponto's own sandbox lets one change on a fake line (reference, section 4.12). */
export const textAttributes = z.object({
  counterpartName: text,
  description: text,
  remittanceInformation: text,
  bankTransactionCode: text,
  proprietaryBankTransactionCode: text,
  additionalInformation: text,
  creditorId: text,
  mandateId: text,
  purposeCode: text,
  endToEndId: text,
});

/** Everything about a line that can be given. */
export const lineAttributes = textAttributes.extend({
  amount: z.number(),
  currency: z.string(),
  executionDate: text,
  valueDate: text,
  remittanceInformationType: z.enum(['structured', 'unstructured']).nullish(),
  counterpartReference: text,
  fee: z.number().nullish(),
  cardReference: text,
  cardReferenceType: z.enum(['PAN', 'MASKEDPAN']).nullish(),
  internalReference: text,
});

type Given = z.infer<typeof lineAttributes>;
type Changes = { readonly [K in keyof Given]?: Given[K] | undefined };

/** A line's content keeps no nulls: a missing key is rendered as one. */
export const withoutNulls = (given: Given): LineContent =>
  withChanges({ amount: given.amount, currency: given.currency }, given);

/** Given keys replace, nulls erase, missing keys leave. */
export const withChanges = (content: LineContent, changes: Changes): LineContent => {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined && value !== null);
  const erased = new Set(Object.entries(changes).flatMap(([key, value]) => (value === null ? [key] : [])));
  const kept = Object.entries(content).filter(([key]) => !erased.has(key));
  return { amount: content.amount, currency: content.currency, ...Object.fromEntries([...kept, ...entries]) };
};
