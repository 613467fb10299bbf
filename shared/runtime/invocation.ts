import type { MiddlewareObj } from '@middy/core';
import { describeError } from './log/describeError.ts';
import type { InvocationLog } from './log/log.ts';
import type { InvocationCounters } from './metrics.ts';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';

/** How a function tells what it does. */
export interface Observers {
  readonly log: InvocationLog;
  readonly counters: InvocationCounters;
}

/** Lambda's runtime logs the error that a function throws, message and all: it gets this one instead. */
export class InvocationFailed extends Error {
  constructor() {
    super('the invocation failed: see the log entry FAILED of this request');
    this.name = 'InvocationFailed';
  }
}

const statusOf = (response: unknown): number | undefined =>
  typeof response === 'object' &&
  response !== null &&
  'statusCode' in response &&
  typeof response.statusCode === 'number'
    ? response.statusCode
    : undefined;

/**
 * Begins and ends an invocation: log keys reset, STARTED and COMPLETED written, counters published. `onError` runs in
 * reverse order, so that this comes first in the chain and writes last.
 */
export const invocation = <E, R>({ log, counters }: Observers): MiddlewareObj<E, R> => {
  const complete = (response: unknown): void => {
    log.write('COMPLETED', { status: statusOf(response) });
    counters.publish();
  };
  return {
    before: ({ context }) => {
      log.begin(context);
      log.write('STARTED', {});
    },
    after: ({ response }) => complete(response),
    onError: (request) => {
      if (request.response !== undefined && request.response !== null) return complete(request.response);
      log.write('FAILED', { error: describeError(request.error) });
      counters.publish();
      request.error = new InvocationFailed();
    },
  };
};

/** A Lambda function behind a queue or a schedule. What it throws is logged without its message, and thrown on. */
export const eventFunction = <E, R>(observers: Observers, work: (event: E, context: Context) => Promise<R>) =>
  middy<E, R>()
    .use(invocation(observers))
    .handler(async (event: E, context: Context) => work(event, context));
