import * as z from 'zod';
import { webhookWork } from './webhooks.ts';
import { onFirstUse } from '../language/onFirstUse.ts';

/** Work about an account that Ponto did not tell of: its holder came back before the renewal showed. */
const lookAgain = z.literal('look_again');

/** The frequencies that have a schedule of their own. */
export const scheduledFrequency = z.enum(['every_6_hours', 'every_12_hours', 'daily', 'weekly', 'monthly']);

/** The queue gives a message this many chances before it goes to the dead letters. */
export const deliveriesPerJob = 5;

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
