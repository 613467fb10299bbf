import { defined } from '../../language/defined.ts';
import type { Instant } from '../calendar/calendarDate.ts';
import type { Institution } from '../institutions/institution.ts';
import type { FeedAccount } from '../ledger/feedAccount.ts';
import { judgeSynchronization } from '../syncs/judgeSynchronization.ts';
import type { Account, AccountBefore, Authorization } from './connection.ts';

/** What Ponto tells about an account: the part that a look at Ponto may overwrite. */
export type AccountObservation = Omit<AccountBefore, 'connectionId'>;

/** The law lets an authorization last for 180 days (Ponto reference, section 6), some banks for less. */
export const usualAuthorizationDays = 180;

/**
 * When the authorization of an account ends: as Ponto expects it, else as long after the last authorization as the
 * institution says, else as the law allows. Unknown when nobody tells when it was given.
 */
export const authorizationEndOf = (
  { authorizedAt, authorizationExpectedEnd }: Pick<FeedAccount, 'authorizedAt' | 'authorizationExpectedEnd'>,
  institution: Pick<Institution, 'authorizationDays'> | undefined,
): Instant | undefined => {
  if (authorizationExpectedEnd !== undefined) return authorizationExpectedEnd;
  const begin = Date.parse(authorizedAt ?? '');
  if (Number.isNaN(begin)) return undefined;
  const days = institution?.authorizationDays ?? usualAuthorizationDays;
  return new Date(begin + days * 86_400_000).toISOString();
};

/**
 * What a look at Ponto tells about an account.
 *
 * @param known what was known of it before; missing of a new one
 */
export const observationOf = (
  seen: FeedAccount,
  institution: Pick<Institution, 'authorizationDays'> | undefined,
  at: Instant,
  known?: Pick<Account, 'authorization'>,
): AccountObservation => ({
  institutionId: seen.institutionId,
  pontoId: seen.pontoId,
  reference: seen.reference,
  referenceType: seen.referenceType,
  currency: seen.currency,
  ...defined({
    subtype: seen.subtype,
    holderName: seen.holderName,
    product: seen.product,
    description: seen.description,
    internalReference: seen.internalReference,
  }),
  deprecated: seen.deprecated,
  availability: seen.availability,
  authorization: {
    ...defined({ authorizedAt: seen.authorizedAt }),
    ...endOf(seen, institution),
    ...endedAtBank(seen, at, known?.authorization),
    revoked: false,
  },
  balances: {
    ...(seen.currentBalance ? { current: seen.currentBalance } : {}),
    ...(seen.availableBalance ? { available: seen.availableBalance } : {}),
  },
  ...reachedOf(seen),
  updatedAt: at,
});

const endOf = (...known: Parameters<typeof authorizationEndOf>): { readonly expiresAt?: Instant } => {
  const expiresAt = authorizationEndOf(...known);
  return expiresAt === undefined ? {} : { expiresAt };
};

/**
 * The bank has the last word: the end that Ponto expects is an estimate. A refusal is repeated by every attempt; the first
 * one of an authorization is its end.
 */
const endedAtBank = (
  { latestSynchronization: latest, authorizedAt }: FeedAccount,
  at: Instant,
  known: Authorization | undefined,
): { readonly endedAt?: Instant } => {
  if (judgeSynchronization(latest, authorizedAt) !== 'authorization_expired') return {};
  const before = known?.authorizedAt === authorizedAt ? known?.endedAt : undefined;
  const now = latest?.createdAt ?? at;
  return { endedAt: before !== undefined && Date.parse(before) < Date.parse(now) ? before : now };
};

/** An attempt that failed, or still runs, tells nothing: what is known of the one before it stays. */
const reachedOf = ({ latestSynchronization: latest, synchronizedAt }: FeedAccount): { bankReachedAt?: Instant } => {
  if (latest && latest.status !== 'success') return {};
  const reachedAt = latest?.updatedAt ?? synchronizedAt ?? latest?.createdAt;
  return reachedAt === undefined ? {} : { bankReachedAt: reachedAt };
};

/** What Ponto told of an account when it was looked at last. */
export const lastObservationOf = (account: Account): AccountObservation => {
  const { tenantId: _tenant, id: _id, connectionId: _connection, createdAt: _created, ...rest } = account;
  const { link: _link, linkRevision: _revision, continuedAs: _continued, ...told } = rest;
  const { succession: _succession, notContinuedAs: _not, ...observation } = told;
  return observation;
};

/** The account is no longer among those that Ponto shares with us. */
export const lostObservationOf = (account: Account, at: Instant): AccountObservation => {
  const known = lastObservationOf(account);
  return { ...known, authorization: { ...known.authorization, revoked: true }, updatedAt: at };
};
