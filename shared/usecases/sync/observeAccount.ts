import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { AccountObservation } from '../../ports/registry.ts';

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
export const lost = (account: Account, at: Instant): AccountObservation => {
  const { tenantId: _tenant, id: _id, connectionId: _connection, link: _link, createdAt: _created, ...known } = account;
  return { ...known, authorization: { ...known.authorization, revoked: true }, updatedAt: at };
};
