import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { defined } from '../../language/defined.ts';
import { version } from '../../contracts/version.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /**
   * On a connection of its own. A kept connection may have died while the function was frozen, and then nobody can tell
   * whether the request was received: right for requests that must not be sent twice.
   */
  readonly freshConnection?: boolean;
  /** It spends what it carries: it is waited for by `tokenTimeoutMs`. */
  readonly spendsToken?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** By name in lower case. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** Sends one request and takes the whole answer. Redirects are answers like others: nothing is followed. */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

/** What a transport proves itself with and trusts. PEM texts. */
export interface TlsIdentity {
  readonly certificate: string;
  readonly privateKey: string;
  readonly passphrase?: string;
  readonly ca?: string;
}

export interface TransportLimits {
  /** From the first attempt to connect to the last byte of the answer. */
  readonly timeoutMs: number;
  /** For requests that spend what they carry, such as a refresh token: their answer must not be missed. */
  readonly tokenTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

export const defaultLimits: TransportLimits = {
  timeoutMs: 8_000,
  tokenTimeoutMs: 30_000,
  /** A page of a hundred lines of 32 kB; measured in README.md against the memory of the worker. */
  maxAnswerBytes: 4 * 1024 * 1024,
};

type Failure = 'timed out' | 'too large' | 'cut off' | 'no connection';

/** No answer, or not a whole one. */
export class TransportFailure extends Error {
  /** False only when the other side certainly never saw the request. */
  readonly mayHaveArrived: boolean;
  /** Another try may do better. */
  readonly transient: boolean;
  readonly tooLarge: boolean;

  /** @param reason code of Node or OpenSSL such as `ECONNREFUSED`, for the log */
  constructor(failure: Failure, mayHaveArrived: boolean, reason?: string) {
    super(`no whole answer from Ponto: ${failure}${reason === undefined ? '' : ` (${reason})`}`);
    this.name = 'TransportFailure';
    this.mayHaveArrived = mayHaveArrived;
    this.tooLarge = failure === 'too large';
    this.transient = !this.tooLarge;
  }
}

/** Ponto's support finds our requests by it. */
const userAgent = `ponto-bank-sync/${version}`;

/** Connections that are open at once to one host; a function works on few accounts at a time. */
const maxSockets = 16;

/**
 * Node's own client with kept connections: nothing to bundle, and a client certificate where one is given.
 *
 * @param proxyUrl a forward proxy that stands between us and Ponto; through its tunnel the certificate is shown to Ponto
 */
export const makeTransport = (
  tls?: TlsIdentity,
  limits: TransportLimits = defaultLimits,
  proxyUrl?: string,
): Transport => {
  const identity = tls && {
    cert: tls.certificate,
    key: tls.privateKey,
    ...defined({ passphrase: tls.passphrase, ca: tls.ca }),
  };
  const secure = { minVersion: 'TLSv1.2' as const, ...identity };
  const way = proxyUrl === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl } };
  const agents = {
    kept: {
      http: new HttpAgent({ keepAlive: true, maxSockets, ...way }),
      https: new HttpsAgent({ keepAlive: true, maxSockets, ...secure, ...way }),
    },
    fresh: { http: new HttpAgent(way), https: new HttpsAgent({ ...secure, ...way }) },
  };
  return (request) => {
    const { http, https } = request.freshConnection === true ? agents.fresh : agents.kept;
    const { method, url, body } = request;
    const timeoutMs = request.spendsToken === true ? limits.tokenTimeoutMs : limits.timeoutMs;
    const headers = { 'user-agent': userAgent, ...request.headers };
    const sized = body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const sent =
      url.protocol === 'https:'
        ? requestHttps(url, { method, headers: sized, agent: https })
        : requestHttp(url, { method, headers: sized, agent: http });
    return answerTo(sent, body, { ...limits, timeoutMs }, url.protocol === 'https:' ? 'secureConnect' : 'connect');
  };
};

const answerTo = (sent: ClientRequest, body: string | undefined, limits: TransportLimits, ready: string) =>
  new Promise<HttpAnswer>((resolve, reject) => {
    let mayHaveArrived = false;
    const fail = (failure: Failure, reason?: string): void => {
      clearTimeout(timer);
      // The first reason counts: the socket's own error follows the destruction.
      reject(new TransportFailure(failure, mayHaveArrived, reason));
      sent.destroy();
    };
    const timer = setTimeout(() => fail('timed out'), limits.timeoutMs);
    sent.on('socket', (socket: Socket) => {
      // A tunnel is there before its request is given to it.
      if (sent.reusedSocket || !socket.connecting) mayHaveArrived = true;
      else socket.once(ready, () => (mayHaveArrived = true));
    });
    sent.on('error', (error) => fail(mayHaveArrived ? 'cut off' : 'no connection', reasonOf(error)));
    sent.on('response', (response) => {
      collect(response, limits.maxAnswerBytes, fail, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
    sent.end(body);
  });

const reasonOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined;

const collect = (
  response: IncomingMessage,
  maxBytes: number,
  fail: (failure: Failure) => void,
  done: (answer: HttpAnswer) => void,
): void => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) fail('too large');
    else chunks.push(chunk);
  });
  // An answer that stops before its end is an error here; `end` comes only after a whole one.
  response.on('error', () => fail('cut off'));
  response.on('end', () => {
    const { statusCode = 0, headers } = response;
    const header = (name: string): string | undefined => {
      const value = headers[name];
      return typeof value === 'string' ? value : value?.[0];
    };
    // Takes a byte order mark away and shows a replacement sign for broken UTF-8, as a browser does.
    done({ status: statusCode, header, body: new TextDecoder().decode(Buffer.concat(chunks)) });
  });
};

/** What became of one request; without a status no whole answer came. */
export type OnExchange = (exchange: { readonly status?: number }) => void;

/** A transport that tells what became of every request. What could not even be sent is none. */
export const watched = (transport: Transport, onExchange: OnExchange | undefined): Transport => {
  if (!onExchange) return transport;
  return async (request) => {
    try {
      const answer = await transport(request);
      onExchange({ status: answer.status });
      return answer;
    } catch (error) {
      if (error instanceof TransportFailure) onExchange({});
      throw error;
    }
  };
};
