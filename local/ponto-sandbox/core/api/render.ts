import { amountOf } from '../bank/bankBooks.ts';
import { bankDate } from '../bank/dates.ts';
import { isoAt } from '../calendar.ts';
import { institutionById, type Institution } from '../institutions/catalogue.ts';
import { isInMaintenance, maintenanceOf } from '../maintenance.ts';
import type { Account, BankAccount, BankLine, LineContent, PontoLine, Synchronization } from '../state.ts';
import type { World } from '../world.ts';
import type { ApiCall } from './call.ts';

const orNull = (at: number | undefined): string | null => (at === undefined ? null : isoAt(at));

const toOne = (type: string, id: string, related: string): object => ({ data: { type, id }, links: { related } });
const toMany = (type: string, related: string): object => ({ links: { related, meta: { type } } });

export const renderInstitution = ({ world, baseUrl }: ApiCall, institution: Institution): object => {
  const maintenance = maintenanceOf(world, institution);
  const payments = institution.status === 'stable';
  return {
    type: 'financialInstitution',
    id: institution.id,
    attributes: {
      name: institution.name,
      status: institution.status,
      deprecated: institution.deprecated,
      country: institution.country,
      bic: institution.bic,
      logoUrl: `${world.publicUrl}/logos/${institution.id}.svg`,
      primaryColor: institution.color,
      secondaryColor: '#ffffff',
      sharedBrandName: institution.brand,
      sharedBrandReference:
        institution.brand === null ? null : `${institution.country}-${institution.brand.toLowerCase()}`,
      maintenanceFrom: orNull(maintenance?.from),
      maintenanceTo: orNull(maintenance?.to),
      maintenanceType: maintenance?.type ?? null,
      timeZone: institution.timeZone,
      pendingTransactionsAvailable: institution.pendingAvailable,
      expectedAuthorizationLifetime: institution.authorizationDays,
      paymentsEnabled: payments,
      bulkPaymentsEnabled: payments,
      periodicPaymentsEnabled: false,
      futureDatedPaymentsAllowed: payments,
      paymentsProductTypes: payments ? ['sepa-credit-transfer'] : [],
      bulkPaymentsProductTypes: payments ? ['sepa-credit-transfer'] : [],
      periodicPaymentsProductTypes: [],
      bulkPaymentInstructionsLimit: null,
      paymentDebtorAccountReferenceRequired: false,
      bulkPaymentDebtorAccountReferenceRequired: false,
    },
    links: { self: `${baseUrl}/financial-institutions/${institution.id}` },
  };
};

/** The synchronization as it stands inside other resources. */
export const renderEmbeddedSynchronization = (run: Synchronization): object => ({
  type: 'synchronization',
  id: run.id,
  attributes: {
    resourceType: 'account',
    resourceId: run.accountId,
    subtype: run.subtype,
    status: run.status,
    errors: run.errors,
    customerOnline: run.customerOnline,
    createdAt: isoAt(run.createdAt),
    updatedAt: isoAt(run.updatedAt),
  },
});

export const renderSynchronization = ({ baseUrl }: ApiCall, run: Synchronization): object => {
  const self = `${baseUrl}/synchronizations/${run.id}`;
  const ended = run.status === 'success' || run.status === 'error';
  return {
    ...renderEmbeddedSynchronization(run),
    ...(ended
      ? {
          relationships: {
            updatedTransactions: toMany('transaction', `${self}/updated-transactions`),
            updatedPendingTransactions: toMany('pendingTransaction', `${self}/updated-pending-transactions`),
          },
        }
      : {}),
    links: { self },
  };
};

/** What lists of lines tell about their account. */
export const synchronizationMeta = (world: World, account: Account): object => {
  const latest = world.state.synchronizations[account.latestSynchronizationId ?? ''];
  return {
    synchronizedAt: orNull(account.synchronizedAt),
    ...(latest ? { latestSynchronization: renderEmbeddedSynchronization(latest) } : {}),
  };
};

export const renderAccount = ({ world, baseUrl }: ApiCall, account: Account): object => {
  const bank = world.state.bankAccounts[account.bankAccountId];
  const institution = institutionById(account.institutionId);
  const { details } = account;
  const self = `${baseUrl}/accounts/${account.id}`;
  const referenceDate = details && institution ? bankDate(details.closedDay, institution) : null;
  return {
    type: 'account',
    id: account.id,
    attributes: {
      subtype: bank?.subtype ?? 'checking',
      reference: bank?.reference ?? '',
      referenceType: 'IBAN',
      currency: bank?.currency ?? 'EUR',
      description: bank?.description ?? null,
      product: bank?.product ?? null,
      holderName: bank?.holderName ?? null,
      internalReference: bank?.internalReference ?? null,
      currentBalance: amountOf(details?.currentUnits ?? 0),
      currentBalanceChangedAt: orNull(details?.currentChangedAt),
      currentBalanceReferenceDate: referenceDate,
      currentBalanceVariationObservedAt: orNull(details?.currentChangedAt),
      availableBalance: details ? amountOf(details.availableUnits) : null,
      availableBalanceChangedAt: orNull(details?.availableChangedAt),
      availableBalanceReferenceDate: orNull(account.synchronizedAt),
      availableBalanceVariationObservedAt: orNull(details?.availableChangedAt),
      authorizedAt: isoAt(account.authorizedAt),
      authorizationExpirationExpectedAt: isoAt(account.expiresAt),
      deprecated: institution?.deprecated ?? false,
    },
    relationships: {
      financialInstitution: toOne(
        'financialInstitution',
        account.institutionId,
        `${baseUrl}/financial-institutions/${account.institutionId}`,
      ),
      transactions: toMany('transaction', `${self}/transactions`),
      pendingTransactions: toMany('pendingTransaction', `${self}/pending-transactions`),
    },
    meta: {
      availability: isInMaintenance(world, account.institutionId) ? 'readonly' : 'available',
      ...synchronizationMeta(world, account),
    },
    links: { self },
  };
};

const contentAttributes = (content: LineContent): object => ({
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
