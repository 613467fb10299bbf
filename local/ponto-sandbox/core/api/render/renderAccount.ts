import { amountOf } from '../../bank/bankBooks.ts';
import { bankDate } from '../../bank/dates.ts';
import { isoAt } from '../../calendar.ts';
import { institutionById } from '../../institutions/catalogue.ts';
import { isInMaintenance } from '../../maintenance.ts';
import type { Account } from '../../state.ts';
import type { ApiCall } from '../call.ts';
import { orNull, toMany, toOne } from './parts.ts';
import { synchronizationMeta } from './renderSynchronization.ts';

/** An account as Ponto shows it; balances as JSON numbers, the nearest to the exact decimal. */
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
      referenceType: bank?.subtype === 'card' ? 'MASKEDPAN' : 'IBAN',
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
