import * as z from 'zod';
import { eventFacts, type EventType } from '../events.ts';
import { bounds } from './bounds.ts';
import { atLeastOneOf, id, instant, pageOf, pageQuery } from './common.ts';
import { contact } from './connections.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const isEventType = (text: string): text is EventType => text in eventFacts;
const eventTypes = Object.keys(eventFacts).filter(isEventType);
const eventType = onFirstUse(() => z.enum(eventTypes));

/** Types that an endpoint gets. An empty list would get nothing: it is disabled instead. */
const events = onFirstUse(() => z.array(eventType()).min(1).max(eventTypes.length));
const endpointUrl = z.url().max(2_000);
const description = z.string().min(1).max(300);
const count = z.number().int().nonnegative();

/** An address of the tenant's software that our events are sent to. */
export const webhookEndpoint = onFirstUse(() =>
  z.strictObject({
    id,
    url: z.string(),
    events: z.array(z.string()).max(bounds.examples).optional(),
    description: z.string().optional(),
    contact: contact().optional(),
    state: z.enum(['enabled', 'disabled']),
    disabled: z.strictObject({ because: z.enum(['tenant', 'gone', 'failing']), at: instant }).optional(),
    failing: z.strictObject({ since: instant, attempts: count, pausedUntil: instant.optional() }).optional(),
    oldSecretsUntil: instant.optional(),
    createdAt: instant,
  }),
);

export const newWebhookEndpoint = onFirstUse(() =>
  z.strictObject({
    url: endpointUrl,
    events: events().exactOptional(),
    description: description.exactOptional(),
    contact: contact().exactOptional(),
  }),
);

export const webhookEndpointChange = onFirstUse(() =>
  atLeastOneOf(
    z.strictObject({
      url: endpointUrl.exactOptional(),
      events: events().nullable().exactOptional(),
      description: description.nullable().exactOptional(),
      contact: contact().nullable().exactOptional(),
      state: z.enum(['enabled', 'disabled']).exactOptional(),
    }),
  ).meta({ minProperties: 1 }),
);

/** With the secret that signs: it is shown this once. */
export const webhookEndpointWithSecret = onFirstUse(() => webhookEndpoint().extend({ secret: z.string() }));

/** A tenant has ten at the most: the list has one page. */
export const webhookEndpointList = onFirstUse(() => pageOf(webhookEndpoint()));

export const webhookDelivery = onFirstUse(() =>
  z.strictObject({
    id,
    eventId: z.string(),
    type: z.string(),
    state: z.enum(['pending', 'delivered', 'failed']),
    failedBecause: z.enum(['exhausted', 'gone', 'disabled']).optional(),
    occurredAt: instant,
    nextAttemptAt: instant.optional(),
    endedAt: instant.optional(),
    attempts: z
      .array(
        z.strictObject({
          at: instant,
          status: z.number().int().optional(),
          reason: z.string().optional(),
          durationMs: count,
        }),
      )
      .max(20),
  }),
);

export const deliveryQuery = onFirstUse(() =>
  z.strictObject({ ...pageQuery, state: z.enum(['pending', 'delivered', 'failed']).exactOptional() }),
);
export const webhookDeliveryPage = onFirstUse(() => pageOf(webhookDelivery()));

const deliveryId = z.string().regex(/^\d{14}-[\w-]{24}$/, rule('delivery_id'));

/** One delivery, or all of events since a moment. */
export const replayBody = onFirstUse(() =>
  z.union(
    [z.strictObject({ deliveryId }), z.strictObject({ since: instant, cursor: pageQuery.cursor })],
    rule('delivery_or_since'),
  ),
);
export const replayed = onFirstUse(() => z.strictObject({ replayed: count, nextCursor: z.string().optional() }));

export type WebhookEndpointBody = z.output<ReturnType<typeof webhookEndpoint>>;
export type WebhookDeliveryBody = z.output<ReturnType<typeof webhookDelivery>>;
