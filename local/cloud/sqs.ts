import { buildApp } from 'fauxqs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
// fauxqs starts itself on every interface and hands its persistence to nobody else; its parts put together here listen
// on loopback. They are not in its export map, hence the paths; the version is exact.
import { PersistenceManager } from '../../node_modules/fauxqs/dist/persistence.js';
import { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../node_modules/fauxqs/dist/sns/snsStore.js';
import { SqsStore, type SqsQueue } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { guardSqs } from './iam/guardSqs.ts';
import type { Rights } from './iam/rights.ts';
import { isOfProgram, type Endpoint } from './loopback.ts';

/** What the template says of a queue and the emulator knows. */
export const queueProperties = z.object({
  QueueName: z.string(),
  VisibilityTimeout: z.coerce.number().default(30),
  DelaySeconds: z.coerce.number().optional(),
  MessageRetentionPeriod: z.coerce.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});
export type QueueProperties = z.output<typeof queueProperties>;

/** How many messages a queue holds. Delayed ones and those in a consumer's hands are work as well. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A message that is not to be delivered yet. */
export interface Delayed {
  /** When it is due by the product's clock, of a message that says it. */
  readonly dueAt: number | undefined;
  /** How long it is still held back. */
  readonly inSeconds: number;
}

export interface LocalSqs extends Endpoint {
  /** Makes the queues that are missing and gives all of them the template's settings. */
  readonly provide: (queues: readonly QueueProperties[]) => void;
  readonly queueUrl: (name: string) => string;
  readonly depth: (name: string) => QueueDepth;
  /** What waits, in the order in which it came. */
  readonly delayed: (name: string) => readonly Delayed[];
  /** Delivers now what is due by the product's clock, and what does not say when it is due. */
  readonly bringForward: (name: string, now: number) => void;
}

const attributesOf = ({ QueueName: _name, RedrivePolicy, ...numbers }: QueueProperties): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(numbers)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ),
  ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
});

const dueMessage = z.object({ dueAt: z.iso.datetime() });

const dueTimeIn = (body: string): number | undefined => {
  const { data } = dueMessage.safeParse(JSON.parse(body));
  return data && Date.parse(data.dueAt);
};

/** Now, but not at zero: zero is the one value that the emulator's persistence cannot write. */
const atOnceSeconds = 0.001;

/** Whoever held a message when the last runner ended is gone: it goes to the next consumer at once. */
const release = (queue: SqsQueue): void => {
  for (const { receiptHandle } of queue.inspectMessages().inflight)
    queue.changeVisibility(receiptHandle, atOnceSeconds);
};

/** A queue that is there keeps its messages and takes the template's settings. */
const ensureQueue = (
  store: SqsStore,
  place: { readonly region: string; readonly accountId: string; readonly url: string },
  queue: QueueProperties,
): void => {
  const existing = store.getQueueByName(queue.QueueName);
  const url = `${place.url}/${place.accountId}/${queue.QueueName}`;
  if (existing) {
    // The port is another one at every start.
    Object.assign(existing, { url });
    existing.setAttributes({ RedrivePolicy: '', ...attributesOf(queue) });
    release(existing);
    return;
  }
  const arn = `arn:aws:sqs:${place.region}:${place.accountId}:${queue.QueueName}`;
  store.createQueue(queue.QueueName, url, arn, attributesOf(queue));
};

/** SQS by fauxqs; messages, their receive counts and the dead letters survive a `kill -9`. */
export const startSqs = async (options: {
  readonly dataDir: string;
  readonly region: string;
  readonly accountId: string;
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly rights?: Rights;
}): Promise<LocalSqs> => {
  const path = join(options.dataDir, 'sqs');
  mkdirSync(path, { recursive: true });
  const persistence = new PersistenceManager(path);
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  const app = buildApp({
    logger: false,
    defaultRegion: options.region,
    stores: { sqsStore, snsStore, s3Store: new S3Store() },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!isOfProgram(request.raw)) await reply.code(403).send();
  });
  if (options.rights) guardSqs(app, options.rights);
  app.addHook('onClose', async () => persistence.close());
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const queueNamed = (name: string): SqsQueue => {
    const queue = sqsStore.getQueueByName(name);
    if (!queue) throw new Error(`there is no queue ${name}`);
    return queue;
  };
  return {
    url,
    close: () => app.close(),
    provide: (queues) => {
      for (const queue of queues) ensureQueue(sqsStore, { ...options, url }, queue);
    },
    queueUrl: (name) => `${url}/${options.accountId}/${name}`,
    depth: (name) => {
      const { ready, delayed, inflight } = queueNamed(name).inspectMessages();
      return { visible: ready.length, inFlight: inflight.length, delayed: delayed.length };
    },
    delayed: (name) =>
      queueNamed(name)
        .inspectMessages()
        .delayed.map(({ body, delayUntil = 0 }) => ({
          dueAt: dueTimeIn(body),
          inSeconds: (delayUntil - Date.now()) / 1000,
        })),
    bringForward: (name, now) => {
      for (const message of queueNamed(name).inspectMessages().delayed) {
        const due = dueTimeIn(message.body);
        if (due === undefined || due <= now) message.delayUntil = Date.now();
      }
    },
  };
};
