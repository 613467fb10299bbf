import * as z from 'zod';
import { id, instant } from './common.ts';

/** Erasing cannot be undone: it has to be said in words. */
export const erasureBody = z.strictObject({ confirm: z.literal('erase') });

export const erasure = z.strictObject({
  id,
  state: z.enum(['erasing', 'done']),
  requestedAt: instant,
  finishedAt: instant.optional(),
  /** How many there were; known once the work has begun. */
  connections: z.number().int().nonnegative().optional(),
  accounts: z.number().int().nonnegative().optional(),
});
