import { makeFetchAccountsRoutes, type FetchAccountsDeps } from '../../shared/api/routes/fetchAccounts.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import { makeRouter, type RouterDeps } from '../../shared/runtime/http/router.ts';

export interface AccountFetchDeps extends Omit<RouterDeps, 'routes'>, FetchAccountsDeps {}

/** A function of its own: a consent that adds accounts asks Ponto for all of them. */
export const makeHandler = (deps: AccountFetchDeps): ((event: ApiEvent) => Promise<Answer>) =>
  makeRouter({ ...deps, routes: makeFetchAccountsRoutes(deps) });
