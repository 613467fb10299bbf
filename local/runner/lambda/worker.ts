import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock, LocalClock } from '../clock.ts';
import { invocation, workerStart, type Invocation, type WorkerAnswer, type WorkerMessage } from './protocol.ts';

/** The Lambda runtime of one execution environment: loads the bundle once, then answers one invocation at a time. */
const { modulePath, handlerName, clock } = workerStart.parse(workerData);
followClock(new LocalClock(clock));

/** Real time, also when the clock is moved meanwhile. */
const remainingUntil = (deadlineMs: number): (() => number) => {
  const endsAt = performance.now() + deadlineMs - Date.now();
  return () => Math.max(0, endsAt - performance.now());
};

const contextOf = ({ requestId, deadlineMs, functionName, functionArn, memoryMegabytes }: Invocation) => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn,
  memoryLimitInMB: String(memoryMegabytes),
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local',
  getRemainingTimeInMillis: remainingUntil(deadlineMs),
});

const failure = (error: unknown) => ({
  kind: 'failed' as const,
  errorType: error instanceof Error ? error.name : 'Error',
  errorMessage: error instanceof Error ? error.message : 'the function threw something that is no error',
});

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const loadHandler = async (): Promise<Handler> => {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(modulePath).href);
  const handler = module[handlerName];
  if (typeof handler !== 'function') throw new Error(`the bundle has no export "${handlerName}"`);
  return async (event, context) => await handler(event, context);
};

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

const answer = async (handler: Handler, message: unknown): Promise<WorkerAnswer> => {
  try {
    const call = invocation.parse(message);
    const result: unknown = await handler(JSON.parse(call.event), contextOf(call));
    return { kind: 'returned', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return failure(error);
  }
};

try {
  const handler = await loadHandler();
  parentPort?.on('message', (message: unknown) => {
    void answer(handler, message).then((result) => tell({ stage: 'answered', answer: result }));
  });
  tell({ stage: 'loaded' });
} catch (error) {
  tell({ stage: 'not-loaded', answer: failure(error) });
}
