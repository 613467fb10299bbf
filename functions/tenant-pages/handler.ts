import type { Answer } from '../../shared/runtime/http/answer.ts';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import { answerOf, requestOf } from './gateway.ts';
import { makePages, type PagesDeps } from './pages.ts';

/** Pages for people who were given an address by the accounting product. */
export const makeHandler = (deps: PagesDeps) => {
  const pages = makePages(deps);
  const ownOrigin = new URL(deps.publicUrl).origin;
  return async (event: ApiEvent): Promise<Answer> => {
    deps.log.correlate({ apiRequestId: event.requestContext.requestId });
    return answerOf(await pages.fetch(requestOf(event, ownOrigin), { event }), event);
  };
};
