import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FaultCode } from '../../domain/faults/fault.ts';
import { outsideSyncId } from '../../domain/ids/outsideIds.ts';
import type { CheckResult } from '../../domain/syncs/check.ts';
import { momentOf, type Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankFailures } from '../../ports/institutions.ts';
import type { EventBus } from '../../ports/events.ts';
import type { SyncStore } from '../../ports/syncs.ts';

export interface FailSyncDeps {
  readonly syncs: Pick<SyncStore, 'move' | 'list'>;
  readonly bankFailures: Pick<BankFailures, 'record'>;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a run did before it failed, and what follows. */
export type Work = Partial<Pick<Sync, 'counts' | 'pages' | 'retryAt' | 'retriedAs'>> & {
  readonly checked?: CheckResult;
};

export interface Failing {
  readonly sync: Sync;
  /** "Now" of the run. */
  readonly at: Instant;
  /** Missing when the run has failed before its account was known. */
  readonly institutionId?: string;
}

/** Ends a run as failed, tells other software, and counts a failure of the bank. */
export const failSync = async (
  deps: FailSyncDeps,
  { sync, at, institutionId }: Failing,
  code: FaultCode,
  work: Work = {},
): Promise<void> => {
  const { tenantId, accountId, id } = sync;
  const moved = { at: momentOf(sync, deps.clock.now()), errorCode: code, ...work };
  await deps.syncs.move({ tenantId, accountId, syncId: id }, 'fail', moved);
  // No bank data: the sync itself says more.
  await deps.bus.publish([
    {
      id: `${id}:failed`,
      tenantId,
      occurredAt: at,
      event: { type: 'SyncFailed', accountId, syncId: outsideSyncId(accountId, id), code },
    },
  ]);
  if (code !== 'bank_unavailable' || institutionId === undefined) return;
  // A count that is lost does no harm, and must not spoil the run.
  await recordBankFailure(deps, institutionId, sync, at).catch(() => undefined);
};

/** An account that fails again within this time is the same failure: a person who tries again makes no outage bigger. */
const sameFailureMs = 3 * 3_600_000;

/**
 * Counts an account that Ponto could not read at its bank. Faults of Ponto's or ours say nothing about a bank, and what
 * needs a person says nothing about other people.
 */
const recordBankFailure = async (
  { bankFailures, syncs }: FailSyncDeps,
  institutionId: string,
  { tenantId, accountId, id }: Sync,
  at: Instant,
): Promise<void> => {
  const { items } = await syncs.list({ tenantId, accountId }, { limit: 2 });
  const before = items.find((sync) => sync.id !== id);
  const isAgain =
    before?.errorCode === 'bank_unavailable' && Math.abs(Date.parse(at) - Date.parse(before.updatedAt)) < sameFailureMs;
  if (!isAgain) await bankFailures.record(institutionId, accountId, at);
};
