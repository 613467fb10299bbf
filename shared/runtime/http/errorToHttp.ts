import type { MiddlewareObj } from '@middy/core';
import { Fault } from '../../domain/faults/fault.ts';
import type { Observers } from '../invocation.ts';
import { describeError } from '../log/describeError.ts';
import type { ApiEvent } from './apiEvent.ts';
import { problem, toResult, type Answer, type HttpResult, RequestProblem } from './answer.ts';

/**
 * The error table: every error becomes a whole answer and one log entry. Sentences come from the catalogue of problems;
 * the text of an error that was caught is never sent.
 */
export const errorAnswer = ({ log, counters }: Observers, error: unknown): Answer => {
  if (error instanceof RequestProblem) {
    const answer = problem(error.code, error.extras);
    log.write('REQUEST_REFUSED', { status: answer.status, problem: error.code });
    return answer;
  }
  if (error instanceof Fault && error.kind !== 'bug') {
    const answer = problem(error.code, { headers: retryAfter(error) });
    log.write('FAULT_MET', { status: answer.status, problem: error.code, error: describeError(error) });
    counters.count('FaultsMet');
    return answer;
  }
  log.write('INTERNAL_ERROR', { error: describeError(error) });
  counters.count('InternalErrors');
  return problem('internal_error');
};

const retryAfter = ({ retryAfterSeconds }: Fault): Readonly<Record<string, string>> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) };

/** Middleware of a function behind the gateway. Last in the chain, so that it answers before anything else ends. */
export const errorToHttp = (observers: Observers): MiddlewareObj<ApiEvent, HttpResult> => ({
  onError: (request) => {
    request.response = toResult(errorAnswer(observers, request.error), request.event);
  },
});
