import { rateLimitFields } from '../http/rateLimit.ts';
import type { JsonSchema } from './jsonSchema.ts';

const retryAfter = { 'Retry-After': 'So many seconds later it is worth while to ask again.' } as const;
const requestId = { 'X-Request-Id': 'Id of the request. Name it when you ask us about it.' } as const;
const shared: Readonly<Record<string, string>> = {
  ...requestId,
  ...rateLimitFields,
  ...retryAfter,
};

const header = (description: string, example?: string): JsonSchema => ({
  description,
  schema: { type: 'string' },
  ...(example !== undefined && { example }),
});

/** Headers that stand at many answers. */
export const componentHeaders = (): JsonSchema =>
  Object.fromEntries(Object.entries(shared).map(([name, description]) => [name, header(description)]));

const refs = (names: readonly string[]): JsonSchema =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** At every answer of this service. */
export const everyHeader: JsonSchema = refs(Object.keys(requestId));
/** Whoever calls with a token is told how the tenant stands with what it may use. */
export const quotaHeaders: JsonSchema = refs(Object.keys(rateLimitFields));
export const comeBackHeaders: JsonSchema = { ...refs(Object.keys(retryAfter)), ...quotaHeaders };

export const describedHeaders = (headers: Readonly<Record<string, string>> = {}): JsonSchema =>
  Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, header(description)]));
