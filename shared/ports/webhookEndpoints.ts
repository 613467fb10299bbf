import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { AttemptLane } from '../domain/outgoing/attemptLane.ts';
import type { DeliveryState, WebhookDelivery } from '../domain/outgoing/webhookDelivery.ts';
import type { EndpointHealth, SealedSecret, WebhookEndpoint } from '../domain/outgoing/webhookEndpoint.ts';
import type { Page, PageRequest } from './refsAndPages.ts';

export interface EndpointRef {
  readonly tenantId: string;
  readonly endpointId: string;
}

export interface DeliveryRef extends EndpointRef {
  readonly deliveryId: string;
}

/** What a tenant decides of an endpoint. `null` takes away what was said before. */
export interface EndpointChange {
  readonly url?: string;
  readonly events?: readonly string[] | null;
  readonly description?: string | null;
  readonly contact?: WebhookEndpoint['contact'] | null;
}

/** What is written whatever else was learned since: what a tenant changes, and that an endpoint is not prompt. */
export interface EndpointEdit extends EndpointChange {
  readonly isPrompt?: null;
  readonly slowUntil?: Instant;
}

export interface WebhookEndpoints {
  add(endpoint: WebhookEndpoint): Promise<void>;
  get(ref: EndpointRef): Promise<WebhookEndpoint | undefined>;
  /** All of a tenant: there are few. */
  list(tenantId: string): Promise<readonly WebhookEndpoint[]>;
  change(ref: EndpointRef, edit: EndpointEdit, health?: EndpointHealth): Promise<WebhookEndpoint | undefined>;
  /** @returns whether it was there */
  remove(ref: EndpointRef): Promise<boolean>;
  /** @returns undefined where somebody else has rotated or removed it since it was read */
  rotate(seen: WebhookEndpoint, secrets: readonly SealedSecret[]): Promise<WebhookEndpoint | undefined>;
  /**
   * What an attempt has shown of it.
   *
   * @returns whether it was written: not where somebody else's attempt has shown something since it was read
   */
  recordHealth(seen: WebhookEndpoint, health: EndpointHealth): Promise<boolean>;
}

/** Seals the secrets of endpoints; each opens for its endpoint only. */
export interface EndpointSecrets {
  seal(ref: EndpointRef, secret: string): Promise<string>;
  unseal(ref: EndpointRef, sealed: string): Promise<string>;
}

export interface WebhookDeliveries {
  /** Once for each id. */
  add(delivery: WebhookDelivery): Promise<'added' | 'known'>;
  get(ref: DeliveryRef): Promise<WebhookDelivery | undefined>;
  /** Newest first. */
  list(ref: EndpointRef, page: PageRequest, state?: DeliveryState): Promise<Page<WebhookDelivery>>;
  /** Of events since a moment, oldest first. */
  since(ref: EndpointRef, since: Instant, page: PageRequest): Promise<Page<WebhookDelivery>>;
  /** @returns whether it was written: not where somebody else has written since it was read */
  record(seen: WebhookDelivery, next: WebhookDelivery): Promise<boolean>;
}

/** An attempt that is to be made. */
export interface AttemptJob extends DeliveryRef {
  /** That of its delivery when this was put. */
  readonly turn: number;
  readonly dueAt: Instant;
  readonly lane: AttemptLane;
}

export interface AttemptQueue {
  /** Each in its lane. It comes out when it is due, or before: whoever takes it looks at the time. */
  put(jobs: readonly AttemptJob[], now: Instant): Promise<void>;
}
