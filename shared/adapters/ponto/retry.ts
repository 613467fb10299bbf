import { Fault } from '../../domain/faults/fault.ts';
import type { Clock } from '../../ports/ambient.ts';
import { faultOf, PontoRefusal, retryAfterSecondsOf } from './errors.ts';
import { TransportFailure, type HttpAnswer, type HttpRequest, type Transport } from './http.ts';

interface RetryDeps {
  readonly clock: Clock;
  /** A random number from 0 up to 1, so that many workers do not come back in step. */
  readonly jitter: () => number;
}

/**
 * - `repeatable`: carried out once however often it is sent (a GET, a POST with an idempotency key).
 * - `once`: sent again only while it certainly has not arrived.
 */
export type Repetition = 'repeatable' | 'once';

const tries = 3;
const firstPauseMs = 300;
/** A Lambda that sleeps is paid for. What takes longer goes back on the queue as a fault. */
const maxPauseMs = 3_000;
/** After this long no further try begins, so that a caller behind API Gateway gets an answer. */
const patienceMs = 10_000;

const isTransient = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/**
 * Sends a request and tries again where that is safe: I/O errors, 408, 429 and 5xx, with a growing pause or the one that
 * `Retry-After` names.
 *
 * @throws Fault `ponto_unavailable`, `ponto_throttled` or `ponto_answer_too_large`; every other answer is the caller's to judge
 */
export const makeSend =
  (transport: Transport, { clock, jitter }: RetryDeps) =>
  async (request: HttpRequest, repetition: Repetition): Promise<HttpAnswer> => {
    const startedAtMs = Date.parse(clock.now());
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(transport, request);
      if (!(outcome instanceof TransportFailure) && !isTransient(outcome.status)) return outcome;
      const again = mayRepeat(outcome, repetition) ? pauseBefore(attempt, outcome) : undefined;
      const impatient = Date.parse(clock.now()) - startedAtMs > patienceMs;
      if (attempt === tries || again === undefined || impatient) throw faultFor(outcome);
      await clock.sleep(again);
    }

    function pauseBefore(attempt: number, outcome: HttpAnswer | TransportFailure): number | undefined {
      const grown = firstPauseMs * 2 ** (attempt - 1) * (0.5 + jitter() / 2);
      const told = outcome instanceof TransportFailure ? undefined : retryAfterSecondsOf(outcome, clock.now());
      const pause = Math.max(grown, (told ?? 0) * 1000);
      return pause > maxPauseMs ? undefined : pause;
    }

    function faultFor(outcome: HttpAnswer | TransportFailure): Fault {
      if (outcome instanceof TransportFailure) {
        return new Fault(outcome.tooLarge ? 'ponto_answer_too_large' : 'ponto_unavailable', { cause: outcome });
      }
      const code = outcome.status === 429 ? 'ponto_throttled' : 'ponto_unavailable';
      return faultOf(code, new PontoRefusal(outcome), retryAfterSecondsOf(outcome, clock.now()));
    }
  };

export type Send = ReturnType<typeof makeSend>;

const mayRepeat = (outcome: HttpAnswer | TransportFailure, repetition: Repetition): boolean => {
  if (!(outcome instanceof TransportFailure)) return repetition === 'repeatable';
  return outcome.transient && (repetition === 'repeatable' || !outcome.mayHaveArrived);
};

const attemptOnce = async (transport: Transport, request: HttpRequest): Promise<HttpAnswer | TransportFailure> => {
  try {
    return await transport(request);
  } catch (error) {
    if (error instanceof TransportFailure) return error;
    throw error;
  }
};
