import middy from '@middy/core';
import { invocation, type Observers } from '../invocation.ts';
import { toResult, type Answer, type HttpResult } from './answer.ts';
import type { ApiEvent } from './apiEvent.ts';
import { errorToHttp } from './errorToHttp.ts';
import { throughEdge, type Edge } from './throughEdge.ts';

/** A Lambda function behind the gateway: whatever happens inside, its answer is whole and its log tells nothing secret. */
export const httpFunction = (observers: Observers, respond: (event: ApiEvent) => Promise<Answer>, edge: Edge = {}) => {
  const answer = throughEdge(edge, observers.log, respond);
  return middy<ApiEvent, HttpResult>()
    .use(invocation(observers))
    .use(errorToHttp(observers))
    .handler(async (event: ApiEvent) => toResult(await answer(event), event));
};
