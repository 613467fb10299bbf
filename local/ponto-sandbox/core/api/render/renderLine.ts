import { isoAt } from '../../calendar.ts';
import { institutionById } from '../../institutions/catalogue.ts';
import type { Account, LineContent, PontoLine } from '../../state.ts';
import type { ApiCall } from '../call.ts';
import { toOne } from './parts.ts';

/** Every documented key, with null where the bank says nothing (reference, section 4). */
export const contentAttributes = (content: LineContent): object => ({
  amount: content.amount,
  currency: content.currency,
  executionDate: content.executionDate ?? null,
  valueDate: content.valueDate ?? null,
  description: content.description ?? null,
  remittanceInformation: content.remittanceInformation ?? null,
  remittanceInformationType: content.remittanceInformationType ?? null,
  counterpartName: content.counterpartName ?? null,
  counterpartReference: content.counterpartReference ?? null,
  bankTransactionCode: content.bankTransactionCode ?? null,
  proprietaryBankTransactionCode: content.proprietaryBankTransactionCode ?? null,
  endToEndId: content.endToEndId ?? null,
  purposeCode: content.purposeCode ?? null,
  mandateId: content.mandateId ?? null,
  creditorId: content.creditorId ?? null,
  additionalInformation: content.additionalInformation ?? null,
  fee: content.fee ?? null,
  cardReference: content.cardReference ?? null,
  cardReferenceType: content.cardReferenceType ?? null,
});

/** Moments on lines have six, three or no fraction digits, by bank (reference, section 3.2). */
const lineMoment = (at: number, account: Account): string => {
  const iso = isoAt(at);
  const fraction = institutionById(account.institutionId)?.fraction;
  if (fraction === 6) return iso.replace('Z', '000Z');
  return fraction === 0 ? `${iso.slice(0, 19)}Z` : iso;
};

/** A booked or pending line. */
export const renderLine = (
  { baseUrl }: ApiCall,
  account: Account,
  line: PontoLine,
  type: 'transaction' | 'pendingTransaction',
): object => ({
  type,
  id: line.id,
  attributes: {
    ...contentAttributes(line.content),
    digest: line.content.digest ?? null,
    internalReference: line.content.internalReference ?? null,
    createdAt: lineMoment(line.createdAt, account),
    updatedAt: lineMoment(line.updatedAt, account),
  },
  relationships: { account: toOne('account', account.id, `${baseUrl}/accounts/${account.id}`) },
  links: {
    self: `${baseUrl}/accounts/${account.id}/${type === 'transaction' ? 'transactions' : 'pending-transactions'}/${line.id}`,
  },
});
