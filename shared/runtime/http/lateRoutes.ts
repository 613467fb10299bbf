import { operations, type OperationName } from '../../contracts/http/operations.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { Route } from './route.ts';

/**
 * Routes that are loaded with the first call of one of them. A request is found by the contract alone and needs one topic of
 * the API, so that a function which starts loads no other.
 */
export const lateRoutes = <N extends OperationName>(
  names: readonly N[],
  load: () => Promise<Readonly<Record<N, Route>>>,
): Readonly<Record<N, Route>> => {
  const loaded = onFirstUse(load);
  const routes: Partial<Record<N, Route>> = {};
  for (const name of names) {
    routes[name] = {
      operation: operations[name],
      prepare: async (event, id) => (await loaded())[name].prepare(event, id),
    };
  }
  if (!areAllOf(names, routes)) throw new Error('every name has a route');
  return routes;
};

const areAllOf = <N extends OperationName>(
  names: readonly N[],
  routes: Partial<Record<N, Route>>,
): routes is Record<N, Route> => names.every((name) => routes[name] !== undefined);
