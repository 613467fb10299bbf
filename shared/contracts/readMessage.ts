import type * as z from 'zod';

/** @returns what a message of a queue says; undefined when it has no known shape. The error would quote the body. */
export const readMessage = <T>(schema: z.ZodType<T>, body: string): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};
