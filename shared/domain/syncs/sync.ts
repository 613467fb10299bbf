import type { Instant } from '../calendar/calendarDate.ts';
import { nextRunAfter, type LocalTimes } from '../calendar/nextRun.ts';
import type { RunTally } from '../ledger/head.ts';
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
  /** Lines of the account that cannot be booked, as the run left them; absent of runs of an earlier release. */
  readonly refused?: number;
}

export const noCounts: SyncCounts = { added: 0, corrected: 0, removed: 0, unchanged: 0, pending: 0, refused: 0 };

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
  /** Of a failed one that is tried again by itself: when, and as which run. */
  readonly retryAt?: Instant;
  readonly retriedAs?: string;
  /** Given when somebody wants a period compared once more. */
  readonly check?: Check;
  /** What that comparison has found; absent until it is done. */
  readonly checked?: CheckResult;
  readonly createdAt: Instant;
  /** When a worker first took it up, and when it ended; absent before that, and of runs of a former release. */
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  /** When it last moved. */
  readonly updatedAt: Instant;
}

/** When a run moves. One of a schedule goes by the time of the schedule, which may lie ahead of the clock. */
export const momentOf = ({ createdAt }: Pick<Sync, 'createdAt'>, now: Instant): Instant =>
  Date.parse(now) < Date.parse(createdAt) ? createdAt : now;

export const isFinished = (status: SyncStatus): boolean => status === 'succeeded' || status === 'failed';

/**
 * A run that has not moved for this long is dead: its worker crashed, or its job was lost. Longer than a job waits in
 * the queue between two tries (15 minutes at most), so that a run that only waits is never taken for a dead one.
 */
export const interruptedAfterMs = 3_600_000;

/** A run as it is shown: one that has not moved for too long has failed, whoever forgot to write it down. */
export const effectiveStatus = (sync: Sync, now: Instant): Sync =>
  !isFinished(sync.status) && Date.parse(now) - Date.parse(sync.updatedAt) >= interruptedAfterMs
    ? { ...sync, status: 'failed', errorCode: 'interrupted' }
    : sync;

/** A run that has not written down its end: what it has brought so far stands in the head of the books, where it wrote last. */
export const withTally = (sync: Sync, tally: RunTally | undefined): Sync => {
  if (!tally || tally.syncId !== sync.id || isFinished(sync.status)) return sync;
  const { added, corrected, removed, unchanged, pages } = tally;
  return { ...sync, counts: { ...sync.counts, added, corrected, removed, unchanged }, pages };
};

/** A scheduled run may start late and wait in the queue; its alarm rings after two hours (`infra/constructs/workQueue.ts`). */
const patienceMs = 2 * 3_600_000;

/** Has a run that was due after that one not come? */
export const isOverdue = (lastRunAt: Instant, times: LocalTimes, timeZone: string, now: Instant): boolean => {
  const due = nextRunAfter(lastRunAt, times, timeZone);
  return due !== undefined && Date.parse(now) - Date.parse(due) > patienceMs;
};
