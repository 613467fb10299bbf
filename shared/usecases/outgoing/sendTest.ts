import { attemptLaneOf } from '../../domain/outgoing/attemptLane.ts';
import type { WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import type { Clock, Digest, IdSource } from '../../ports/ambient.ts';
import type { AttemptQueue, EndpointRef, WebhookDeliveries, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';
import { attemptJobOf } from './attemptJobOf.ts';
import { newDelivery } from './fanOut.ts';

export interface SendTestDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'get'>;
  readonly deliveries: Pick<WebhookDeliveries, 'add'>;
  readonly attempts: AttemptQueue;
  readonly ids: Pick<IdSource, 'next'>;
  readonly sha256: Digest;
  readonly clock: Pick<Clock, 'now'>;
}

/** No fact: it stands on no bus, and an endpoint gets it whatever types it wants. */
const testType = 'Test';

/** Sends an event that says nothing the way that every event goes: signed, tried again, shown among the deliveries. */
export const makeSendTest =
  ({ endpoints, deliveries, attempts, ids, sha256, clock }: SendTestDeps) =>
  async (ref: EndpointRef): Promise<WebhookDelivery | 'not_found' | 'endpoint_disabled'> => {
    const endpoint = await endpoints.get(ref);
    if (!endpoint) return 'not_found';
    if (endpoint.state === 'disabled') return 'endpoint_disabled';
    const [id, now] = [ids.next(), clock.now()];
    const detail = { version: 1, id, tenantId: ref.tenantId, occurredAt: now };
    const event = { id, tenantId: ref.tenantId, type: testType, occurredAt: now, detail };
    const delivery = newDelivery(ref, event, { sha256, now });
    await deliveries.add(delivery);
    await attempts.put([attemptJobOf(delivery, now, attemptLaneOf(endpoint))], now);
    return delivery;
  };

export type SendTest = ReturnType<typeof makeSendTest>;
