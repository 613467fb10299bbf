import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serveOnLoopback, serveOnLoopback6 } from '../../cloud/loopback.ts';
import { internalServerError, type HttpAnswer } from './gatewayResponse.ts';

const send = (response: ServerResponse, { status, headers, body }: HttpAnswer): void => {
  response.writeHead(status, headers).end(body);
};

/** @param gone tells that the caller no longer waits */
export type Answer = (request: IncomingMessage, gone: AbortSignal) => Promise<HttpAnswer>;

/** Serves on both loopback addresses, because "localhost" may mean either. */
export const serve = async (port: number, answer: Answer) => {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    answer(request, gone.signal).then(
      (result) => send(response, result),
      () => send(response, internalServerError),
    );
  };
  const four = await serveOnLoopback(createServer(listener), port);
  try {
    const six = await serveOnLoopback6(createServer(listener), four.port);
    return { port: four.port, close: async () => void (await Promise.all([four.close(), six?.close()])) };
  } catch (error) {
    await four.close();
    throw error;
  }
};
