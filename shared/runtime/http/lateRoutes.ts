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
): Readonly<Record<string, Route>> => {
  const loaded = onFirstUse(load);
  return Object.fromEntries(
    names.map((name): [N, Route] => [
      name,
      { operation: operations[name], prepare: async (event, id) => (await loaded())[name].prepare(event, id) },
    ]),
  );
};
