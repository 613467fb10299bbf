import type { CalendarDate, Instant } from '../domain/calendar/calendarDate.ts';
import type { CheckPlace } from './alerts.ts';

/** One daily run of the alerts. */
export interface BegunRun {
  /** The time of the schedule, which is "now" for all its jobs. */
  readonly run: Instant;
  /** When its jobs were put on the queue: they are done on that day or not at all. */
  readonly begunAt: Instant;
}

/** A part of one daily run. */
export type AlertJob = ShardJob | ConnectionCheckJob | DigestsJob | DigestJob | OverdueJob;

/** Checks the connections of one shard that are due. */
export interface ShardJob extends BegunRun {
  readonly kind: 'shard';
  readonly shard: string;
  /** Where another worker ran out of time. */
  readonly from?: CheckPlace;
}

/** Checks a connection again on which something of ours failed. */
export interface ConnectionCheckJob extends BegunRun {
  readonly kind: 'connection';
  readonly tenantId: string;
  readonly connectionId: string;
  /** What led to it. */
  readonly checks: readonly { readonly day: CalendarDate; readonly seenAt?: Instant }[];
}

/** Sends the digests that are listed. */
export interface DigestsJob extends BegunRun {
  readonly kind: 'digests';
  /** Where another worker ran out of time. */
  readonly from?: string;
}

/** Sends one digest again on which something of ours failed. */
export interface DigestJob extends BegunRun {
  readonly kind: 'digest';
  readonly place: string;
}

/** Looks whether every shard was checked, and after so many looks has the digests sent all the same. */
export interface OverdueJob extends BegunRun {
  readonly kind: 'overdue';
  readonly looks: number;
}

/** Of a job, for those that come of it. */
export const runOf = ({ run, begunAt }: BegunRun): BegunRun => ({ run, begunAt });

export interface AlertQueue {
  /** @param delaySeconds 0 to 900 */
  put(jobs: readonly AlertJob[], delaySeconds?: number): Promise<void>;
}

/** Which shards a run has been through. */
export interface AlertRuns {
  /** @returns how many shards the run has been through, this one included, however often it is said */
  markChecked(run: Instant, shard: string): Promise<number>;
  checkedShards(run: Instant): Promise<number>;
}
