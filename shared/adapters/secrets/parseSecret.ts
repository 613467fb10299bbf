import type * as z from 'zod';
import { Misconfigured } from '../../domain/faults/fault.ts';

/**
 * Parses the JSON text of a secret. Neither the text nor a parser's own message is told: both would quote the secret.
 *
 * @throws Misconfigured that names the secret and the members that do not fit
 */
export const parseSecret = <T>(schema: z.ZodType<T>, text: string | undefined, what: string): T => {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const members = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole of it');
  throw new Misconfigured(`the secret of ${what} cannot be read`, [...new Set(members)]);
};

const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};
