import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FaultCode } from '../../domain/faults/fault.ts';
import type { BankSynchronization, FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { Sync } from '../../domain/syncs/sync.ts';

/**
 * What Ponto's last attempt at the bank means for a person. Codes that begin with `authorization` mean a dead consent;
 * every other error is usually gone within hours (Ponto reference, section 5.3).
 *
 * @param authorizedAt when the account was last authorised: an attempt before that says nothing about the new consent,
 *   and Ponto's next one heals it
 */
export const judgeSynchronization = (
  synchronization: Pick<BankSynchronization, 'status' | 'errorCodes' | 'createdAt'> | undefined,
  authorizedAt?: Instant,
): FaultCode | undefined => {
  if (synchronization?.status !== 'error') return undefined;
  const consentIsNewer =
    authorizedAt !== undefined &&
    synchronization.createdAt !== undefined &&
    Date.parse(authorizedAt) > Date.parse(synchronization.createdAt);
  return !consentIsNewer && synchronization.errorCodes.some((code) => code.startsWith('authorization'))
    ? 'authorization_expired'
    : 'bank_unavailable';
};

/** Has the end of the authorisation been told by the last run? That run has read what Ponto still held. */
export const isExpiryReported = (last: Pick<Sync, 'status' | 'errorCode'> | undefined): boolean =>
  last?.status === 'failed' && last.errorCode === 'authorization_expired';

/**
 * An account whose authorisation has ended stands still (contract, promise 6). It is read once more when Ponto first
 * fails at the bank, because lines that Ponto fetched before may be unread, and that run says so; from then on Ponto fails
 * four times a day for the same reason, and no run has anything to read or to say. Judged by what happens at the bank:
 * the end that Ponto expects is an estimate, and as long as Ponto fetches lines they belong into the books.
 *
 * @param knownAuthorizedAt the authorisation that was stored when the last run told of its end; a later one begins anew
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
