import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { AttemptLane } from '../../domain/outgoing/attemptLane.ts';
import type { WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import type { AttemptJob } from '../../ports/webhookEndpoints.ts';

/** The message that a delivery waits for as it stands. */
export const attemptJobOf = (
  { tenantId, endpointId, id: deliveryId, turn }: Pick<WebhookDelivery, 'tenantId' | 'endpointId' | 'id' | 'turn'>,
  dueAt: Instant,
  lane: AttemptLane,
): AttemptJob => ({ tenantId, endpointId, deliveryId, turn, dueAt, lane });
