import type { Context } from 'aws-lambda';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import type { InvocationLog } from '../../shared/runtime/log/log.ts';
import type { CorrelationKeys } from '../../shared/runtime/log/messages.ts';
import type { InvocationCounters } from '../../shared/runtime/metrics.ts';

export interface ApiRequest {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly claims?: Record<string, unknown> | undefined;
  readonly sourceIp?: string;
  readonly isBase64Encoded?: boolean;
}

export const tenantClaims = { sub: 'user-1', tenant: 'tenant-1' };

/** An event of the gateway, payload format 2.0, from a user of tenant-1. */
export const anApiEvent = (request: ApiRequest = {}): ApiEvent => {
  const { method = 'GET', path = '/v1/health', query = '', body, headers = {}, sourceIp = '203.0.113.7' } = request;
  const claims = 'claims' in request ? request.claims : tenantClaims;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    rawPath: path,
    rawQueryString: query,
    headers: { ...type, ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: request.isBase64Encoded ?? false,
    requestContext: {
      requestId: 'request-1',
      http: { method, sourceIp },
      ...(claims && { authorizer: { jwt: { claims } } }),
    },
  };
};

/** A log that remembers what it was told. */
export const aLog = () => {
  const messages: { code: string; fields: object }[] = [];
  const keys: CorrelationKeys[] = [];
  const log: InvocationLog = {
    write: (code, fields) => void messages.push({ code, fields }),
    correlate: (added) => void keys.push(added),
    within: (added, work) => {
      keys.push(added);
      return work();
    },
    begin: () => void keys.splice(0),
  };
  return { log, messages, keys, codes: (): string[] => messages.map(({ code }) => code) };
};

/** Counters that remember. */
export const aCounters = () => {
  const counted: Record<string, number> = {};
  let published = 0;
  const counters: InvocationCounters = {
    count: (name, value = 1) => {
      counted[name] = (counted[name] ?? 0) + value;
    },
    countBy: (name, label, value = 1) => {
      const key = `${name} ${String(label)}`;
      counted[key] = (counted[key] ?? 0) + value;
    },
    publish: () => {
      published += 1;
    },
  };
  return { counters, counted, published: (): number => published };
};

export const bodyOf = ({ body }: Pick<Answer, 'body'>): Record<string, unknown> => JSON.parse(body);

/** What Lambda hands over beside the event. */
export const aContext: Context = {
  functionName: 'a-function',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:a-function',
  memoryLimitInMB: '512',
  awsRequestId: 'aws-request-1',
  logGroupName: 'group',
  logStreamName: 'stream',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 300_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
