import type { LocalSqs } from '../cloud/sqs.ts';
import type { FunctionPool } from './lambda/functionPool.ts';
import type { Sandbox } from './ownSandbox.ts';

const idleLookMs = 20;
/** A job that waits for the bank, or for the lease of a worker that crashed, looks again within ten seconds; that is waited for. */
const shortDelaySeconds = 12;

/**
 * Answers when nothing runs and no queue that somebody works on holds a message, delayed ones included. When all that is
 * left is work, or an event of Ponto's, that waits out a fault or another run, it is brought forward: who waits for idle wants the end of the story,
 * not its pauses. It does not overtake what is due shortly, which may be what it waits for. Work that says when it is due
 * waits for the clock, which moves by itself or by hand, and is no longer waited for.
 */
export const makeIdle = (
  { deployment, sqs }: Idling,
  pools: ReadonlyMap<string, Pool>,
  now: () => number,
  /** What Ponto tells will be work. */
  ponto?: Telling,
) => {
  const queues = deployment.eventSources.map(({ queueName }) => queueName);
  const isWorking = (): boolean =>
    queues.map((name) => sqs.depth(name)).some(({ visible, inFlight }) => visible + inFlight > 0);
  const isRunning = (): boolean => [...pools.values()].some(({ running }) => running > 0);
  return async (gone: AbortSignal): Promise<void> => {
    while (!gone.aborted) {
      const isResting = !isRunning() && !isWorking();
      if (isResting && ponto?.isTelling()) ponto.bringForward();
      else if (isResting) {
        const delayed = queues.flatMap((name) => sqs.delayed(name));
        const left = delayed.filter(({ dueAt }) => dueAt === undefined || dueAt <= now());
        if (left.length === 0) return;
        const isShort = left.some(({ dueAt, inSeconds }) => dueAt === undefined && inSeconds <= shortDelaySeconds);
        if (!isShort) for (const name of queues) sqs.bringForward(name, now());
      }
      await new Promise((resolve) => setTimeout(resolve, idleLookMs));
    }
  };
};

/** The next moment at which work is due that waits for the clock. */
export const nextDueIn = ({ deployment, sqs }: Idling): number | undefined =>
  deployment.eventSources
    .flatMap(({ queueName }) => sqs.delayed(queueName))
    .flatMap(({ dueAt }) => dueAt ?? [])
    .toSorted((a, b) => a - b)[0];

type Pool = Pick<FunctionPool, 'running'>;

type Telling = Pick<Sandbox, 'isTelling' | 'bringForward'>;

interface Idling {
  readonly deployment: { readonly eventSources: readonly { readonly queueName: string }[] };
  readonly sqs: Pick<LocalSqs, 'depth' | 'delayed' | 'bringForward'>;
}
