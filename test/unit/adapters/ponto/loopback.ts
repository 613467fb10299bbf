import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** As on the wire. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly socket: Socket;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Answers in a way of its own: cut off, never, in pieces. */
  readonly raw?: (response: ServerResponse) => void;
}

export type Answerer = (request: SeenRequest) => Answer | Promise<Answer>;

/** Never answers. */
export const silence: Answer = { raw: () => undefined };
/** Says how long the body is and stops in the middle of it. */
export const cutOff: Answer = {
  raw: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"data":[', () => response.destroy());
  },
};
export const html = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><h1>Something</h1></html>',
});
export const refusal = (status: number, code: string, meta?: object): Answer => ({
  status,
  body: { errors: [{ code, detail: 'wording of the test', ...(meta && { meta }) }] },
});

/** A server on loopback whose answers a test decides. */
export const aServer = async (answerer: Answerer, tls?: ServerOptions) => {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let answer = answerer;
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://loopback');
      const one: SeenRequest = {
        method: request.method ?? '',
        target: request.url ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        socket: request.socket,
      };
      seen.push(one);
      void Promise.resolve(answer(one)).then((given) => write(response, given));
    });
  };
  const server: Server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    port: address.port,
    seen,
    /** How many connections were opened. */
    connections: () => sockets.size,
    answer: (next: Answerer): void => {
      answer = next;
    },
    close: async (): Promise<void> => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

export type LoopbackServer = Awaited<ReturnType<typeof aServer>>;

const write = (response: ServerResponse, { status = 200, headers = {}, body, raw }: Answer): void => {
  if (raw) return raw(response);
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  response.writeHead(status, { 'content-type': 'application/vnd.api+json', ...headers }).end(text);
};
