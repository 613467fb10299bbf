import type * as z from 'zod';
import type { ApiEvent } from './apiEvent.ts';
import { invalidRequest, validate } from './validate.ts';

/**
 * Reads the query from the raw string: the gateway's own map joins repeated parameters with commas, which would turn a
 * mistake into a value.
 */
export const readQuery = <S extends z.ZodObject>(schema: S, { rawQueryString = '' }: ApiEvent): z.output<S> => {
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    if (given.has(name)) throw invalidRequest([{ path: name.slice(0, 100), message: 'is given more than once' }]);
    given.set(name, value);
  }
  return validate(schema, Object.fromEntries(given));
};
