import { setTimeout as pause } from 'node:timers/promises';

export type Send = (request: Request) => Promise<Response>;

export interface Repeats {
  /** How often a request is sent at most; 1 means that nothing is repeated. */
  readonly maxTries: number;
  /** The pause before the second try, in milliseconds; it doubles from try to try. */
  readonly firstPauseMs: number;
  /** No pause is longer, whatever `Retry-After` asks for; in milliseconds. */
  readonly maxPauseMs: number;
  /** How long one try waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
}

const usual: Repeats = { maxTries: 4, firstPauseMs: 500, maxPauseMs: 30_000, timeoutMs: 30_000 };
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Sends a request again where the fault passes by itself: the connection broke or nothing came, too many requests, the gateway could not
 * reach the service. `Retry-After` decides how long to wait, where it is given. An aborted request is not sent again.
 */
export const repeating = (send: Send, given: Partial<Repeats> = {}): Send => {
  const repeats = { ...usual, ...given };
  return async (request) => {
    for (let tried = 1; ; tried += 1) {
      const outcome = await tryOnce(send, request, repeats.timeoutMs);
      if (tried >= repeats.maxTries || !passes(outcome, request)) return settled(outcome);
      await pause(pauseAfter(outcome, tried, repeats), undefined, { signal: request.signal });
    }
  };
};

type Outcome =
  { readonly kind: 'answered'; readonly response: Response } | { readonly kind: 'broken'; readonly error: unknown };

const tryOnce = async (send: Send, request: Request, timeoutMs: number): Promise<Outcome> => {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return { kind: 'answered', response: await send(new Request(request.clone(), { signal })) };
  } catch (error) {
    return { kind: 'broken', error };
  }
};

const passes = (outcome: Outcome, { signal }: Request): boolean =>
  outcome.kind === 'broken' ? !signal.aborted : passing.has(outcome.response.status);

const settled = (outcome: Outcome): Response => {
  if (outcome.kind === 'broken') throw outcome.error;
  return outcome.response;
};

const pauseAfter = (outcome: Outcome, tried: number, { firstPauseMs, maxPauseMs }: Repeats): number => {
  const asked = outcome.kind === 'answered' ? retryAfterMs(outcome.response) : undefined;
  // Between half and all of it: callers that were turned away together do not come back together.
  const usualMs = firstPauseMs * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
  return Math.min(asked ?? usualMs, maxPauseMs);
};

const retryAfterMs = ({ headers }: Response): number | undefined => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
};
