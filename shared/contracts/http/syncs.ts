import * as z from 'zod';
import { action, id, instant, pageOf, pageQuery } from './common.ts';

const count = z.number().int().nonnegative();

/** One run that brings an account up to date. */
export const sync = z.strictObject({
  id,
  accountId: id,
  trigger: z.enum(['link', 'schedule', 'person', 'webhook']),
  status: z.enum(['queued', 'waiting_for_bank', 'fetching', 'succeeded', 'failed']),
  counts: z.strictObject({ added: count, corrected: count, removed: count, unchanged: count, pending: count }),
  /** Pages of transactions read from Ponto. */
  pages: count,
  error: z.strictObject({ code: z.string(), message: z.string(), action: action.optional() }).optional(),
  createdAt: instant,
  updatedAt: instant,
});

export const syncQuery = z.strictObject(pageQuery);
export const syncPage = pageOf(sync);
export type SyncBody = z.output<typeof sync>;
