import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { attemptLaneOf } from '../../domain/outgoing/attemptLane.ts';
import { replayed, type WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { Page } from '../../ports/refsAndPages.ts';
import type { AttemptQueue, EndpointRef, WebhookDeliveries, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';
import { attemptJobOf } from './attemptJobOf.ts';

export interface ReplayDeliveriesDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'get'>;
  readonly deliveries: Pick<WebhookDeliveries, 'get' | 'since' | 'record'>;
  readonly attempts: AttemptQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/** One delivery, or all of events since a moment, a page at a time. */
export type ReplayWish = { readonly deliveryId: string } | { readonly since: Instant; readonly cursor?: string };

export interface Replayed {
  readonly count: number;
  /** There are more; the next call goes on from there. */
  readonly nextCursor?: string;
}

/** As many as one call sends again. */
const pageSize = 100;
const writesAtOnce = 10;

/**
 * Sends again what was delivered or has failed; what is still on its way goes on as it is. The job is put after the write: a
 * crash in between leaves a delivery that waits, which the same call again puts on its way.
 */
export const makeReplayDeliveries = ({ endpoints, deliveries, attempts, clock }: ReplayDeliveriesDeps) => {
  const found = async (ref: EndpointRef, wish: ReplayWish): Promise<Page<WebhookDelivery> | undefined> => {
    if ('since' in wish) {
      const { since, cursor } = wish;
      return deliveries.since(ref, since, { limit: pageSize, ...(cursor !== undefined && { cursor }) });
    }
    const delivery = await deliveries.get({ ...ref, deliveryId: wish.deliveryId });
    return delivery && { items: [delivery] };
  };

  /** @returns it on its way, by this call or the one before it that was cut short; undefined where it goes on by itself */
  const begin = async (delivery: WebhookDelivery, now: Instant): Promise<WebhookDelivery | undefined> => {
    if (delivery.state === 'pending') return delivery.tries === 0 ? delivery : undefined;
    const begun = replayed(delivery, now);
    return (await deliveries.record(delivery, begun)) ? begun : undefined;
  };

  return async (ref: EndpointRef, wish: ReplayWish): Promise<Replayed | 'not_found' | 'endpoint_disabled'> => {
    const endpoint = await endpoints.get(ref);
    if (!endpoint) return 'not_found';
    if (endpoint.state === 'disabled') return 'endpoint_disabled';
    const page = await found(ref, wish);
    if (!page) return 'not_found';
    const now = clock.now();
    const begun = await mapInParallel(page.items, writesAtOnce, (delivery) => begin(delivery, now));
    const lane = attemptLaneOf(endpoint);
    const jobs = begun.flatMap((delivery) => (delivery ? [attemptJobOf(delivery, now, lane)] : []));
    if (jobs.length > 0) await attempts.put(jobs, now);
    return { count: jobs.length, ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }) };
  };
};

export type ReplayDeliveries = ReturnType<typeof makeReplayDeliveries>;
