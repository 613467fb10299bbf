import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { serveOnLoopback, type Endpoint } from './loopback.ts';

/** An error that the service answers with: `code` becomes the exception of the SDK client. */
export class ServiceFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Operation = (input: unknown) => unknown;

/** An operation whose input is parsed first; what does not fit is a `ValidationException`, as at AWS. */
export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>) => unknown): Operation =>
  (input) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(parsed.data);
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'unknown shape' };
    throw new ServiceFault('ValidationException', `${path.map(String).join('.')}: ${message}`);
  };

export interface AwsJsonService {
  /** What stands before the operation in `X-Amz-Target`. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

const maxBodyBytes = 4 * 1024 * 1024;

/** Reads a body whole; undefined when it is longer than the limit. */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= maxBytes) chunks.push(bytes);
  }
  return length > maxBytes ? undefined : Buffer.concat(chunks);
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
    .end(JSON.stringify(body ?? {}));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceFault('SerializationException', 'the request is not JSON');
  }
};

const perform = async (service: AwsJsonService, request: IncomingMessage): Promise<unknown> => {
  const body = await readBody(request, maxBodyBytes);
  if (!body) throw new ServiceFault('RequestEntityTooLargeException', 'the request is too large', 413);
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    throw new ServiceFault('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const [prefix, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const run = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (prefix !== service.targetPrefix || !run) {
    throw new ServiceFault('UnknownOperationException', `the local ${service.targetPrefix} does not know "${name}"`);
  }
  return await run(parseJson(body.toString('utf8')));
};

/**
 * Serves the AWS JSON 1.1 protocol, which Secrets Manager, KMS and EventBridge speak.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const startAwsJson = (service: AwsJsonService): Promise<Endpoint> => {
  const server = createServer((request, response) => {
    perform(service, request).then(
      (output) => answer(response, 200, output),
      (error: unknown) => {
        const fault = error instanceof ServiceFault ? error : new ServiceFault('InternalFailure', 'internal', 500);
        answer(response, fault.status, { __type: fault.code, message: fault.message });
      },
    );
  });
  return serveOnLoopback(server);
};

/** Bytes travel as base64 text. */
export const blob = z.base64().transform((text) => Buffer.from(text, 'base64'));
