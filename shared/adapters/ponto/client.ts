import { defined } from '../../language/defined.ts';
import type { FaultCode } from '../../domain/faults/fault.ts';
import type { StoredTokens } from '../../ports/tokens.ts';
import { faultOf, notUnderstood, PontoRefusal, tooLarge } from './errors.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { isBounded, parseJson } from './json.ts';
import type { Send } from './retry.ts';
import type { AccessTokens } from './tokens.ts';

/** Version 2 is asked for by name: which one is served without is not known (Ponto reference, section 1.5). */
const mediaType = 'application/vnd.api+json';
const accept = `${mediaType};version=2`;

interface PontoAnswer {
  readonly kind: 'answered';
  /** The body, numbers as exact text. */
  readonly json: unknown;
  /** The address that was asked: links in the answer are relative to it. */
  readonly url: URL;
}

/** An answer that is good, or that says no in a way that the caller may expect. */
export type PontoOutcome = PontoAnswer | { readonly kind: 'refused'; readonly refusal: PontoRefusal };

/** Ponto's resources. Faults of the way there, of tokens and of throttling are thrown. */
export interface PontoClient {
  get(path: readonly string[], query?: Readonly<Record<string, string>>): Promise<PontoOutcome>;
  /** @param idempotencyKey none where a repeat does no harm */
  post(path: readonly string[], body: object, idempotencyKey?: string): Promise<PontoOutcome>;
  delete(path: readonly string[]): Promise<PontoOutcome>;
}

interface Deps {
  readonly baseUrl: string;
  readonly send: Send;
  /** None for what is public. */
  readonly tokens?: AccessTokens | undefined;
  /** What it means when even a fresh token is refused. */
  readonly whenRefused: FaultCode;
}

export const makePontoClient = ({ baseUrl, send, tokens, whenRefused }: Deps): PontoClient => {
  const call = async (request: HttpRequest): Promise<PontoOutcome> => {
    const answer = tokens ? await withToken(tokens, request) : await send(request, 'repeatable');
    if (answer.status >= 400) return { kind: 'refused', refusal: new PontoRefusal(answer) };
    // What was deleted need not be shown.
    const body = request.method === 'DELETE' && answer.body === '' ? '{}' : answer.body;
    if (!isBounded(body)) throw tooLarge(answer);
    const json = answer.status < 300 ? parseJson(body) : undefined;
    if (json === undefined) throw notUnderstood(answer);
    return { kind: 'answered', json, url: request.url };
  };

  /** A refused token is replaced once. What is refused then is refused for good. */
  const withToken = async (accessTokens: AccessTokens, request: HttpRequest): Promise<HttpAnswer> => {
    const held = await accessTokens.current();
    const first = await send(authorized(request, held), 'repeatable');
    if (first.status !== 401) return first;
    const said = new PontoRefusal(first);
    // Our signature was refused, not the token: no customer can heal that (Ponto reference, section 1.4).
    if (said.codes.includes('invalidSignature')) throw faultOf('internal_error', said);
    const renewed = await accessTokens.insteadOf(held);
    const second = await send(authorized(request, renewed), 'repeatable');
    if (second.status !== 401) return second;
    const refusal = new PontoRefusal(second);
    throw faultOf(refusal.understood ? whenRefused : 'ponto_answer_not_understood', refusal);
  };

  return {
    get: (path, query = {}) => call({ method: 'GET', url: urlOf(baseUrl, path, query), headers: { accept } }),
    post: (path, body, idempotencyKey) =>
      call({
        method: 'POST',
        url: urlOf(baseUrl, path, {}),
        headers: { accept, 'content-type': mediaType, ...defined({ 'ibanity-idempotency-key': idempotencyKey }) },
        body: JSON.stringify(body),
      }),
    delete: (path) => call({ method: 'DELETE', url: urlOf(baseUrl, path, {}), headers: { accept } }),
  };
};

const authorized = (request: HttpRequest, { tokens }: StoredTokens): HttpRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${tokens.accessToken}` },
});

/** Ids are Ponto's and go into a path: one that would lead elsewhere is none. */
const urlOf = (baseUrl: string, path: readonly string[], query: Readonly<Record<string, string>>): URL => {
  if (path.some((segment) => /^\.{0,2}$/.test(segment))) throw notUnderstood();
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`);
  url.search = new URLSearchParams(query).toString();
  return url;
};
