import type { OutgoingHttpHeaders } from 'node:http';
import * as z from 'zod';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).default({}),
  body: z.string().default(''),
  cookies: z.array(z.string()).default([]),
  isBase64Encoded: z.boolean().default(false),
});

/** What the gateway says of its own accord. */
export const gatewayMessage = (status: number, message: string, headers: OutgoingHttpHeaders = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
});

export const internalServerError = gatewayMessage(500, 'Internal Server Error');

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** A handler's result as HTTP. Anything without a `statusCode` is the body of a 200; a malformed answer is a 500. */
export const toHttp = (payload: string): HttpAnswer => {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = structured.safeParse(result);
  if (!parsed.success) return internalServerError;
  const { statusCode, headers, body, cookies, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...lowerCase(headers),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
};
