import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';

/** One invocation, and what it took in its process. */
export interface Measured {
  readonly answer?: unknown;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The most that the process ever held, loading included. */
  readonly peakBytes: number;
}

export interface Worker {
  readonly invoke: (event: unknown, timeoutSeconds: number) => Promise<Measured>;
  /** What the process has written to its log so far. */
  readonly writtenBytes: () => number;
  readonly stop: () => Promise<void>;
}

export interface WorkerStart {
  /** The bundle of `bench/children/invoke`. */
  readonly script: string;
  readonly modulePath: string;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly environment: Record<string, string>;
}

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('done'),
    // A function that answers nothing leaves it out.
    answer: z.unknown().optional(),
    wallMs: z.number(),
    cpuMs: z.number(),
    peakBytes: z.number(),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);
type Message = z.output<typeof message>;

const lastLines = 5;

/** Heap limits that fit the memory of the function, a tenth of it for what is young. */
const heapLimits = (megabytes: number): readonly string[] => {
  const young = Math.floor(megabytes / 10);
  return [`--max-old-space-size=${megabytes - young}`, `--max-semi-space-size=${Math.floor(young / 2)}`];
};

const nextMessage = (child: ChildProcess, said: () => string): Promise<Message> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`the process of a measurement ended: ${said()}`));
    child.once('exit', ended);
    child.once('message', (text) => {
      child.off('exit', ended);
      resolve(message.parse(JSON.parse(String(text))));
    });
  });

/** A fresh process with one bundle in it, loaded when this resolves. */
export const startWorker = async ({ script, environment, ...start }: WorkerStart): Promise<Worker> => {
  const child = fork(script, [JSON.stringify(start)], {
    env: environment,
    execArgv: [...heapLimits(start.memoryMegabytes)],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  let written = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes) => {
      written += Buffer.byteLength(bytes);
      lines.splice(0, Math.max(0, lines.push(String(bytes)) - lastLines));
    });
  }
  const said = (): string => lines.join('').trim();
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await nextMessage(child, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    writtenBytes: () => written,
    invoke: async (event, timeoutSeconds) => {
      const answered = nextMessage(child, said);
      child.send(JSON.stringify({ event, timeoutMs: timeoutSeconds * 1000 }));
      const outcome = await answered;
      if (outcome.kind === 'done') return outcome;
      throw new Error(`a measured function failed: ${outcome.kind === 'failed' ? outcome.reason : 'out of turn'}`);
    },
  };
};
