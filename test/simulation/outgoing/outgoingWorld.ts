import { DynamoWebhookDeliveries } from '../../../shared/adapters/dynamodb/webhookDeliveryStore.ts';
import { DynamoWebhookEndpoints } from '../../../shared/adapters/dynamodb/webhookEndpointStore.ts';
import { standardSigner } from '../../../shared/adapters/outgoing/standardSigner.ts';
import { sha256Hex } from '../../../shared/composition/fingerprint.ts';
import type { AttemptJob } from '../../../shared/ports/webhookEndpoints.ts';
import type { WebhookAnswer, WebhookRequest } from '../../../shared/ports/webhookSender.ts';
import { makeAttemptDelivery } from '../../../shared/usecases/outgoing/attemptDelivery.ts';
import { makeChangeEndpoint } from '../../../shared/usecases/outgoing/changeEndpoint.ts';
import { makeCreateEndpoint } from '../../../shared/usecases/outgoing/createEndpoint.ts';
import { makeFanOut } from '../../../shared/usecases/outgoing/fanOut.ts';
import type { OutgoingEvent } from '../../../shared/usecases/outgoing/payload.ts';
import { makeReplayDeliveries } from '../../../shared/usecases/outgoing/replayDeliveries.ts';
import { makeRotateSecret } from '../../../shared/usecases/outgoing/rotateSecret.ts';
import { MemoryTable } from '../../builders/memoryTable.ts';
import type { Random } from '../random.ts';
import type { Faults } from './faults.ts';
import type { Receiver } from './receiver.ts';
import { SimulatedQueue, type Job } from './simulatedQueue.ts';
import type { VirtualTime } from './virtualTime.ts';

interface WorldOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: Faults;
  readonly workers: number;
  readonly jitterMs: number;
  readonly onSend: (receiver: Receiver, request: WebhookRequest) => void;
  readonly onFannedOut: (event: OutgoingEvent, work: () => Promise<void>) => Promise<void>;
  readonly onHeld: (job: AttemptJob, from: number, until: number) => void;
  readonly onError: (error: unknown) => void;
}

/** The stories of outgoing webhooks over real stores in memory, a queue that repeats itself, and receivers of the tests. */
export const outgoingWorld = ({ time, random, faults, onSend, onFannedOut, ...options }: WorldOptions) => {
  const table = new MemoryTable();
  table.onCall = () => faults.strike();
  const endpoints = new DynamoWebhookEndpoints(table);
  const deliveries = new DynamoWebhookDeliveries(table);
  const receivers = new Map<string, Receiver>();
  let made = 0;
  const ids = {
    next: () => `id-${(made += 1)}`,
    secret: () => Buffer.from(String((made += 1)).padStart(32, 's')).toString('base64url'),
  };
  const secrets = {
    seal: async (_ref: object, secret: string) => `sealed ${secret}`,
    unseal: async (_ref: object, sealed: string) => sealed.replace('sealed ', ''),
  };
  let attempts = 0;
  const toldDisabled = new Set<string>();

  const send = async (request: WebhookRequest): Promise<WebhookAnswer> => {
    const receiver = receivers.get(request.url);
    if (!receiver) throw new Error('nobody lives there');
    attempts += 1;
    faults.strike();
    const { answer, takesMs, reads } = receiver.fate(time.milliseconds);
    if (reads) onSend(receiver, request);
    const isTaken = answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
    if (isTaken) receiver.take(request.headers['webhook-id'] ?? '');
    await time.wait(takesMs);
    faults.strike();
    return { ...answer, durationMs: takesMs };
  };

  const deps = { endpoints, deliveries, secrets, ids, clock: time, sha256: sha256Hex, receivers: 'public' as const };
  const work = (job: Job): Promise<void> =>
    'event' in job ? onFannedOut(job.event, () => fanOut(job.event)) : attemptDelivery(job);
  const queue = new SimulatedQueue({ time, random, faults, work, ...options });
  const fanOut = makeFanOut({ ...deps, attempts: queue });
  const attemptDelivery = makeAttemptDelivery({
    ...deps,
    attempts: queue,
    sender: { send },
    signer: standardSigner,
    random: () => random.next(),
    onAttempt: () => undefined,
    onDisabled: async ({ id }) => {
      faults.strike();
      toldDisabled.add(id);
    },
  });
  return {
    endpoints,
    deliveries,
    receivers,
    queue,
    toldDisabled,
    attempts: () => attempts,
    create: makeCreateEndpoint(deps),
    change: makeChangeEndpoint(deps),
    rotate: makeRotateSecret(deps),
    replay: makeReplayDeliveries({ ...deps, attempts: queue }),
  };
};

export type OutgoingWorld = ReturnType<typeof outgoingWorld>;
