import * as z from 'zod';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** What the gateway answers by itself, before or instead of this service: never a problem document. */
export const gatewayMessage = onFirstUse(() => z.strictObject({ message: z.string() }));

export interface GatewayAnswer {
  readonly status: number;
  readonly description: string;
  /** Which calls can meet it. */
  readonly of: 'every call' | 'calls with a token' | 'calls with a body';
}

/**
 * An HTTP API has no texts of its own for these; the local gateway gives the same ones.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const gatewayAnswers: readonly GatewayAnswer[] = [
  {
    status: 401,
    description: 'By the gateway: the token is missing, expired or not from the issuer. Get a new one.',
    of: 'calls with a token',
  },
  {
    status: 413,
    description: 'By the gateway: the body is longer than it takes.',
    of: 'calls with a body',
  },
  {
    status: 429,
    description: 'By the gateway: too many requests at once. Wait a second, then longer each time.',
    of: 'every call',
  },
  { status: 431, description: 'By the gateway: address and headers are longer than 10,240 bytes.', of: 'every call' },
  { status: 500, description: 'By the gateway: no answer came of the service. Try again later.', of: 'every call' },
  {
    status: 503,
    description: 'By the gateway: the service took longer than 30 seconds or cannot be reached. Try again later.',
    of: 'every call',
  },
];
