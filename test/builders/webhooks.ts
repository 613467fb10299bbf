import { DynamoWebhookDeliveries } from '../../shared/adapters/dynamodb/webhookDeliveryStore.ts';
import { DynamoWebhookEndpoints } from '../../shared/adapters/dynamodb/webhookEndpointStore.ts';
import type { WebhookDelivery } from '../../shared/domain/outgoing/webhookDelivery.ts';
import type { WebhookEndpoint } from '../../shared/domain/outgoing/webhookEndpoint.ts';
import type { AttemptJob } from '../../shared/ports/webhookEndpoints.ts';
import type { WebhookAnswer } from '../../shared/ports/webhookSender.ts';
import { makeAttemptDelivery } from '../../shared/usecases/outgoing/attemptDelivery.ts';
import { makeFanOut } from '../../shared/usecases/outgoing/fanOut.ts';
import { sha256Hex } from '../../shared/composition/fingerprint.ts';
import { MemoryTable } from './memoryTable.ts';

export const webhookTime = '2026-03-10T08:00:00.000Z';

export const anEndpoint = (overrides: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  tenantId: 'tenant-1',
  id: 'endpoint-1',
  url: 'https://books.example/events',
  state: 'enabled',
  failures: 0,
  secrets: [{ sealed: 'sealed-1' }],
  rotation: 0,
  createdAt: webhookTime,
  ...overrides,
});

export const aDelivery = (overrides: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  tenantId: 'tenant-1',
  endpointId: 'endpoint-1',
  id: '01773129600000-0123456789abcdef01234567',
  eventId: 'event-1',
  type: 'AccountsFetched',
  occurredAt: webhookTime,
  body: '{}',
  state: 'pending',
  dueAt: webhookTime,
  tries: 0,
  turn: 0,
  attempts: [],
  createdAt: webhookTime,
  ...overrides,
});

export const anEvent = (id = 'event-1', tenantId = 'tenant-1') => ({
  id,
  tenantId,
  type: 'AccountsFetched',
  occurredAt: webhookTime,
  detail: { version: 1, id, tenantId, occurredAt: webhookTime, connectionId: 'connection-1' },
});

export const answered = (status: number, retryAfterSeconds?: number, durationMs = 12): WebhookAnswer => ({
  kind: 'answered',
  status,
  durationMs,
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** The sending of webhooks over real stores in memory: receivers answer as a test says, and time stands until it moves it. */
export const aWebhookWorker = (
  answer: (url: string) => WebhookAnswer | Promise<WebhookAnswer> = () => answered(200),
) => {
  const table = new MemoryTable();
  const endpoints = new DynamoWebhookEndpoints(table);
  const deliveries = new DynamoWebhookDeliveries(table);
  const state = { now: webhookTime, answer };
  const queue: AttemptJob[] = [];
  const sent: {
    readonly url: string;
    readonly id: string;
    readonly body: string;
    readonly signedBy: string;
    readonly at: string;
  }[] = [];
  const disabled: WebhookEndpoint[] = [];
  const clock = { now: () => state.now };
  const attempts = { put: async (jobs: readonly AttemptJob[]) => void queue.push(...jobs) };
  const deps = {
    endpoints,
    deliveries,
    attempts,
    clock,
    sha256: sha256Hex,
    secrets: { unseal: async (_ref: object, sealed: string) => `secret of ${sealed}` },
    signer: {
      sign: ({ secrets, id }: { readonly secrets: readonly string[]; readonly id: string }) => ({
        'webhook-id': id,
        'webhook-timestamp': '0',
        'webhook-signature': secrets.join(' '),
      }),
    },
    sender: {
      send: async ({
        url,
        headers,
        body,
      }: {
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      }) => {
        const [id = '', signedBy = ''] = [headers['webhook-id'], headers['webhook-signature']];
        sent.push({ url, id, body, signedBy, at: state.now });
        return state.answer(url);
      },
    },
    random: () => 0.5,
    onAttempt: () => undefined,
    onDisabled: async (endpoint: WebhookEndpoint) => void disabled.push(endpoint),
  };
  const attempt = makeAttemptDelivery(deps);
  /** Does what is due, the earliest first, until nothing is due before that moment. */
  const workUntil = async (moment: string): Promise<void> => {
    for (;;) {
      queue.sort((a, b) => a.dueAt.localeCompare(b.dueAt));
      const next = queue[0];
      if (!next || next.dueAt > moment) break;
      queue.shift();
      if (next.dueAt > state.now) state.now = next.dueAt;
      await attempt(next);
    }
    if (moment > state.now) state.now = moment;
  };
  return {
    deps,
    table,
    endpoints,
    deliveries,
    queue,
    sent,
    disabled,
    state,
    attempt,
    workUntil,
    fanOut: makeFanOut(deps),
  };
};
