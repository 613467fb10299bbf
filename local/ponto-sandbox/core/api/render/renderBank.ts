import { amountOf } from '../../bank/bankBooks.ts';
import { isoAt } from '../../calendar.ts';
import type { BankAccount, BankLine } from '../../state.ts';
import { contentAttributes } from './renderLine.ts';

/** The bank's side of an account and a line (reference, section 4.12). */
export const renderBankAccount = (bank: BankAccount, current: number, available: number): object => ({
  type: 'financialInstitutionAccount',
  id: bank.id,
  attributes: {
    subtype: bank.subtype,
    reference: bank.reference,
    referenceType: 'IBAN',
    currency: bank.currency,
    description: bank.description,
    product: bank.product,
    holderName: bank.holderName,
    currentBalance: amountOf(current),
    availableBalance: amountOf(available),
    internalReference: bank.internalReference,
    createdAt: isoAt(bank.createdAt),
    updatedAt: isoAt(bank.createdAt),
  },
});

export const renderBankLine = (bank: BankAccount, line: BankLine, automaticBooking: boolean): object => ({
  type: 'financialInstitutionTransaction',
  id: line.id,
  attributes: {
    ...contentAttributes(line.content),
    automaticBooking,
    createdAt: isoAt(line.createdAt),
    updatedAt: isoAt(line.updatedAt),
  },
  relationships: { financialInstitutionAccount: { data: { type: 'financialInstitutionAccount', id: bank.id } } },
});
