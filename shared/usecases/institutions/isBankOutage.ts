import type { Account } from '../../domain/connections/connection.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { BankOutages } from '../../ports/bankFailures.ts';

/** Did the last run of an account fail together with many others of its bank? Nothing is read when it did not fail so. */
export const isBankOutage = async (
  bankOutages: Pick<BankOutages, 'hadAt'>,
  { institutionId }: Account,
  lastSync: Sync | undefined,
): Promise<boolean> =>
  lastSync?.status === 'failed' && lastSync.errorCode === 'bank_unavailable'
    ? bankOutages.hadAt(institutionId, lastSync.updatedAt)
    : false;
