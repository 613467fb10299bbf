import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import { judgeSynchronization } from '../../domain/syncs/judgeSynchronization.ts';

/** Has the last run reported that the authorisation has ended? That run has read what Ponto still held. */
export const isExpiryReported = (last: Pick<Sync, 'status' | 'errorCode'> | undefined): boolean =>
  last?.status === 'failed' && last.errorCode === 'authorization_expired';

/**
 * An account whose authorisation has ended is dormant (promise 6). It is read once more when Ponto first
 * fails at the bank, because lines that Ponto fetched before may be unread, and that run says so; from then on Ponto fails
 * four times a day for the same reason, and no run has anything to read or to say. Judged by what happens at the bank:
 * the end that Ponto expects is an estimate, and as long as Ponto fetches lines they belong into the books.
 *
 * @param knownAuthorizedAt the authorisation that was stored when the last run reported its end; a later one begins anew
 * @param lastSync asked only where it matters: it costs a read
 */
export const isDormant = async (
  { latestSynchronization, authorizedAt }: Pick<FeedAccount, 'latestSynchronization' | 'authorizedAt'>,
  knownAuthorizedAt: Instant | undefined,
  lastSync: () => Promise<Sync | undefined>,
): Promise<boolean> =>
  authorizedAt === knownAuthorizedAt &&
  judgeSynchronization(latestSynchronization, authorizedAt) === 'authorization_expired' &&
  isExpiryReported(await lastSync());
