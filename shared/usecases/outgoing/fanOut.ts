import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { attemptLaneOf } from '../../domain/outgoing/attemptLane.ts';
import { deliveryIdOf, givenUp, type WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import { fateOf } from '../../domain/outgoing/webhookEndpoint.ts';
import type { Clock, Digest } from '../../ports/ambient.ts';
import type { AttemptJob, AttemptQueue, WebhookDeliveries, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';
import { attemptJobOf } from './attemptJobOf.ts';
import { payloadOf, type OutgoingEvent } from './payload.ts';

export interface FanOutDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'list'>;
  readonly deliveries: Pick<WebhookDeliveries, 'add'>;
  readonly attempts: AttemptQueue;
  readonly sha256: Digest;
  readonly clock: Pick<Clock, 'now'>;
}

/** A delivery that begins. */
export const newDelivery = (
  { tenantId, endpointId }: { readonly tenantId: string; readonly endpointId: string },
  event: OutgoingEvent,
  { sha256, now }: { readonly sha256: Digest; readonly now: Instant },
): WebhookDelivery => ({
  tenantId,
  endpointId,
  id: deliveryIdOf(event.occurredAt, sha256(event.id)),
  eventId: event.id,
  type: event.type,
  occurredAt: event.occurredAt,
  body: payloadOf(event),
  state: 'pending',
  dueAt: now,
  tries: 0,
  turn: 0,
  attempts: [],
  createdAt: now,
});

/**
 * Makes a delivery for each endpoint of the tenant that wants the event, and the job of its first attempt; one that is disabled
 * keeps it for a replay. An event that
 * comes twice finds its deliveries there; the jobs are put all the same, because a crash may have come between the two, and a
 * job of a delivery that has ended ends too.
 */
export const makeFanOut =
  ({ endpoints, deliveries, attempts, sha256, clock }: FanOutDeps) =>
  async (event: OutgoingEvent): Promise<void> => {
    const { tenantId } = event;
    const now = clock.now();
    const jobs: AttemptJob[] = [];
    for (const endpoint of await endpoints.list(tenantId)) {
      const fate = fateOf(endpoint, event.type, now);
      if (fate === 'left_out') continue;
      const delivery = newDelivery({ tenantId, endpointId: endpoint.id }, event, { sha256, now });
      const added = await deliveries.add(fate === 'sent' ? delivery : givenUp(delivery, now));
      // One that was made before its endpoint was disabled may still wait for the job that a crash has kept from it.
      if (fate === 'sent' || added === 'known') jobs.push(attemptJobOf(delivery, now, attemptLaneOf(endpoint)));
    }
    if (jobs.length > 0) await attempts.put(jobs, now);
  };

export type FanOut = ReturnType<typeof makeFanOut>;
