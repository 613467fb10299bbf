import { problem, type Answer } from '../../shared/runtime/http/answer.ts';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';

/** Pages for people. None yet. */
export const makeHandler =
  () =>
  (_event: ApiEvent): Promise<Answer> =>
    Promise.resolve(problem('route_not_found'));
