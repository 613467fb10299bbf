import { request, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';

export interface Front {
  readonly url: string;
  /** Sends every request on to this address. */
  readonly leadTo: (url: string, host: string) => void;
  readonly close: () => Promise<void>;
}

/**
 * Stands where the host of `publicUrl` stands in production: in front of the API, whose own address is known only after
 * the deployment.
 */
export const startFront = async (): Promise<Front> => {
  let target: { readonly url: string; readonly host: string } | undefined;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (target === undefined) {
      outgoing.writeHead(503).end();
      return;
    }
    const onward = request(
      `${target.url}${incoming.url ?? '/'}`,
      { method: incoming.method, headers: { ...incoming.headers, host: target.host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
  const { port, close } = await serveOnLoopback(createServer(pass));
  return {
    url: `http://localhost:${port}`,
    leadTo: (url, host) => {
      target = { url, host };
    },
    close,
  };
};
