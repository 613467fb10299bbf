import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from './openapi.ts';
import { repeating, type Repeats } from './repeating.ts';
import { authorizing, type TokenSource } from './authorizing.ts';
import { idempotent } from './idempotent.ts';

/** Every call of the API by method and path, with its parameters, body and answers typed. */
export type ApiClient = Client<paths, 'application/json'>;

export interface ClientOptions {
  /** Where the service answers, such as `https://feeds.example`; no path. */
  readonly baseUrl: string;
  /** The tenant's token, or what gets one; asked before each request, so let it keep what it has got. */
  readonly token: string | TokenSource;
  readonly repeats?: Partial<Repeats>;
  /** What sends a request; by default the platform's `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client for one tenant. A call gives `{ data, error, response }`; `answer()` makes of it the body, or a thrown
 * `ProblemError`. What passes (no connection, 429, 502, 503, 504) is repeated after a pause, a bounded number of times,
 * and a `POST` carries an `Idempotency-Key`, so that a repeat does its work once.
 */
export const createClient = ({ baseUrl, token, repeats, fetch: send = fetch }: ClientOptions): ApiClient => {
  const client = createFetchClient<paths, 'application/json'>({
    baseUrl,
    fetch: repeating(authorizing(send, typeof token === 'string' ? () => token : token), repeats),
  });
  client.use(idempotent);
  return client;
};
