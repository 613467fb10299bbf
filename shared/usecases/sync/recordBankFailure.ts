import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FaultCode } from '../../domain/faults/fault.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { BankFailures } from '../../ports/bankFailures.ts';
import type { SyncStore } from '../../ports/syncs.ts';

export interface RecordBankFailureDeps {
  readonly bankFailures: Pick<BankFailures, 'record'>;
  readonly syncs: Pick<SyncStore, 'list'>;
}

/** An account that fails again within this time is the same failure: a person who tries again makes no trouble bigger. */
const sameFailureMs = 3 * 3_600_000;

/**
 * Counts an account that Ponto could not read at its bank. Faults of Ponto's or ours say nothing about a bank, and what
 * needs a person says nothing about other people. A count that is lost does no harm, and must not spoil the run.
 */
export const recordBankFailure = (
  deps: RecordBankFailureDeps,
  institutionId: string,
  sync: Sync,
  code: FaultCode,
  at: Instant,
): Promise<void> => count(deps, institutionId, sync, code, at).catch(() => undefined);

const count = async (
  { bankFailures, syncs }: RecordBankFailureDeps,
  institutionId: string,
  { tenantId, accountId, id }: Sync,
  code: FaultCode,
  at: Instant,
): Promise<void> => {
  if (code !== 'bank_unavailable') return;
  const { items } = await syncs.list({ tenantId, accountId }, { limit: 2 });
  const before = items.find((sync) => sync.id !== id);
  const isAgain = before?.errorCode === code && Math.abs(Date.parse(at) - Date.parse(before.updatedAt)) < sameFailureMs;
  if (!isAgain) await bankFailures.record(institutionId, accountId, at);
};
