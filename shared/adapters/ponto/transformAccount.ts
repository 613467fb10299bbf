import { defined } from '../../language/defined.ts';
import type { Balance } from '../../domain/connections/connection.ts';
import type { BankSynchronization, FeedAccount } from '../../domain/ledger/feedAccount.ts';
import { hideCardNumber, maskCardNumber } from '../../domain/references/maskCardNumber.ts';
import { formatAmount } from '../../domain/money/currency.ts';
import { parseDecimal } from '../../domain/money/decimal.ts';
import { dayBehind, instantOf } from './moments.ts';
import { given, givenName, present } from './json.ts';
import type { AccountResource, SynchronizationResource } from './schema.ts';

/** "No currency" (ISO 4217), where Ponto names none. */
const noCurrency = 'XXX';
const unknown = 'unknown';

/** The institution that an account says it is of. */
export const institutionIdOf = ({ relationships }: AccountResource): string =>
  relationships?.financialInstitution?.data.id ?? unknown;

/** One account of Ponto in domain words. */
export const accountOf = (resource: AccountResource, timeZone: string): FeedAccount => {
  const { id: pontoId, attributes: said, meta } = resource;
  const currency = given(said?.currency) ?? noCurrency;
  const latest = meta?.latestSynchronization;
  const told = given(said?.internalReference);
  const internalReference = told === undefined ? undefined : hideCardNumber(told);
  return {
    pontoId,
    institutionId: institutionIdOf(resource),
    // Without a number Ponto's id stands in: two accounts without one must never look like the same account.
    reference: numberOf(said) ?? internalReference ?? pontoId,
    referenceType: given(said?.referenceType) ?? unknown,
    currency,
    ...present('subtype', said?.subtype),
    ...present('holderName', givenName(said?.holderName)),
    ...present('product', givenName(said?.product)),
    ...present('description', givenName(said?.description)),
    ...present('internalReference', internalReference),
    deprecated: said?.deprecated ?? false,
    availability: meta?.availability === 'readonly' ? 'readonly' : 'available',
    ...present('authorizedAt', instantOf(said?.authorizedAt)),
    ...present('authorizationExpectedEnd', instantOf(said?.authorizationExpirationExpectedAt)),
    ...balance('currentBalance', said?.currentBalance, {
      currency,
      day: dayBehind(said?.currentBalanceReferenceDate, timeZone),
      changedAt: instantOf(said?.currentBalanceChangedAt),
      variationObservedAt: instantOf(said?.currentBalanceVariationObservedAt),
    }),
    ...balance('availableBalance', said?.availableBalance, {
      currency,
      day: dayBehind(said?.availableBalanceReferenceDate, timeZone),
      changedAt: instantOf(said?.availableBalanceChangedAt),
      variationObservedAt: instantOf(said?.availableBalanceVariationObservedAt),
    }),
    ...present('synchronizedAt', instantOf(meta?.synchronizedAt)),
    ...(latest && { latestSynchronization: synchronizationOf(latest) }),
  };
};

/** The number of a card is never kept whole. */
const numberOf = (said: AccountResource['attributes']): string | undefined => {
  const reference = given(said?.reference);
  if (reference === undefined) return undefined;
  return given(said?.referenceType)?.toUpperCase() === 'PAN' ? maskCardNumber(reference) : hideCardNumber(reference);
};

/** A status that we do not know counts as not finished. */
const statusOf = (status: string | null | undefined): BankSynchronization['status'] =>
  status === 'pending' || status === 'success' || status === 'error' ? status : 'running';

/** One synchronization of Ponto in domain words: of its errors the codes only. */
export const synchronizationOf = ({ id, attributes: said }: SynchronizationResource): BankSynchronization => ({
  id,
  subtype: given(said?.subtype) ?? unknown,
  status: statusOf(said?.status),
  errorCodes: (said?.errors ?? []).flatMap(({ code }) => given(code) ?? []),
  ...present('createdAt', instantOf(said?.createdAt)),
  ...present('updatedAt', instantOf(said?.updatedAt)),
});

interface BalanceFacts {
  readonly currency: string;
  readonly day: string | undefined;
  readonly changedAt: string | undefined;
  readonly variationObservedAt: string | undefined;
}

const balance = <K extends 'currentBalance' | 'availableBalance'>(
  key: K,
  text: string | null | undefined,
  { currency, day, changedAt, variationObservedAt }: BalanceFacts,
): { readonly [P in K]?: Balance } => {
  const amount = parseDecimal(text ?? '');
  const member: { [P in K]?: Balance } = {};
  if (amount) {
    member[key] = {
      amount: formatAmount(amount, currency),
      currency,
      ...defined({ referenceDate: day, changedAt, variationObservedAt }),
    };
  }
  return member;
};
