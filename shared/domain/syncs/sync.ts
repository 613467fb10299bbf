import type { Instant } from '../calendar/calendarDate.ts';
import type { Check, CheckResult } from './check.ts';

export type SyncStatus = 'queued' | 'waiting_for_bank' | 'fetching' | 'succeeded' | 'failed';

export const syncTransitions = {
  askBank: { from: ['queued'], to: 'waiting_for_bank' },
  fetch: { from: ['queued', 'waiting_for_bank', 'fetching'], to: 'fetching' },
  succeed: { from: ['queued', 'waiting_for_bank', 'fetching'], to: 'succeeded' },
  fail: { from: ['queued', 'waiting_for_bank', 'fetching'], to: 'failed' },
} as const satisfies Record<string, { from: readonly SyncStatus[]; to: SyncStatus }>;

export type SyncTransition = keyof typeof syncTransitions;

export interface SyncCounts {
  readonly added: number;
  readonly corrected: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly pending: number;
}

export const noCounts: SyncCounts = { added: 0, corrected: 0, removed: 0, unchanged: 0, pending: 0 };

/** What started a run. Only `person` may ask the bank: that customer is really there. */
export type SyncTrigger = 'link' | 'schedule' | 'person' | 'webhook';

/** One run that brings an account up to date. */
export interface Sync {
  readonly tenantId: string;
  readonly accountId: string;
  readonly id: string;
  readonly trigger: SyncTrigger;
  readonly status: SyncStatus;
  readonly counts: SyncCounts;
  /** Pages of transactions read from Ponto. */
  readonly pages: number;
  /** A code of the error catalogue. */
  readonly errorCode?: string;
  /** Given when somebody wants a period compared once more. */
  readonly check?: Check;
  /** What that comparison has found; absent until it is done. */
  readonly checked?: CheckResult;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const isFinished = (status: SyncStatus): boolean => status === 'succeeded' || status === 'failed';
