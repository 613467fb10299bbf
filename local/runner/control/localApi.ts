import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { claimedId } from '../../../shared/contracts/claimedId.ts';
import { problemStatuses, type ProblemCode } from '../../../shared/contracts/http/problems.ts';
import { problemDetail } from '../../../shared/presentation/problems.ts';
import { readBody } from '../../cloud/body.ts';
import type { KeptEvent } from '../../cloud/eventBridge.ts';
import type { Denial, Right } from '../../cloud/iam/rights.ts';
import { isForLoopback, isFromOwnPage } from '../../cloud/ownCaller.ts';
import type { KeptMail } from '../../cloud/ses.ts';
import type { TokenRequest } from '../http/authorizer.ts';
import type { HttpAnswer } from '../http/gatewayResponse.ts';
import type { WorkerAnswer } from '../lambda/protocol.ts';

export interface LocalApiDeps {
  readonly issueToken: (request: TokenRequest) => Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Fires a schedule; the wait for the work that it causes is `idle`. */
  readonly fire: (name: string, at: Date) => Promise<WorkerAnswer | 'unknown-schedule'>;
  readonly idle: (signal: AbortSignal) => Promise<void>;
  readonly mailbox: () => readonly KeptMail[];
  readonly events: () => readonly KeptEvent[];
  readonly rights: () => { readonly report: readonly Right[]; readonly denied: readonly Denial[] };
}

const maxBodyBytes = 64 * 1024;
const tokenRequest = z.strictObject({
  tenantId: claimedId,
  userId: claimedId.optional(),
  email: z.email().optional(),
});
const scheduleRequest = z.strictObject({ time: z.iso.datetime().optional() });
const nothing = z.strictObject({});

type Issue = { readonly path: string; readonly message: string };

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const problem = (code: ProblemCode, title: string, errors: readonly Issue[] = []): HttpAnswer => {
  const status = problemStatuses[code];
  const detail = problemDetail('en', code);
  const body = { type: 'about:blank', title, status, code, detail, ...(errors.length > 0 && { errors }) };
  return {
    ...json(status, body),
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  };
};

class Refused extends Error {
  readonly answer: HttpAnswer;

  constructor(answer: HttpAnswer) {
    super('refused');
    this.answer = answer;
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(problem('malformed_json', 'Bad Request'));
  }
};

/** An empty body is an empty object: these calls are made by hand, too. */
const bodyAs = async <S extends z.ZodType>(request: IncomingMessage, schema: S): Promise<z.output<S>> => {
  const body = await readBody(request, maxBodyBytes);
  if (!body) throw new Refused(problem('body_too_large', 'Content Too Large'));
  const parsed = schema.safeParse(body.length === 0 ? {} : parseJson(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refused(problem('invalid_request', 'Bad Request', errors));
};

/** A tunnel to the API or a page of another site gets no token here, and fires nothing. */
const isOwn = ({ headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  const caller = { host: headers.host, origin: headers.origin, site: Array.isArray(site) ? site.join() : site };
  return isForLoopback(caller) && isFromOwnPage(caller);
};

/** The calls that only the local runner has (contract, section 6). */
export const makeLocalApi = (deps: LocalApiDeps) => {
  const fire = async (request: IncomingMessage, name: string, gone: AbortSignal): Promise<HttpAnswer> => {
    const { time } = await bodyAs(request, scheduleRequest);
    const answer = await deps.fire(name, time === undefined ? new Date() : new Date(time));
    if (answer === 'unknown-schedule') return problem('not_found', 'Not Found');
    if (answer.kind === 'failed') return problem('internal_error', 'Internal Server Error');
    await deps.idle(gone);
    return json(200, { schedule: name, status: 'done' });
  };

  const route = async (request: IncomingMessage, path: string, gone: AbortSignal): Promise<HttpAnswer> => {
    const call = `${request.method} ${path}`;
    const schedule = /^POST \/local\/schedules\/([\w-]+)$/.exec(call)?.[1];
    if (schedule !== undefined) return await fire(request, schedule, gone);
    switch (call) {
      case 'POST /local/tokens':
        return json(200, await deps.issueToken(await bodyAs(request, tokenRequest)));
      case 'POST /local/idle':
        await bodyAs(request, nothing);
        await deps.idle(gone);
        return json(200, { status: 'idle' });
      case 'GET /local/mailbox':
        return json(200, { items: deps.mailbox() });
      case 'GET /local/events':
        return json(200, { items: deps.events() });
      case 'GET /local/rights': {
        const { report, denied } = deps.rights();
        return json(200, { items: report, denied });
      }
      default:
        return problem('route_not_found', 'Not Found');
    }
  };

  /**
   * @param gone tells that the caller no longer waits
   * @returns undefined when the path is not one of ours
   */
  return async (request: IncomingMessage, gone: AbortSignal): Promise<HttpAnswer | undefined> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!path.startsWith('/local/')) return undefined;
    if (!isOwn(request)) return problem('route_not_found', 'Not Found');
    try {
      return await route(request, path, gone);
    } catch (error) {
      return error instanceof Refused ? error.answer : problem('internal_error', 'Internal Server Error');
    }
  };
};
