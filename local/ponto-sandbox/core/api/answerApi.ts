import { createHash } from 'node:crypto';
import { defined } from '../../../../shared/language/defined.ts';
import { advance } from '../advance.ts';
import { dayMs } from '../calendar.ts';
import { idOf } from '../chance.ts';
import { OAuthFailure } from '../oauth/oauthFailure.ts';
import { changed, type World } from '../world.ts';
import { ApiFailure, notFound, type ApiError } from './apiFailure.ts';
import type { ApiAnswer, ApiCall, ApiRequest } from './call.ts';
import { findRoute, type Route } from './routes.ts';

const media = { json: 'application/json', jsonApi: 'application/vnd.api+json' } as const;

/** Where a target leads: below which base, and to which route. */
export const placeOf = (
  method: string,
  target: string,
): { readonly operationId?: string; readonly base?: ApiCall['base'] } => {
  const path = target.split('?')[0] ?? '';
  const base = baseOf(path);
  const found = base && findRoute(method, path.slice(base.length + 1));
  return {
    ...(found ? { operationId: found.route.operationId } : {}),
    ...(base ? { base: base === 'custom' ? 'custom' : 'connect' } : {}),
  };
};

const baseOf = (path: string): 'ponto-connect' | 'custom' | undefined => {
  const [, first] = path.split('/');
  return first === 'ponto-connect' || first === 'custom' ? first : undefined;
};

/**
 * Answers one request at a moment: the whole of Ponto's API as a function. The HTTP server only carries requests to it,
 * and a simulation calls it in process.
 */
export const answerApi = (world: World, request: ApiRequest, now: number): ApiAnswer => {
  advance(world, now);
  world.requests += 1;
  const requestId = idOf(`${world.state.seed}/request/${world.state.now}/${world.requests}`);
  const answer = execute(world, request, requestId);
  return { ...answer, headers: { 'ibanity-request-id': requestId, 'cache-control': 'no-store' } };
};

type Answered = Omit<ApiAnswer, 'headers'>;

const execute = (world: World, request: ApiRequest, requestId: string): Answered => {
  const [path = '', query = ''] = splitOnce(request.target, '?');
  const base = baseOf(path);
  const below = base ? path.slice(base.length + 1).replace(/\/+$/, '') : '';
  const found = base && findRoute(request.method, below);
  if (!found) return renderFailure(notFound('route'), requestId);
  const call: ApiCall = {
    world,
    base: base === 'custom' ? 'custom' : 'connect',
    baseUrl: `${world.publicUrl}/${base}`,
    path: below,
    params: found.params,
    query: new URLSearchParams(query),
    request,
  };
  return onlyOnce(call, () => perform(call, found.route, requestId));
};

const splitOnce = (text: string, separator: string): readonly string[] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const perform = (call: ApiCall, { operation, media: kind }: Route, requestId: string): Answered => {
  try {
    const { status, body } = operation(call);
    return { status: status ?? 200, contentType: media[kind], body: JSON.stringify(body) };
  } catch (error) {
    if (error instanceof ApiFailure || error instanceof OAuthFailure) return renderFailure(error, requestId);
    throw error;
  }
};

/** Either form of error (reference, sections 2.5 and 5.1). */
const renderFailure = (error: ApiFailure | OAuthFailure, requestId: string): Answered => {
  if (error instanceof OAuthFailure) {
    const { status, message, hint } = error;
    const body = {
      error: error.error,
      error_description: message,
      ...defined({ error_hint: hint }),
    };
    return { status, contentType: media.json, body: JSON.stringify(body) };
  }
  const errors = error.errors.map((one): ApiError => withRequestId(one, requestId));
  return { status: error.status, contentType: media.jsonApi, body: JSON.stringify({ errors }) };
};

/** Ponto's throttle answers an empty meta object (reference, section 5.2); all others name the request. */
const withRequestId = (error: ApiError, requestId: string): ApiError =>
  error.code === 'accountRecentlySynchronized' ? error : { ...error, meta: { ...error.meta, requestId } };

/** A key is remembered for a day per application; its answer is given again (reference, section 1.5). */
const onlyOnce = (call: ApiCall, answer: () => Answered): Answered => {
  const { world, request } = call;
  const { state } = world;
  const key = request.headers['ibanity-idempotency-key'];
  if (key === undefined || !['POST', 'PATCH'].includes(request.method)) return answer();
  const place = `${ownerOf(call)}/${key}`;
  const fingerprint = createHash('sha256').update(`${request.method} ${call.path}\n${request.body}`).digest('base64');
  const known = state.remembered[place];
  if (known && known.expiresAt > state.now) {
    return known.fingerprint === fingerprint ? known.answer : keyReused(call);
  }
  const first = answer();
  if (first.status < 500 && first.status !== 401) {
    state.remembered[place] = { fingerprint, answer: first, expiresAt: state.now + dayMs };
    changed(world);
  }
  return first;
};

/** All tokens of the platform are one application; a custom integration is one of its own. */
const ownerOf = ({ world, base, request }: ApiCall): string => {
  if (base === 'connect') return world.platform.clientId;
  const token = world.state.accessTokens[request.headers['authorization']?.replace(/^bearer /i, '') ?? ''];
  return token?.kind === 'custom' ? token.integrationId : 'unknown';
};

const keyReused = ({ world }: ApiCall): Answered =>
  renderFailure(
    new ApiFailure(400, [
      {
        code: 'validationError',
        detail: 'The idempotency key was used with another body.',
        meta: { attribute: 'Ibanity-Idempotency-Key' },
      },
    ]),
    idOf(`${world.state.seed}/request/${world.requests}`),
  );
