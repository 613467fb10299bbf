import type { Middleware } from 'openapi-fetch';

const header = 'idempotency-key';

/** A `POST` without a key of the caller's gets one, so that a repeat after a lost answer does its work once. */
export const idempotent: Middleware = {
  onRequest: ({ request }) => {
    if (request.method === 'POST' && !request.headers.has(header)) request.headers.set(header, crypto.randomUUID());
    return request;
  },
};
