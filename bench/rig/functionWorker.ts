import type { FunctionName } from '../../shared/contracts/environment.ts';
import type { Rig } from './startRig.ts';
import { startWorker, type Worker } from './worker.ts';

/** A process with a function in it; a call of it ends when the template says so. */
export interface FunctionWorker extends Omit<Worker, 'invoke'> {
  readonly invoke: (event: unknown) => ReturnType<Worker['invoke']>;
}

/**
 * A function of the template in a fresh process, with its memory.
 *
 * @param environment by default exactly that of the template
 */
export const startFunction = async (
  rig: Rig,
  of: FunctionName,
  environment: Readonly<Record<string, string>> = rig.environment(of),
): Promise<FunctionWorker> => {
  const { name, modulePath, memoryMegabytes, timeoutSeconds } = rig.lambda(of);
  const script = rig.child('invoke');
  const worker = await startWorker({ script, modulePath, functionName: name, memoryMegabytes, environment });
  return { ...worker, invoke: (event) => worker.invoke(event, timeoutSeconds) };
};
