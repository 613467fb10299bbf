import type { Clock } from '../ports/ambient.ts';

/** How to wait. With `random` (0 to 1) pauses are drawn from their upper half, so that workers do not come back together. */
export interface Pacing extends Pick<Clock, 'sleep'> {
  readonly random?: () => number;
}

export interface RetryOptions {
  readonly maxTries: number;
  /** Doubles with every try. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  readonly pacing: Pacing;
  /** What is said when entries are left after the last try. */
  readonly refusal: (entries: number) => string;
}

/**
 * Sends a batch that a service may take in part: what it has not taken is sent again after a pause.
 *
 * @param send sends entries, and gives those that were not taken
 * @throws Error when some are left after the last try
 */
export const retryUnprocessed = async <T>(
  batch: readonly T[],
  send: (entries: readonly T[]) => Promise<readonly T[]>,
  { maxTries, firstPauseMs, maxPauseMs, pacing, refusal }: RetryOptions,
): Promise<void> => {
  let left = batch;
  for (let tries = 1; left.length > 0; tries += 1) {
    left = await send(left);
    if (left.length === 0) return;
    if (tries === maxTries) throw new Error(refusal(left.length));
    const pauseMs = Math.min(firstPauseMs * 2 ** (tries - 1), maxPauseMs);
    await pacing.sleep(pacing.random ? (pauseMs / 2) * (1 + pacing.random()) : pauseMs);
  }
};
