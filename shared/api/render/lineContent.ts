import type { BookedTransactionBody, TransactionBody } from '../../contracts/http/ledger.ts';
import type { LineContent, PendingContent } from '../../domain/ledger/line.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';

type ContentBody = Omit<
  BookedTransactionBody,
  | 'id'
  | 'accountId'
  | 'journalId'
  | 'statementId'
  | 'status'
  | 'sequence'
  | 'version'
  | 'pontoId'
  | 'createdAt'
  | 'updatedAt'
>;

type PendingBody = Omit<ContentBody, 'executionDate'> & Pick<TransactionBody, 'executionDate'>;

/** What the bank says about a line. Members that it did not send are left out, not made up. */
export const renderContent = (content: LineContent): ContentBody => ({
  ...renderPendingContent(content),
  executionDate: content.executionDate,
});

/** The same of a line that is announced only: it may have no day yet. */
export const renderPendingContent = (content: PendingContent): PendingBody => ({
  executionDate: content.executionDate,
  valueDate: content.valueDate,
  amount: formatAmount(amountOf(content.amount), content.currency),
  currency: content.currency,
  counterparty: { name: content.counterpartyName, reference: content.counterpartyReference },
  remittance: { text: content.remittanceText, type: content.remittanceType, reference: content.reference },
  description: content.description,
  bankTransactionCode: content.bankTransactionCode,
  proprietaryBankTransactionCode: content.proprietaryBankTransactionCode,
  endToEndId: content.endToEndId,
  purposeCode: content.purposeCode,
  mandateId: content.mandateId,
  creditorId: content.creditorId,
  cardReference: content.cardReference,
  fee: content.fee === undefined ? undefined : formatAmount(amountOf(content.fee), content.currency),
  additionalInformation: content.additionalInformation,
});
