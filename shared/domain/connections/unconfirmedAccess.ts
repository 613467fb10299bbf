import type { Instant } from '../calendar/calendarDate.ts';
import type { FeedAccount } from '../ledger/feedAccount.ts';
import type { Connection } from './connection.ts';

/** An access that a consent has brought, and that is used for nothing until a user confirms what came back. */
export interface UnconfirmedAccess {
  /** Stands for what was seen: a user confirms this and nothing else. */
  readonly token: string;
  /** Who began the consent, and alone may confirm it; missing where it began with a link in a mail. */
  readonly userId?: string;
  readonly organizationId: string;
  readonly organizationName?: string;
  /** The first of them. */
  readonly accounts: readonly Pick<FeedAccount, 'reference' | 'currency'>[];
  readonly accountCount: number;
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

/** What waits on a connection; one that has an access by now, or is over, waits for nothing. */
export const unconfirmedOf = ({
  status,
  unconfirmed,
}: Pick<Connection, 'status' | 'unconfirmed'>): UnconfirmedAccess | undefined =>
  status === 'awaiting_consent' || status === 'migration_required' ? unconfirmed : undefined;
