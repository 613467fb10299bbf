import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { readBody } from '../body.ts';
import { ServiceFault } from '../serviceFault.ts';
import { dynamoAsks } from './dynamoAsks.ts';
import type { Rights } from './rights.ts';

/** DynamoDB takes requests up to this size. */
const maxBodyBytes = 16 * 1024 * 1024;

const refuse = (response: ServerResponse, { code, message, status }: ServiceFault): void => {
  const body = { __type: `com.amazon.coral.service#${code}`, message };
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The engine says what is wrong with it.
    return undefined;
  }
};

/**
 * Puts the rights before an engine that knows none. The engine gets the same request again, from the bytes that were
 * read for the look at it.
 */
export const guardDynamo = (engine: Server, rights: Rights): Server => {
  const handlers = engine.listeners('request');
  engine.removeAllListeners('request');
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, maxBodyBytes);
    if (!body) throw new ServiceFault('SerializationException', 'the request is too large', 413);
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    rights.check(request.headers.authorization, dynamoAsks(rights, operation, parseJson(body.toString('utf8'))));
    const { method, url, headers } = request;
    const again = Object.assign(Readable.from([body]), { method, url, headers });
    for (const handler of handlers) Reflect.apply(handler, engine, [again, response]);
  };
  engine.on('request', (request: IncomingMessage, response: ServerResponse) => {
    pass(request, response).catch((error: unknown) => {
      refuse(
        response,
        error instanceof ServiceFault ? error : new ServiceFault('InternalServerError', 'internal', 500),
      );
    });
  });
  return engine;
};
