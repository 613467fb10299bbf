import type { Instant } from '../calendar/calendarDate.ts';
import type { FeedAccount } from '../ledger/feedAccount.ts';
import type { Connection } from './connection.ts';

/** An access that a consent has brought, and that is used for nothing until a user confirms what came back. */
export interface UnconfirmedAccess {
  /** Stands for what was seen: a user confirms this and nothing else. */
  readonly token: string;
  /** Tells this access from any other of the connection; missing where an earlier release kept it. */
  readonly accessId?: string;
  /** Who began the consent, and alone may confirm it; missing where it began with a link in a mail. */
  readonly userId?: string;
  readonly organizationId: string;
  readonly organizationName?: string;
  /** The first of them. */
  readonly accounts: readonly Pick<FeedAccount, 'reference' | 'currency'>[];
  readonly accountCount: number;
  /** A digest of `identityOf` all of them; missing where an earlier release kept it. */
  readonly accountsDigest?: string;
  readonly at: Instant;
}

/** So many are shown; the others are counted. */
export const maxUnconfirmed = 50;

export const summaryOf = (listed: readonly FeedAccount[]): Pick<UnconfirmedAccess, 'accounts' | 'accountCount'> => ({
  accounts: listed
    .map(({ reference, currency }) => ({ reference, currency }))
    .toSorted((a, b) => a.reference.localeCompare(b.reference) || a.currency.localeCompare(b.currency))
    .slice(0, maxUnconfirmed),
  accountCount: listed.length,
});

/** All accounts of a look by what makes them others: also those that are only counted, and also by Ponto's id. */
export const identityOf = (listed: readonly FeedAccount[]): string =>
  JSON.stringify(
    listed.map(({ pontoId, reference, currency }) => JSON.stringify([pontoId, reference, currency])).sort(),
  );

/** What waits on a connection; one that has an access by now, or is over, waits for nothing. */
export const unconfirmedOf = ({
  status,
  unconfirmed,
}: Pick<Connection, 'status' | 'unconfirmed'>): UnconfirmedAccess | undefined =>
  status === 'awaiting_consent' || status === 'migration_required' ? unconfirmed : undefined;
