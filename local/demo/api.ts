import type * as z from 'zod';

/** Our own API as somebody else's software sees it: addresses, JSON, a token. */
export interface Api {
  readonly get: <S extends z.ZodType>(path: string, schema: S) => Promise<z.output<S>>;
  readonly send: <S extends z.ZodType>(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: unknown,
    schema: S,
  ) => Promise<z.output<S>>;
}

/**
 * @throws Error naming the call and what the API said of it
 */
export const makeApi = (baseUrl: string, token: string | undefined): Api => {
  const call = async <S extends z.ZodType>(
    method: string,
    path: string,
    body: unknown,
    schema: S,
  ): Promise<z.output<S>> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return schema.parse(text === '' ? undefined : JSON.parse(text));
  };
  return {
    get: (path, schema) => call('GET', path, undefined, schema),
    send: call,
  };
};
