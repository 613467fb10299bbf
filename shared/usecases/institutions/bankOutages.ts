import { hadOutage, lastOutage, type FailuresByHour } from '../../domain/institutions/bankOutage.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankFailures, BankOutages } from '../../ports/institutions.ts';

/** How long a warm function answers from memory: news of an outage may be a minute late. */
const memoryMs = 60_000;

interface Known {
  readonly failures: Promise<FailuresByHour>;
  readonly goodUntil: number;
}

/** Tells whether a bank has an outage; the counters of a bank are read once a minute, whoever asks. */
export const makeBankOutages = ({
  failures,
  clock,
}: {
  readonly failures: Pick<BankFailures, 'byHour'>;
  readonly clock: Pick<Clock, 'now'>;
}): BankOutages => {
  const memory = new Map<string, Known>();

  const known = (institutionId: string): Promise<FailuresByHour> => {
    const nowMs = Date.parse(clock.now());
    const remembered = memory.get(institutionId);
    if (remembered && nowMs < remembered.goodUntil) return remembered.failures;
    const asked = failures.byHour(institutionId);
    memory.set(institutionId, { failures: asked, goodUntil: nowMs + memoryMs });
    // A read that failed is no answer for a minute.
    asked.catch(() => memory.delete(institutionId));
    return asked;
  };

  return {
    hadAt: async (institutionId, at) => hadOutage(await known(institutionId), at),
    lately: async (institutionId) => lastOutage(await known(institutionId), clock.now()),
  };
};

/** Did the last run of an account fail together with many others of its bank? Nothing is read when it did not fail so. */
export const isBankOutage = async (
  bankOutages: Pick<BankOutages, 'hadAt'>,
  { institutionId }: Account,
  lastSync: Sync | undefined,
): Promise<boolean> =>
  lastSync?.status === 'failed' && lastSync.errorCode === 'bank_unavailable'
    ? bankOutages.hadAt(institutionId, lastSync.updatedAt)
    : false;
