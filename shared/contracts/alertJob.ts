import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

/** The time of the schedule's event, "now" of all work of one daily run, and when its jobs were first put on the queue. */
const run = { run: z.iso.datetime(), begunAt: z.iso.datetime() };
const connection = { tenantId: z.string().min(1), connectionId: z.string().min(1) };
const day = z.iso.date();

/** A message of the queue of the expiry alerts: a part of one daily run. */
export const alertJob = onFirstUse(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('shard'),
      ...run,
      shard: z.string().min(1),
      /** Where another worker ran out of time; the beginning of the shard if missing. */
      from: z.object({ day, ...connection }).exactOptional(),
    }),
    z.object({
      kind: z.literal('connection'),
      ...run,
      ...connection,
      checks: z.array(z.object({ day, seenAt: z.string().exactOptional() })).min(1),
    }),
    z.object({ kind: z.literal('digests'), ...run, from: z.string().exactOptional() }),
    z.object({ kind: z.literal('digest'), ...run, place: z.string().min(1) }),
    z.object({ kind: z.literal('overdue'), ...run, looks: z.int().nonnegative() }),
  ]),
);

export type AlertJobMessage = z.output<ReturnType<typeof alertJob>>;
