import * as z from 'zod';

/** What a worker is started with. */
export const workerStart = z.object({
  modulePath: z.string(),
  handlerName: z.string(),
  /** Of the clock that its dates follow. */
  clock: z.instanceof(SharedArrayBuffer),
});

/** One invocation, from the runner to the worker. */
export const invocation = z.object({
  requestId: z.string(),
  /** JSON text: a function never shares an object with the runner. */
  event: z.string(),
  deadlineMs: z.number(),
  functionName: z.string(),
  functionArn: z.string(),
  memoryMegabytes: z.number(),
});
export type Invocation = z.output<typeof invocation>;

const failed = z.object({ kind: z.literal('failed'), errorType: z.string(), errorMessage: z.string() });

/** The answer: what the handler returned as JSON, or how it failed. */
export const workerAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('returned'), payload: z.string() }),
  failed,
]);

/** What a worker tells: first that the bundle is loaded or cannot be, then one answer per invocation. */
export const workerMessage = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('loaded') }),
  z.object({ stage: z.literal('not-loaded'), answer: failed }),
  z.object({ stage: z.literal('answered'), answer: workerAnswer }),
]);
export type WorkerMessage = z.output<typeof workerMessage>;
export type WorkerAnswer = z.output<typeof workerAnswer>;
