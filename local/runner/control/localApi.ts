import { STATUS_CODES, type IncomingMessage } from 'node:http';
import * as z from 'zod';
import { claimedId } from '../../../shared/contracts/claimedId.ts';
import { name } from '../../../shared/contracts/names.ts';
import { problemStatuses, type ProblemCode } from '../../../shared/contracts/http/problems.ts';
import { negotiateLanguage } from '../../../shared/presentation/negotiateLanguage.ts';
import { problemDetail } from '../../../shared/presentation/problems.ts';
import { readBody } from '../../cloud/body.ts';
import type { KeptEvent } from '../../cloud/eventBridge.ts';
import type { Denial, Right } from '../../cloud/iam/rights.ts';
import { isForLoopback, isFromOwnPage } from '../../cloud/ownCaller.ts';
import type { KeptMail } from '../../cloud/ses.ts';
import type { TokenRequest } from '../http/authorizer.ts';
import type { HttpAnswer } from '../http/gatewayResponse.ts';
import { maxDays, type NotPassed, type Passed } from '../passTime.ts';
import type { WorkerAnswer } from '../lambda/protocol.ts';

export interface LocalApiDeps {
  readonly issueToken: (request: TokenRequest) => Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Fires a schedule; the wait for the work that it causes is `idle`. */
  readonly fire: (name: string, at: Date) => Promise<WorkerAnswer | 'unknown-schedule'>;
  /** Lets time pass, and tells which schedules have fired meanwhile. */
  readonly passTime: (to: Date, gone: AbortSignal) => Promise<Passed | NotPassed>;
  /** What the clock shows. */
  readonly now: () => number;
  readonly idle: (signal: AbortSignal) => Promise<void>;
  readonly mailbox: () => readonly KeptMail[];
  readonly events: () => readonly KeptEvent[];
  readonly rights: () => { readonly report: readonly Right[]; readonly denied: readonly Denial[] };
}

const maxBodyBytes = 64 * 1024;
const tokenRequest = z.strictObject({
  tenantId: claimedId,
  userId: claimedId.optional(),
  tenantName: name.optional(),
  email: z.email().optional(),
});
const scheduleRequest = z.strictObject({ time: z.iso.datetime().optional() });
const nothing = z.strictObject({});
/** Days, hours and minutes of ISO 8601: what every day has as many of. */
const duration = z.string().regex(/^P(?=.)(\d{1,3}D)?(T(?=.)(\d{1,4}H)?(\d{1,5}M)?)?$/, 'must look like P1D or PT6H');
const clockRequest = z.union([z.strictObject({ advance: duration }), z.strictObject({ set: z.iso.datetime() })]);

const millisecondsOf = (text: string): number => {
  const [, days = '0', , hours = '0', minutes = '0'] = /^P(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
};

type Issue = { readonly path: string; readonly message: string };

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** Something that cannot be answered; its words wait until the language of the reader is known. */
class Refused extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly Issue[];

  constructor(code: ProblemCode, errors: readonly Issue[] = []) {
    super(code);
    this.code = code;
    this.errors = errors;
  }
}

const problem = (request: IncomingMessage, { code, errors }: Refused): HttpAnswer => {
  const status = problemStatuses[code];
  const language = negotiateLanguage(request.headers['accept-language']);
  const told = { title: STATUS_CODES[status] ?? 'Error', status, code, detail: problemDetail(language, code) };
  const { body } = json(status, { type: 'about:blank', ...told, ...(errors.length > 0 && { errors }) });
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'content-language': language,
    vary: 'accept-language',
  };
  return { status, headers, body };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('malformed_json');
  }
};

/** An empty body is an empty object: these calls are made by hand, too. */
const bodyAs = async <S extends z.ZodType>(request: IncomingMessage, schema: S): Promise<z.output<S>> => {
  const body = await readBody(request, maxBodyBytes);
  if (!body) throw new Refused('body_too_large');
  const parsed = schema.safeParse(body.length === 0 ? {} : parseJson(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refused('invalid_request', errors);
};

/** A tunnel to the API or a page of another site gets no token here, and fires nothing. */
const isOwn = ({ headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  const caller = { host: headers.host, origin: headers.origin, site: Array.isArray(site) ? site.join() : site };
  return isForLoopback(caller) && isFromOwnPage(caller);
};

/** The calls that only the local runner has. */
export const makeLocalApi = (deps: LocalApiDeps) => {
  const fire = async (request: IncomingMessage, name: string, gone: AbortSignal): Promise<HttpAnswer> => {
    const { time } = await bodyAs(request, scheduleRequest);
    const answer = await deps.fire(name, new Date(time ?? deps.now()));
    if (answer === 'unknown-schedule') throw new Refused('not_found');
    if (answer.kind === 'failed') throw new Refused('internal_error');
    await deps.idle(gone);
    return json(200, { schedule: name, status: 'done' });
  };

  const passTime = async (request: IncomingMessage, gone: AbortSignal): Promise<HttpAnswer> => {
    const asked = await bodyAs(request, clockRequest);
    const to = 'set' in asked ? Date.parse(asked.set) : deps.now() + millisecondsOf(asked.advance);
    const passed = await deps.passTime(new Date(to), gone);
    if (passed === 'past') throw new Refused('invalid_request', [{ path: 'set', message: 'must not be past' }]);
    if (passed === 'too_far') {
      throw new Refused('invalid_request', [{ path: '', message: `must be at most ${maxDays} days ahead` }]);
    }
    return json(200, passed);
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
      case 'GET /local/clock':
        return json(200, { now: new Date(deps.now()).toISOString() });
      case 'POST /local/clock':
        return await passTime(request, gone);
      case 'GET /local/mailbox':
        return json(200, { items: deps.mailbox() });
      case 'GET /local/events':
        return json(200, { items: deps.events() });
      case 'GET /local/rights': {
        const { report, denied } = deps.rights();
        return json(200, { items: report, denied });
      }
      default:
        throw new Refused('route_not_found');
    }
  };

  /**
   * @param gone tells that the caller no longer waits
   * @returns undefined when the path is not one of ours
   */
  return async (request: IncomingMessage, gone: AbortSignal): Promise<HttpAnswer | undefined> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!path.startsWith('/local/')) return undefined;
    if (!isOwn(request)) return problem(request, new Refused('route_not_found'));
    try {
      return await route(request, path, gone);
    } catch (error) {
      return problem(request, error instanceof Refused ? error : new Refused('internal_error'));
    }
  };
};
