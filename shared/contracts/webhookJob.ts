import * as z from 'zod';
import { eventSource } from './events.ts';
import { onFirstUse } from '../language/onFirstUse.ts';

/** An attempt to deliver one event to one endpoint. */
export const attemptJob = onFirstUse(() =>
  z.object({
    kind: z.literal('attempt'),
    tenantId: z.string().min(1),
    endpointId: z.string().min(1),
    deliveryId: z.string().min(1),
    /** That of its delivery; a message whose turn is over ends. */
    turn: z.int().nonnegative(),
    /** It is not made before. */
    dueAt: z.iso.datetime(),
    /** A release without lanes put all of them on the queue that is now the prompt one. */
    lane: z.enum(['prompt', 'slow']).default('prompt'),
  }),
);

/**
 * An event as our bus hands it to the queue. Its detail is passed on whole: during a rollout the release before meets types
 * that it does not know.
 */
export const busEvent = onFirstUse(() =>
  z.object({
    source: z.literal(eventSource),
    'detail-type': z.string().min(1),
    detail: z.looseObject({
      id: z.string().min(1),
      tenantId: z.string().min(1),
      occurredAt: z.iso.datetime(),
    }),
  }),
);

/** A message of either lane of the webhooks; events come by the prompt one. */
export const webhookJob = onFirstUse(() => z.union([attemptJob(), busEvent()]));
export type WebhookJob = z.output<ReturnType<typeof webhookJob>>;
