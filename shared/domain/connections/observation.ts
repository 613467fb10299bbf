import type { Instant } from '../calendar/calendarDate.ts';
import type { FeedAccount } from '../ledger/feedAccount.ts';
import type { Account } from './connection.ts';

/** What Ponto tells about an account: the part that a look at Ponto may overwrite. */
export type Observed = Omit<Account, 'tenantId' | 'id' | 'connectionId' | 'link' | 'createdAt'>;

export const observationOf = (feed: FeedAccount, at: Instant): Observed => ({
  institutionId: feed.institutionId,
  pontoId: feed.pontoId,
  reference: feed.reference,
  referenceType: feed.referenceType,
  currency: feed.currency,
  ...(feed.subtype !== undefined && { subtype: feed.subtype }),
  ...(feed.holderName !== undefined && { holderName: feed.holderName }),
  ...(feed.product !== undefined && { product: feed.product }),
  ...(feed.description !== undefined && { description: feed.description }),
  deprecated: feed.deprecated,
  availability: feed.availability,
  authorization: {
    ...(feed.authorizedAt !== undefined && { authorizedAt: feed.authorizedAt }),
    ...(feed.authorizationExpectedEnd !== undefined && { expiresAt: feed.authorizationExpectedEnd }),
    revoked: false,
  },
  balances: {
    ...(feed.currentBalance && { current: feed.currentBalance }),
    ...(feed.availableBalance && { available: feed.availableBalance }),
  },
  updatedAt: at,
});

/** An account that Ponto no longer lists: what was known stays, the authorization is gone. */
export const lostObservationOf = (account: Account, at: Instant): Observed => {
  const { tenantId: _tenant, id: _id, connectionId: _connection, link: _link, createdAt: _created, ...known } = account;
  return { ...known, authorization: { ...known.authorization, revoked: true }, updatedAt: at };
};
