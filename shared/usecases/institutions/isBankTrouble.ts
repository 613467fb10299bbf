import type { Account } from '../../domain/connections/connection.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { BankTroubles } from '../../ports/bankFailures.ts';

/** Did the last run of an account fail together with many others of its bank? Nothing is read when it did not fail so. */
export const isBankTrouble = async (
  troubles: Pick<BankTroubles, 'hadAt'>,
  { institutionId }: Account,
  lastSync: Sync | undefined,
): Promise<boolean> =>
  lastSync?.status === 'failed' && lastSync.errorCode === 'bank_unavailable'
    ? troubles.hadAt(institutionId, lastSync.updatedAt)
    : false;
