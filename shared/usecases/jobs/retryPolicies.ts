/** How often work is tried again, and after how long. */
export interface RetryPolicy {
  /** Seconds before the first, second … retry; those beyond the table wait as long as `afterwardsSeconds` says. */
  readonly pausesSeconds: readonly number[];
  readonly afterwardsSeconds?: number;
  readonly maxRetries: number;
  /** What follows the last retry: the next schedule makes up for the work, or an engineer finds it in the dead letters. */
  readonly whenExhausted: 'giveUp' | 'rethrow';
}

/** SQS delays a message by at most 15 minutes. */
const maxPauseSeconds = 900;

/** A run of an account or of a connection: the next schedule catches up. */
export const scheduledWork: RetryPolicy = { pausesSeconds: [30, 120, 600], maxRetries: 3, whenExhausted: 'giveUp' };

/** A run that finds another one at its account. Together longer than a lease, so that it outlives one that crashed. */
export const leasedAccount: RetryPolicy = {
  pausesSeconds: [10, 10, 10, 10, 20],
  maxRetries: 5,
  whenExhausted: 'giveUp',
};

/** What Ponto told us, a disconnect, an erasure: no schedule comes back for it, so that it is tried for a day. */
export const unscheduledWork: RetryPolicy = {
  pausesSeconds: [30, 60, 120, 300, 600],
  afterwardsSeconds: maxPauseSeconds,
  maxRetries: 100,
  whenExhausted: 'rethrow',
};

/** A renewal that its holder says nothing of and Ponto does not show yet. Who cancelled is not looked after for long. */
export const renewalNotShown: RetryPolicy = { pausesSeconds: [120, 600], maxRetries: 2, whenExhausted: 'giveUp' };

/** Unscheduled work behind a run that reads the account: it ends within minutes, or is dead and taken over after an hour. */
export const behindRun: RetryPolicy = {
  pausesSeconds: Array.from({ length: 30 }, () => 20),
  afterwardsSeconds: 300,
  maxRetries: 100,
  whenExhausted: 'rethrow',
};

/**
 * @param atLeastSeconds what the other side asked for
 * @returns undefined when the work has been tried often enough
 */
export const pauseBefore = (
  { pausesSeconds, afterwardsSeconds, maxRetries }: RetryPolicy,
  attempts: number,
  atLeastSeconds = 0,
): number | undefined => {
  const pause = pausesSeconds[attempts] ?? afterwardsSeconds;
  if (pause === undefined || attempts >= maxRetries) return undefined;
  return Math.min(Math.max(pause, atLeastSeconds), maxPauseSeconds);
};
