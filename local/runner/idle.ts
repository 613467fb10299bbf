import type { FunctionPool } from './lambda/functionPool.ts';
import type { Services } from './services.ts';

const idleLookMs = 20;
/**
 * A job that waits for the bank, or for the lease of a worker that crashed, looks again after seconds; one that waits out
 * a fault does so after minutes.
 */
const longDelaySeconds = 25;

/**
 * Answers when nothing runs and no queue that somebody works on holds a message, delayed ones included. When all that is
 * left is work that waits out a fault, it is brought forward: who waits for idle wants the end of the story, not its
 * pauses. Work that says when it is due waits for the clock, which moves by itself or by hand, and is no longer waited for.
 */
export const makeIdle = (
  { deployment, sqs }: Pick<Services, 'deployment' | 'sqs'>,
  pools: ReadonlyMap<string, Pool>,
  now: () => number,
  /** Whether Ponto is telling something that will be work. */
  isTelling: () => boolean = () => false,
) => {
  const queues = deployment.eventSources.map(({ queueName }) => queueName);
  const waiting = (): readonly number[] => queues.flatMap((name) => sqs.dueTimes(name)).filter((due) => due > now());
  const depth = (): { readonly working: number; readonly delayed: number } => {
    const depths = queues.map((name) => sqs.depth(name));
    return {
      working: depths.reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0),
      delayed: depths.reduce((sum, { delayed }) => sum + delayed, 0) - waiting().length,
    };
  };
  const isRunning = (): boolean => [...pools.values()].some(({ running }) => running > 0);
  return async (gone: AbortSignal): Promise<void> => {
    while (!gone.aborted) {
      const { working, delayed } = depth();
      if (!isRunning() && working === 0 && !isTelling()) {
        if (delayed === 0) return;
        for (const name of queues) sqs.bringForward(name, longDelaySeconds, now());
      }
      await new Promise((resolve) => setTimeout(resolve, idleLookMs));
    }
  };
};

/** The next moment at which work is due that waits for the clock. */
export const nextDueIn = ({ deployment, sqs }: Pick<Services, 'deployment' | 'sqs'>): number | undefined =>
  deployment.eventSources.flatMap(({ queueName }) => sqs.dueTimes(queueName)).toSorted((a, b) => a - b)[0];

type Pool = Pick<FunctionPool, 'running'>;
