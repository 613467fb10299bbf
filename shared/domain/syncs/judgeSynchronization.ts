import type { Instant } from '../calendar/calendarDate.ts';
import type { FaultCode } from '../faults/fault.ts';
import type { BankSynchronization } from '../ledger/feedAccount.ts';

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
