import type { WebhookDeliveryBody, WebhookEndpointBody } from '../../contracts/http/webhookEndpoints.ts';
import type { WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import { oldSecretsUntil, type WebhookEndpoint } from '../../domain/outgoing/webhookEndpoint.ts';
import { defined } from '../../language/defined.ts';

/** Without its secrets: they are shown when they are made, and never again. */
export const renderEndpoint = (endpoint: WebhookEndpoint, now: string): WebhookEndpointBody => {
  const { id, url, events, description, contact, state, createdAt } = endpoint;
  const { disabledBecause: because, disabledAt: at, failures, failingSince: since } = endpoint;
  return {
    id,
    url,
    state,
    createdAt,
    ...defined({
      events: events && [...events],
      description,
      contact,
      disabled: because !== undefined && at !== undefined ? { because, at } : undefined,
      failing: since === undefined ? undefined : { since, attempts: failures, ...restOf(endpoint, now) },
      oldSecretsUntil: oldSecretsUntil(endpoint, now),
    }),
  };
};

/** A rest that is over is none: a delivery may be looking whether it is back. */
const restOf = ({ pausedUntil }: WebhookEndpoint, now: string) =>
  pausedUntil !== undefined && pausedUntil > now ? { pausedUntil } : {};

/** What became of each attempt; what was sent is the event, which the bus and the receiver know. */
export const renderDelivery = (delivery: WebhookDelivery): WebhookDeliveryBody => {
  const { id, eventId, type, state, failedBecause, occurredAt, dueAt, endedAt, attempts } = delivery;
  return {
    id,
    eventId,
    type,
    state,
    occurredAt,
    attempts: attempts.map((attempt) => ({ ...attempt })),
    ...defined({ failedBecause, nextAttemptAt: dueAt, endedAt }),
  };
};
