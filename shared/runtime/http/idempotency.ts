import { createHash } from 'node:crypto';
import type { GivenAnswer, IdempotencyStore, IdempotentRequest } from '../../ports/idempotency.ts';
import { describeError } from '../log/describeError.ts';
import type { Log } from '../log/log.ts';
import { inLanguage, jsonType, problem, problemType, type Answer } from './answer.ts';
import { headerOf, readerOf, type ApiEvent } from './apiEvent.ts';
import type { Caller } from './identity.ts';
import { invalidRequest } from './readRequest.ts';

interface Deps {
  readonly answers: IdempotencyStore;
  readonly clock: { now(): string };
  readonly log: Log;
}

const keyShape = /^[\x21-\x7e]{1,255}$/;

/**
 * Carries a request out once, however often it is sent with one Idempotency-Key, and gives the first answer again. The
 * key belongs to one user of one tenant and to one call; another body or query under it is refused.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const makeWithIdempotency =
  ({ answers, clock, log }: Deps) =>
  async (event: ApiEvent, caller: Caller, execute: () => Promise<Answer>): Promise<Answer> => {
    const key = headerOf(event, 'idempotency-key');
    if (key === undefined) return execute();
    if (!keyShape.test(key)) {
      throw invalidRequest([{ path: 'Idempotency-Key', rule: 'idempotency_key' }]);
    }
    const { method } = event.requestContext.http;
    const request: IdempotentRequest = {
      tenantId: caller.tenantId,
      key: JSON.stringify([caller.userId, method, event.rawPath, key]),
      fingerprint: fingerprintOf(event),
      now: clock.now(),
    };
    const turn = await answers.begin(request);
    switch (turn.kind) {
      case 'first':
        return executeAndKeep(request, execute);
      case 'answered':
        return replayed(turn.answer);
      case 'in_progress':
        return problem('idempotency_in_progress');
      case 'other_request':
        return problem('idempotency_key_reused');
    }

    async function executeAndKeep(kept: IdempotentRequest, work: () => Promise<Answer>): Promise<Answer> {
      const given = await work().catch(async (error: unknown) => {
        // A repeat is carried out anew; the record of the turn ends by itself if this fails too.
        await answers.forget(kept).catch(() => undefined);
        throw error;
      });
      // A repeat gets the first answer, in the language of the first.
      const answer = inLanguage(given, readerOf(event), event.requestContext.requestId);
      if (!isDecidedByRequest(answer)) {
        await answers.forget(kept).catch(() => undefined);
        return answer;
      }
      try {
        await answers.complete(kept, { status: answer.status, body: answer.body });
      } catch (error) {
        // The work is done: telling the caller otherwise would make it send the request again.
        log.write('ANSWER_NOT_KEPT', { error: describeError(error) });
      }
      return answer;
    }
  };

/** Of what is asked: a page of a search has its place in the query. */
const fingerprintOf = ({ body = '', rawQueryString = '' }: ApiEvent): string => {
  const hash = createHash('sha256').update(body);
  if (rawQueryString !== '') hash.update(`\0${rawQueryString}`);
  return hash.digest('base64url');
};

/** A conflict lies in the state of things, which may have changed when the request is repeated; so does a 5xx. */
const isDecidedByRequest = ({ status }: Answer): boolean => status < 500 && status !== 409;

const replayed = ({ status, body }: GivenAnswer): Answer => ({
  status,
  body,
  contentType: status < 400 ? jsonType : problemType,
});
