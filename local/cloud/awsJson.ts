import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBody } from './body.ts';
import type { Asked } from './iam/allows.ts';
import type { Rights } from './iam/rights.ts';
import { serveProgramsOnLoopback, type Endpoint } from './loopback.ts';
import { ServiceFault } from './serviceFault.ts';

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
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly guard?: Guard | undefined;
}

/** The rights, and what an operation asks of them; nothing of an input that the operation will not take. */
export interface Guard {
  readonly rights: Rights;
  readonly asks: (operation: string, input: unknown) => readonly Asked[];
}

const maxBodyBytes = 4 * 1024 * 1024;

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
  const input = parseJson(body.toString('utf8'));
  service.guard?.rights.check(request.headers.authorization, service.guard.asks(name, input));
  return await run(input);
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
  return serveProgramsOnLoopback(server);
};

/** Bytes travel as base64 text. */
export const blob = z.base64().transform((text) => Buffer.from(text, 'base64'));
