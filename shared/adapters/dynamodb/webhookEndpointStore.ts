import * as z from 'zod';
import type { EndpointHealth, SealedSecret, WebhookEndpoint } from '../../domain/outgoing/webhookEndpoint.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { EndpointEdit, EndpointRef, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';
import { all, asSeen, equals, exists, isNew, setting, type Attributes } from './expressions.ts';
import { prefixes, webhookEndpointKey, webhooksPartition } from './keys.ts';
import { parseRecord } from './records.ts';
import type { Table } from './table.ts';

const text = z.string();
const maybe = text.exactOptional();

const record = onFirstUse((): z.ZodType<WebhookEndpoint> =>
  z.object({
    tenantId: text,
    id: text,
    url: text,
    events: z.array(text).exactOptional(),
    description: maybe,
    contact: z.object({ email: text, name: maybe, locale: maybe }).exactOptional(),
    state: z.enum(['enabled', 'disabled']),
    disabledBecause: z.enum(['tenant', 'gone', 'failing']).exactOptional(),
    disabledAt: maybe,
    disabledBy: maybe,
    failures: z.number(),
    failingSince: maybe,
    pausedUntil: maybe,
    leasedUntil: maybe,
    isPrompt: z.boolean().exactOptional(),
    slowUntil: maybe,
    secrets: z.array(z.object({ sealed: text, until: maybe })),
    rotation: z.number(),
    createdAt: text,
  }),
);

const read = (item: Attributes): WebhookEndpoint => parseRecord(record(), item, 'webhook endpoint');

const refOf = ({ tenantId, id }: WebhookEndpoint): EndpointRef => ({ tenantId, endpointId: id });

/** All of it, so that what is not said any more is removed. */
const healthAttributes = (health: EndpointHealth) => {
  const { state, disabledBecause, disabledAt, disabledBy, failures, failingSince, isPrompt } = health;
  const { pausedUntil, leasedUntil, slowUntil } = health;
  return {
    state,
    disabledBecause,
    disabledAt,
    disabledBy,
    failures,
    failingSince,
    pausedUntil,
    leasedUntil,
    isPrompt,
    slowUntil,
  };
};

/** One item an endpoint, in a partition of the tenant's. */
export class DynamoWebhookEndpoints implements WebhookEndpoints {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add(endpoint: WebhookEndpoint): Promise<void> {
    await this.#table.put(webhookEndpointKey(refOf(endpoint)), endpoint, isNew);
  }

  async get(ref: EndpointRef): Promise<WebhookEndpoint | undefined> {
    const item = await this.#table.get(webhookEndpointKey(ref));
    return item && read(item);
  }

  async list(tenantId: string): Promise<readonly WebhookEndpoint[]> {
    const found: WebhookEndpoint[] = [];
    const pages = this.#table.pages(webhooksPartition(tenantId), { prefix: prefixes.webhookEndpoint });
    for await (const items of pages) found.push(...items.map(read));
    return found;
  }

  async change(ref: EndpointRef, edit: EndpointEdit, health?: EndpointHealth): Promise<WebhookEndpoint | undefined> {
    const said = Object.entries(edit).map(([name, value]): [string, unknown] => [name, value ?? undefined]);
    const attributes = { ...Object.fromEntries(said), ...(health && healthAttributes(health)) };
    const changed = await this.#table.update(webhookEndpointKey(ref), setting(attributes), exists);
    return changed.kind === 'written' ? read(changed.item) : undefined;
  }

  async remove(ref: EndpointRef): Promise<boolean> {
    return (await this.#table.delete(webhookEndpointKey(ref))) !== undefined;
  }

  async rotate(seen: WebhookEndpoint, secrets: readonly SealedSecret[]): Promise<WebhookEndpoint | undefined> {
    const changed = await this.#table.update(
      webhookEndpointKey(refOf(seen)),
      setting({ secrets, rotation: seen.rotation + 1 }),
      equals('rotation', seen.rotation),
    );
    return changed.kind === 'written' ? read(changed.item) : undefined;
  }

  async recordHealth(seen: WebhookEndpoint, health: EndpointHealth): Promise<boolean> {
    const changed = await this.#table.update(
      webhookEndpointKey(refOf(seen)),
      setting(healthAttributes(health)),
      all(
        equals('state', seen.state),
        equals('failures', seen.failures),
        asSeen('pausedUntil', seen.pausedUntil),
        asSeen('leasedUntil', seen.leasedUntil),
        asSeen('failingSince', seen.failingSince),
        asSeen('isPrompt', seen.isPrompt),
      ),
    );
    return changed.kind === 'written';
  }
}
