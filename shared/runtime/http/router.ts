import { operations, type Operation } from '../../contracts/http/operations.ts';
import type { Allowance, Exceeded, Metered } from '../../domain/quotas/quotas.ts';
import type { Log } from '../log/log.ts';
import { type Answer, RequestProblem } from './answer.ts';
import { readerOf, type ApiEvent } from './apiEvent.ts';
import { withDeprecation } from './deprecation.ts';
import type { Caller, Identify } from './identity.ts';
import { exceededExtras, rateLimitHeaders } from './rateLimit.ts';
import type { Route } from './route.ts';

export interface RouterDeps {
  /** By the operation's name. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly identify: Identify;
  /** Carries a POST out once per Idempotency-Key. */
  readonly withIdempotency: (event: ApiEvent, caller: Caller, execute: () => Promise<Answer>) => Promise<Answer>;
  /** Counts a request of a tenant, and tells how it stands. */
  readonly meter: (tenantId: string) => Promise<Metered>;
  /** Tells when a tenant has no more of what a call would take; missing where no call takes anything lasting. */
  readonly admission?: (asked: {
    readonly tenantId: string;
    readonly operation: string;
    readonly id: string;
  }) => Promise<Exceeded | undefined>;
  readonly log: Log;
}

/** Public calls have no caller, and read none. */
const nobody: Caller = { tenantId: '', userId: '' };

/**
 * Answers a request of the gateway: finds the call, then the caller, then validates, then carries it out. Who is not
 * known learns nothing about what would be valid.
 */
export const makeRouter = ({ routes, identify, withIdempotency, meter, admission, log }: RouterDeps) => {
  const answered = async (event: ApiEvent): Promise<Answer> => {
    const { name, route, id } = find(routes, event);
    log.correlate({ operation: name, apiRequestId: event.requestContext.requestId });
    if (route.operation.public) {
      return withDeprecation(route.operation, await (await route.prepare(event, id))(nobody));
    }
    const caller = identify(event);
    log.correlate({ tenantId: caller.tenantId });
    const { allowance, exceeded } = await meter(caller.tenantId);
    return counted(allowance, async () => {
      refuse(exceeded);
      return carriedOut(event, { name, route, id }, caller);
    });
  };

  const carriedOut = async (event: ApiEvent, { name, route, id }: Found, caller: Caller): Promise<Answer> => {
    const prepared = await route.prepare(event, id);
    if (id !== '' && !isIdShaped(id)) throw new RequestProblem('not_found');
    if (route.operation.path.startsWith('/v1/connections/{id}')) log.correlate({ connectionId: id });
    const inWords = async (): Promise<Answer> => {
      refuse(await admission?.({ tenantId: caller.tenantId, operation: name, id }));
      return { ...withDeprecation(route.operation, await prepared(caller)), language: readerOf(event) };
    };
    return route.operation.method === 'POST' ? withIdempotency(event, caller, inWords) : inWords();
  };

  return async (event: ApiEvent): Promise<Answer> => {
    const answer = await answered(event);
    if (answer.problem) log.write('REQUEST_REFUSED', { status: answer.status, problem: answer.problem.code });
    return answer;
  };
};

/** What was counted says so in its answer, whether it was carried out or refused here. */
const counted = async (allowance: Allowance, respond: () => Promise<Answer>): Promise<Answer> => {
  try {
    const answer = await respond();
    return { ...answer, headers: { ...rateLimitHeaders([allowance]), ...answer.headers } };
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    const headers = { ...rateLimitHeaders([allowance]), ...error.extras.headers };
    throw new RequestProblem(error.code, { ...error.extras, headers });
  }
};

/** @throws RequestProblem that names the limit */
const refuse = (exceeded: Exceeded | undefined): void => {
  if (exceeded) throw new RequestProblem(exceeded.code, exceededExtras(exceeded));
};

interface Found {
  readonly name: string;
  readonly route: Route;
  readonly id: string;
}

const find = (routes: Readonly<Record<string, Route>>, { rawPath, requestContext }: ApiEvent): Found => {
  const { method } = requestContext.http;
  for (const [name, route] of Object.entries(routes)) {
    const id = route.operation.method === method ? matchPath(route.operation.path, rawPath) : undefined;
    if (id !== undefined) return { name, route, id };
  }
  // Calls that another function answers count too: their address exists, whatever the gateway sent here.
  const allowed = allOperations
    .filter(({ path }) => matchPath(path, rawPath) !== undefined)
    .map((operation) => operation.method);
  if (allowed.length === 0 || allowed.some((candidate) => candidate === method)) {
    throw new RequestProblem('route_not_found');
  }
  throw new RequestProblem('method_not_allowed', { headers: { allow: allowed.join(', ') } });
};

const allOperations: readonly Operation[] = Object.values(operations);

/** The `{id}` of a path that fits a template; empty where the template has none; undefined when it does not fit. */
export const matchPath = (template: string, path: string): string | undefined => {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  let id = '';
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    if (part === '{id}' && segment !== '') id = segment;
    else if (part !== segment) return undefined;
  }
  return id;
};

/** Every id that the product gives out has this shape; what has another one exists as little as an unknown id. */
export const isIdShaped = (text: string): boolean => /^[\w.~-]{1,100}$/.test(text);
