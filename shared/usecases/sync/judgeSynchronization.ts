import type { FaultCode } from '../../domain/faults/fault.ts';
import type { BankSynchronization } from '../../domain/ledger/feedAccount.ts';

/**
 * What Ponto's last attempt at the bank means for a person. Codes that begin with `authorization` mean a dead consent;
 * every other error is usually gone within hours (Ponto reference, section 5.3).
 */
export const judgeSynchronization = (
  synchronization: Pick<BankSynchronization, 'status' | 'errorCodes'> | undefined,
): FaultCode | undefined => {
  if (synchronization?.status !== 'error') return undefined;
  return synchronization.errorCodes.some((code) => code.startsWith('authorization'))
    ? 'authorization_expired'
    : 'bank_unavailable';
};
