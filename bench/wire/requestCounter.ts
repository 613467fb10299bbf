import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serveOnLoopback } from '../../local/cloud/loopback.ts';
import { bodyOf, headersOf } from './passOn.ts';

export interface RequestCounter {
  readonly url: string;
  /** How many requests passed since the last call. */
  readonly take: () => number;
  readonly close: () => Promise<void>;
}

/** Stands before a service whose requests all cost the same, and counts them. */
export const startRequestCounter = async (serviceUrl: string): Promise<RequestCounter> => {
  let passed = 0;
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    passed += 1;
    const body = await bodyOf(request);
    const headers = headersOf(request.headers);
    const answer = await fetch(new URL(request.url ?? '/', serviceUrl), {
      method: request.method ?? 'POST',
      headers,
      body,
    });
    const kept = [...answer.headers].filter(([name]) => name.startsWith('x-amz') || name === 'content-type');
    response.writeHead(answer.status, Object.fromEntries(kept)).end(await answer.text());
  };
  const endpoint = await serveOnLoopback(
    createServer((request, response) => {
      pass(request, response).catch(() => response.writeHead(502).end());
    }),
  );
  return {
    url: endpoint.url,
    close: endpoint.close,
    take: () => {
      const taken = passed;
      passed = 0;
      return taken;
    },
  };
};
