import * as z from 'zod';
import { ApiFailure } from './apiFailure.ts';
import type { ApiCall } from './call.ts';

/** The address says what a body is: clients spell its type in several ways, or leave it out. */
export const anyType = z.string().nullish();

/** Reads a JSON body by its schema, or says which attribute is wrong. @throws ApiFailure */
export const bodyOf = <T>({ request }: ApiCall, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(jsonOf(request.body));
  if (parsed.success) return parsed.data;
  throw new ApiFailure(
    400,
    parsed.error.issues.map(({ path, message }) => ({
      code: 'validationError',
      detail: message,
      source: { pointer: `/${path.map(String).join('/')}` },
      meta: { attribute: String(path.at(-1) ?? 'data') },
    })),
  );
};

const jsonOf = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new ApiFailure(400, [{ code: 'validationError', detail: 'The body is not JSON.', source: { pointer: '' } }]);
  }
};
