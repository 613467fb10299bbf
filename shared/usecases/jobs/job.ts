import type { SyncJob } from '../../ports/syncs.ts';

export type AccountJob = Extract<SyncJob, { kind: 'account' }>;
export type ConnectionJob = Extract<SyncJob, { kind: 'connection' }>;
export type EventJob = Extract<SyncJob, { kind: 'event' }>;
export type EraseJob = Extract<SyncJob, { kind: 'erase' }>;
export type DisconnectJob = Extract<SyncJob, { kind: 'disconnect' }>;

/** How the queue delivers a job. */
export interface Delivery {
  /** Is there time for another page? */
  readonly hasTime: () => boolean;
  /** No redelivery follows this one. */
  readonly lastTry: boolean;
}
