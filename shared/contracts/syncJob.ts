import * as z from 'zod';
import { webhookWork } from './webhooks.ts';
import { onFirstUse } from '../language/onFirstUse.ts';

/** Work about an account that Ponto did not tell of: its holder came back before the renewal showed. */
const lookAgain = z.literal('look_again');

/** The frequencies that have a schedule of their own. */
export const scheduledFrequency = z.enum(['every_6_hours', 'every_12_hours', 'daily', 'weekly', 'monthly']);

/** The queue gives a message this many chances before it goes to the dead letters. */
export const deliveriesPerJob = 5;

/**
 * Work waits in two lanes, each a queue of its own: `urgent` for what a person or Ponto has just asked for, `scheduled` for
 * what comes round by itself and what takes long.
 */
export type Lane = 'urgent' | 'scheduled';

/**
 * Time of one run in the urgent lane: enough for thousands of lines. What takes longer goes on in the other lane, so that
 * nobody waits behind it.
 */
export const urgentSliceMs = 30_000;

/** A message of the work queue, between the API or the dispatcher and the sync worker. */
export const syncJob = onFirstUse(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('connection'),
      tenantId: z.string().min(1),
      connectionId: z.string().min(1),
      frequency: scheduledFrequency,
      /** "Now" of the run: the time of the schedule's event. */
      scheduledAt: z.iso.datetime(),
      attempts: z.number().int().nonnegative().exactOptional(),
    }),
    z.object({
      kind: z.literal('account'),
      tenantId: z.string().min(1),
      connectionId: z.string().min(1),
      accountId: z.string().min(1),
      syncId: z.string().min(1),
      retryOf: z.string().min(1).exactOptional(),
      requestedAt: z.iso.datetime(),
      customerIpAddress: z.string().exactOptional(),
      waitingFor: z.array(z.string()).exactOptional(),
      touchedBy: z.array(z.string()).exactOptional(),
      /** Set on what goes on in the other lane than that in which it would begin. */
      lane: z.literal('scheduled').exactOptional(),
      returned: z.number().int().nonnegative().exactOptional(),
      looks: z.number().int().nonnegative().exactOptional(),
      attempts: z.number().int().nonnegative().exactOptional(),
    }),
    z.object({
      kind: z.literal('event'),
      tenantId: z.string().min(1),
      connectionId: z.string().min(1),
      effect: z.union([webhookWork, lookAgain]),
      happenedAt: z.iso.datetime(),
      requestedAt: z.iso.datetime(),
      accountPontoId: z.string().min(1).exactOptional(),
      synchronizationId: z.string().min(1).exactOptional(),
      attempts: z.number().int().nonnegative().exactOptional(),
    }),
    z.object({
      kind: z.literal('erase'),
      tenantId: z.string().min(1),
      erasureId: z.string().min(1),
      requestedAt: z.iso.datetime(),
      sweep: z.boolean().exactOptional(),
      attempts: z.number().int().nonnegative().exactOptional(),
    }),
    z.object({
      kind: z.literal('disconnect'),
      tenantId: z.string().min(1),
      connectionId: z.string().min(1),
      requestedAt: z.iso.datetime(),
      attempts: z.number().int().nonnegative().exactOptional(),
    }),
  ]),
);

export type SyncJobMessage = z.output<ReturnType<typeof syncJob>>;

/** The lane in which a job waits. */
export const laneOf = (job: SyncJobMessage): Lane => {
  switch (job.kind) {
    case 'connection':
    case 'erase':
      return 'scheduled';
    case 'account':
      return job.lane ?? 'urgent';
    case 'event':
    case 'disconnect':
      return 'urgent';
  }
};
