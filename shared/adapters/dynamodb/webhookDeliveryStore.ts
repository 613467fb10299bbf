import * as z from 'zod';
import { keptDays, placeOf, type DeliveryState, type WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { DeliveryRef, EndpointRef, WebhookDeliveries } from '../../ports/webhookEndpoints.ts';
import { equals, isNew, type Attributes } from './expressions.ts';
import { deliveriesPrefix, webhookDeliveryKey, webhooksPartition } from './keys.ts';
import { readPage } from './readPage.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import type { Table } from './table.ts';

const text = z.string();
const maybe = text.exactOptional();

const record = onFirstUse((): z.ZodType<WebhookDelivery> =>
  z.object({
    tenantId: text,
    endpointId: text,
    id: text,
    eventId: text,
    type: text,
    occurredAt: text,
    body: text,
    state: z.enum(['pending', 'delivered', 'failed']),
    failedBecause: z.enum(['exhausted', 'gone', 'disabled']).exactOptional(),
    dueAt: maybe,
    tries: z.number(),
    turn: z.number(),
    attempts: z.array(
      z.object({ at: text, status: z.number().exactOptional(), reason: maybe, durationMs: z.number() }),
    ),
    createdAt: text,
    endedAt: maybe,
  }),
);

const read = (item: Attributes): WebhookDelivery => parseRecord(record(), item, 'webhook delivery');

const keyOf = ({ tenantId, endpointId, id }: WebhookDelivery) =>
  webhookDeliveryKey({ tenantId, endpointId, deliveryId: id });

/** Pages that one call reads to fill one of its own. */
const maxLooks = 10;

const keptSeconds = keptDays * 86_400;
const kept = (delivery: WebhookDelivery) => ({
  ...delivery,
  expiresAtEpochSeconds: epochSecondsOf(delivery.createdAt, keptSeconds),
});

/** One item a delivery, beside the endpoints of its tenant and in the order of time; gone after a month. */
export class DynamoWebhookDeliveries implements WebhookDeliveries {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add(delivery: WebhookDelivery): Promise<'added' | 'known'> {
    return (await this.#table.put(keyOf(delivery), kept(delivery), isNew)) === 'written' ? 'added' : 'known';
  }

  async get(ref: DeliveryRef): Promise<WebhookDelivery | undefined> {
    const item = await this.#table.get(webhookDeliveryKey(ref));
    return item && read(item);
  }

  /** Reads a bounded part: where few are in the state asked for, a page is short and its cursor goes on. */
  async list({ tenantId, endpointId }: EndpointRef, page: PageRequest, state?: DeliveryState) {
    const listing = { pk: webhooksPartition(tenantId), prefix: deliveriesPrefix(endpointId), read, newestFirst: true };
    const found: WebhookDelivery[] = [];
    let { cursor } = page;
    for (let look = 0; look < maxLooks; look += 1) {
      const limit = page.limit - found.length;
      const request = { limit, ...(cursor !== undefined && { cursor }) };
      const part = await readPage(this.#table, { ...listing, page: request, idOf: ({ id }) => id });
      found.push(...part.items.filter((delivery) => state === undefined || delivery.state === state));
      cursor = part.nextCursor;
      if (cursor === undefined || found.length >= page.limit) break;
    }
    return { items: found, ...(cursor !== undefined && { nextCursor: cursor }) };
  }

  async since({ tenantId, endpointId }: EndpointRef, since: string, page: PageRequest): Promise<Page<WebhookDelivery>> {
    // What sorts right before the first delivery of that moment.
    const cursor = page.cursor ?? placeOf(since);
    return readPage(this.#table, {
      pk: webhooksPartition(tenantId),
      prefix: deliveriesPrefix(endpointId),
      page: { limit: page.limit, cursor },
      read,
      idOf: ({ id }) => id,
    });
  }

  async record(seen: WebhookDelivery, next: WebhookDelivery): Promise<boolean> {
    return (await this.#table.put(keyOf(seen), kept(next), equals('turn', seen.turn))) === 'written';
  }
}
