import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { invocation, type Observers } from './invocation.ts';

/** A Lambda function behind a queue or a schedule. What it throws is logged without its message, and thrown on. */
export const eventFunction = <E, R>(observers: Observers, work: (event: E, context: Context) => Promise<R>) =>
  middy<E, R>()
    .use(invocation(observers))
    .handler(async (event: E, context: Context) => work(event, context));
