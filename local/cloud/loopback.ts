import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isForLoopback, isFromOwnPage } from './ownCaller.ts';
import { codeOf } from './serviceFault.ts';

/** Something that listens until it is closed. */
export interface Endpoint {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

/** Closes at once: an open keep-alive connection or a long poll does not hold the end back. */
const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });

/** Listens on 127.0.0.1 and nowhere else; port 0 takes a free one. */
export const serveOnLoopback = async (server: Server, port = 0): Promise<Endpoint & { readonly port: number }> => {
  await listen(server, port, '127.0.0.1');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, close: () => closeServer(server) };
};

/**
 * The same on ::1, for clients that try IPv6 first when they are told "localhost".
 *
 * @returns undefined on a machine without IPv6
 */
export const serveOnLoopback6 = async (server: Server, port: number): Promise<Endpoint | undefined> => {
  try {
    await listen(server, port, '::1');
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') throw error;
    return undefined;
  }
  return { url: `http://[::1]:${port}`, close: () => closeServer(server) };
};

/** Is the request one of a program on this machine? No page has business with a service of AWS, whatever its name points to. */
export const isOfProgram = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean => {
  const site = headers['sec-fetch-site'];
  const caller = { host: headers.host, origin: headers.origin, site: Array.isArray(site) ? site[0] : site };
  return isForLoopback(caller) && isFromOwnPage(caller);
};

/** Listens as `serveOnLoopback` does, for programs of this machine only. */
export const serveProgramsOnLoopback = (server: Server): Promise<Endpoint & { readonly port: number }> => {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isOfProgram(request)) return void response.writeHead(403).end();
    for (const handler of handlers) Reflect.apply(handler, server, [request, response]);
  });
  return serveOnLoopback(server);
};
