import type { Instant } from '../calendar/calendarDate.ts';
import type { FeedAccount } from '../ledger/feedAccount.ts';
import type { Account } from './connection.ts';

/** What Ponto tells about an account: the part that a look at Ponto may overwrite. */
export type AccountObservation = Omit<Account, 'tenantId' | 'id' | 'connectionId' | 'link' | 'createdAt'>;

/** What a look at Ponto tells about an account. */
export const observationOf = (seen: FeedAccount, at: Instant): AccountObservation => ({
  institutionId: seen.institutionId,
  pontoId: seen.pontoId,
  reference: seen.reference,
  referenceType: seen.referenceType,
  currency: seen.currency,
  ...(seen.subtype === undefined ? {} : { subtype: seen.subtype }),
  ...(seen.holderName === undefined ? {} : { holderName: seen.holderName }),
  ...(seen.product === undefined ? {} : { product: seen.product }),
  ...(seen.description === undefined ? {} : { description: seen.description }),
  deprecated: seen.deprecated,
  availability: seen.availability,
  authorization: {
    ...(seen.authorizedAt === undefined ? {} : { authorizedAt: seen.authorizedAt }),
    ...(seen.authorizationExpectedEnd === undefined ? {} : { expiresAt: seen.authorizationExpectedEnd }),
    revoked: false,
  },
  balances: {
    ...(seen.currentBalance ? { current: seen.currentBalance } : {}),
    ...(seen.availableBalance ? { available: seen.availableBalance } : {}),
  },
  updatedAt: at,
});

/** The account is no longer among those that Ponto shares with us. */
export const lostObservationOf = (account: Account, at: Instant): AccountObservation => {
  const { tenantId: _tenant, id: _id, connectionId: _connection, link: _link, createdAt: _created, ...known } = account;
  return { ...known, authorization: { ...known.authorization, revoked: true }, updatedAt: at };
};
