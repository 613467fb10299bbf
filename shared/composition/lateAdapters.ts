import type { Environment } from '../contracts/environment.ts';
import { late } from '../language/late.ts';
import { onFirstUse } from '../language/onFirstUse.ts';
import type { EventBus } from '../ports/events.ts';
import type { JobQueue } from '../ports/syncs.ts';
import type { Sealer } from '../ports/tokens.ts';
import { pacedClock } from './clients/pacedClock.ts';
import type { Sealers, SealingVariables } from './sealers.ts';

/**
 * Services of AWS that most calls of the API do without: the client of each, and what speaks to it, is loaded with the first
 * call that needs it. What a function needs every time it loads when it starts.
 */

type Variables = Environment<'tenant-api'>;

export const lateJobQueue = (env: Pick<Variables, 'URGENT_QUEUE_URL' | 'SYNC_QUEUE_URL'>): JobQueue => ({
  put: late(async () => {
    const [{ SqsJobQueue }, { queueClient }] = await Promise.all([
      import('../adapters/sqs/jobQueue.ts'),
      import('./clients/queue.ts'),
    ]);
    const queue = new SqsJobQueue(
      queueClient(),
      { urgent: env.URGENT_QUEUE_URL, scheduled: env.SYNC_QUEUE_URL },
      pacedClock,
    );
    return (...put: Parameters<JobQueue['put']>) => queue.put(...put);
  }),
});

export const lateEventBus = (busName: string): EventBus => ({
  publish: late(async () => {
    const [{ EventBridgeBus }, { eventBridgeClient }] = await Promise.all([
      import('../adapters/eventbridge/eventBus.ts'),
      import('./clients/eventBridge.ts'),
    ]);
    const bus = new EventBridgeBus(eventBridgeClient(), busName, pacedClock);
    return (events: Parameters<EventBus['publish']>[0]) => bus.publish(events);
  }),
});

export const lateSealers = (env: SealingVariables): Sealers => {
  const sealers = onFirstUse(async () => {
    const [{ createSealers }, { kmsClient }] = await Promise.all([import('./sealers.ts'), import('./clients/kms.ts')]);
    return createSealers(kmsClient(), env);
  });
  const sealerOf = (purpose: keyof Sealers): Sealer => ({
    prepare: async () => (await sealers())[purpose].prepare?.(),
    seal: async (text, owner) => (await sealers())[purpose].seal(text, owner),
    unseal: async (sealed, owner) => (await sealers())[purpose].unseal(sealed, owner),
  });
  return { tokens: sealerOf('tokens'), answers: sealerOf('answers'), credentials: sealerOf('credentials') };
};
