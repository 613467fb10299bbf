import * as z from 'zod';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** The service is up. */
export const health = onFirstUse(() =>
  z.strictObject({ status: z.literal('ok'), version: z.string(), release: z.string().exactOptional() }),
);
