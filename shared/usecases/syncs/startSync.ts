import { defined } from '../../language/defined.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { Check } from '../../domain/syncs/check.ts';
import { noCounts, type Sync, type SyncTrigger } from '../../domain/syncs/sync.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { JobQueue, SyncStore } from '../../ports/syncs.ts';

export interface StartSyncDeps {
  readonly syncs: Pick<SyncStore, 'begin' | 'move'>;
  readonly jobs: JobQueue;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface SyncStart {
  readonly trigger: Extract<SyncTrigger, 'link' | 'person' | 'webhook'>;
  /** Only while the customer is there, and only the true one. */
  readonly customerIpAddress?: string;
  /** Ponto's synchronizations whose touched lines are to be read. */
  readonly touchedBy?: readonly string[];
  /** A period to be compared with Ponto line by line. */
  readonly check?: Check;
}

/** @property joined it was under way already, and knows nothing of what this caller has told */
export type StartedSync = Sync & { readonly joined?: true };

/** A job is on the queue within a moment of its run; a run that stays queued longer may have lost its job. */
const lostJobMs = 60_000;

/**
 * Starts a run of an account and puts its job on the queue; a run under way is the answer instead. A crash between the
 * two leaves a run without a job: whoever asks next puts the job again, and doing a job twice does no harm.
 */
export const makeStartSync =
  ({ syncs, jobs, ids, clock }: StartSyncDeps) =>
  async (account: Account, { trigger, customerIpAddress, touchedBy, check }: SyncStart): Promise<StartedSync> => {
    const { tenantId, id: accountId, connectionId } = account;
    const at = clock.now();
    const begun = await syncs.begin({
      tenantId,
      accountId,
      id: ids.next(),
      trigger,
      status: 'queued',
      counts: noCounts,
      pages: 0,
      ...(check && { check }),
      createdAt: at,
      updatedAt: at,
    });
    const lost = begun.sync.status === 'queued' && Date.parse(at) - Date.parse(begun.sync.updatedAt) > lostJobMs;
    if (begun.kind === 'begun' || lost) {
      await jobs.put([
        {
          kind: 'account',
          tenantId,
          connectionId,
          accountId,
          syncId: begun.sync.id,
          requestedAt: at,
          ...defined({ customerIpAddress, touchedBy }),
        },
      ]);
    }
    return begun.kind === 'begun' ? begun.sync : { ...begun.sync, joined: true };
  };

export type StartSync = ReturnType<typeof makeStartSync>;
