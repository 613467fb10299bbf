import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { ScheduledFrequency } from '../domain/connections/connection.ts';
import type { CheckResult } from '../domain/syncs/check.ts';
import type { Sync, SyncCounts, SyncTransition } from '../domain/syncs/sync.ts';
import type { WorkEffect } from '../domain/webhooks/effects.ts';
import type { AccountRef, Moved, Page, PageRequest } from './refsAndPages.ts';

export interface SyncRef extends AccountRef {
  readonly syncId: string;
}

export interface SyncStore {
  /** Records a new run unless one is queued or running for the account, whose record is returned instead. */
  begin(sync: Sync): Promise<{ readonly kind: 'begun' | 'running'; readonly sync: Sync }>;
  get(ref: SyncRef): Promise<Sync | undefined>;
  /** Newest first. */
  list(ref: AccountRef, page: PageRequest): Promise<Page<Sync>>;
  move(
    ref: SyncRef,
    transition: SyncTransition,
    change: {
      readonly at: Instant;
      readonly counts?: SyncCounts;
      readonly pages?: number;
      readonly errorCode?: string;
      readonly retryAt?: Instant;
      readonly retriedAs?: string;
      readonly checked?: CheckResult;
    },
  ): Promise<Moved<Sync>>;
}

/** Work on the queue between the API or the dispatcher and the sync worker. */
export type SyncJob =
  | {
      readonly kind: 'connection';
      readonly tenantId: string;
      readonly connectionId: string;
      readonly frequency: ScheduledFrequency;
      /** "Now" of the run: the time of the schedule's event. */
      readonly scheduledAt: Instant;
      /** How often the run has met a transient fault. */
      readonly attempts?: number;
    }
  | {
      readonly kind: 'account';
      readonly tenantId: string;
      readonly connectionId: string;
      readonly accountId: string;
      readonly syncId: string;
      /** The run that failed and that this one tries again: it begins with the job, if no other one runs then. */
      readonly retryOf?: string;
      /** "Now" of the run, however often it is taken up again. */
      readonly requestedAt: Instant;
      /** Present while a customer is there: the bank is asked with this customer's true address. */
      readonly customerIpAddress?: string;
      /** Ponto's synchronizations that this run waits for. */
      readonly waitingFor?: readonly string[];
      /** Ponto's synchronizations whose touched lines this run reads, beside those that it finds by itself. */
      readonly touchedBy?: readonly string[];
      /** Where the run began with a schedule, or has taken long: it goes on behind people's own. */
      readonly lane?: 'scheduled';
      /** How often the job was given back because there was no time for it. */
      readonly returned?: number;
      /** How often the run has looked whether the bank is done. */
      readonly looks?: number;
      /** How often the run has met a transient fault. */
      readonly attempts?: number;
    }
  /** What Ponto told about a connection (webhook), to be carried out away from the caller. */
  | {
      readonly kind: 'event';
      readonly tenantId: string;
      readonly connectionId: string;
      readonly effect: WorkEffect;
      /** When it happened, by Ponto's clock: what was told late is recognised by it. */
      readonly happenedAt: Instant;
      /** "Now" of the work: when the event came in. */
      readonly requestedAt: Instant;
      readonly accountPontoId?: string;
      readonly synchronizationId?: string;
      /** How often the work was requeued. */
      readonly attempts?: number;
    }
  /** Erases everything of a tenant. */
  | {
      readonly kind: 'erase';
      readonly tenantId: string;
      readonly erasureId: string;
      /** "Now" of the work: when it was asked for. */
      readonly requestedAt: Instant;
      /** The second pass, over what was under way during the first. */
      readonly sweep?: boolean;
      /** How often the work was requeued. */
      readonly attempts?: number;
    }
  /** Looks whether a disconnect was carried through, and does what is left of it. */
  | {
      readonly kind: 'disconnect';
      readonly tenantId: string;
      readonly connectionId: string;
      /** "Now" of the work: when the person disconnected. */
      readonly requestedAt: Instant;
      /** How often the work was requeued. */
      readonly attempts?: number;
    };

export interface JobQueue {
  /** @param delaySeconds 0 to 900 */
  put(jobs: readonly SyncJob[], delaySeconds?: number): Promise<void>;
}
