import type { FunctionPool } from './lambda/functionPool.ts';
import type { Services } from './services.ts';

const idleLookMs = 20;

/** Answers when nothing runs and no queue that somebody works on holds a message, delayed ones included. */
export const makeIdle = (services: Services, pools: ReadonlyMap<string, FunctionPool>) => {
  const { deployment, sqs } = services;
  const isBusy = (): boolean =>
    [...pools.values()].some(({ running }) => running > 0) ||
    deployment.eventSources.some(({ queueName }) => {
      const { visible, inFlight, delayed } = sqs.depth(queueName);
      return visible + inFlight + delayed > 0;
    });
  return async (gone: AbortSignal): Promise<void> => {
    while (isBusy() && !gone.aborted) await new Promise((resolve) => setTimeout(resolve, idleLookMs));
  };
};
