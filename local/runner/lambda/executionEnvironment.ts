import { Worker } from 'node:worker_threads';
import type { LocalClock } from '../clock.ts';
import { messageOf } from '../../cloud/serviceFault.ts';
import { workerMessage, type Invocation, type WorkerAnswer } from './protocol.ts';

export interface EnvironmentSettings {
  readonly modulePath: string;
  readonly handlerName: string;
  readonly env: Record<string, string>;
  readonly memoryMegabytes: number;
  readonly clock: LocalClock;
  readonly onLine: (line: string) => void;
}

/** Loading a bundle is not counted against the function's own time, but it has an end too. */
const loadTimeoutMs = 10_000;

const failed = (errorType: string, errorMessage: string): WorkerAnswer => ({ kind: 'failed', errorType, errorMessage });

/** Cuts a stream into lines; the rest of a last line comes when the stream ends. */
const eachLine = (stream: NodeJS.ReadableStream, onLine: (line: string) => void): void => {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
};

/** One worker with the function loaded in it: reused while it is well, thrown away when it crashed or ran too long. */
export class ExecutionEnvironment {
  readonly #worker: Worker;
  readonly #clock: LocalClock;
  readonly #loaded: Promise<void>;
  #onLoaded: () => void = () => undefined;
  #settle: ((answer: WorkerAnswer) => void) | undefined;
  /** Why the worker is gone, once it is. */
  #ended: WorkerAnswer | undefined;

  constructor({ modulePath, handlerName, env, memoryMegabytes, clock, onLine }: EnvironmentSettings) {
    this.#clock = clock;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { modulePath, handlerName, clock: clock.shared },
      env,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    eachLine(this.#worker.stdout, onLine);
    eachLine(this.#worker.stderr, onLine);
    this.#loaded = new Promise((resolve) => {
      this.#onLoaded = resolve;
    });
    this.#worker.on('message', (message: unknown) => this.#receive(message));
    this.#worker.on('error', (error) => this.#end(failed('Runtime.Crashed', messageOf(error))));
    this.#worker.on('exit', (code) => this.#end(failed('Runtime.ExitError', `the runtime exited with code ${code}`)));
  }

  /** False once the worker is gone: the next invocation needs a new one. */
  get usable(): boolean {
    return this.#ended === undefined;
  }

  /** @param call told its deadline when the bundle is loaded, as Lambda does */
  async invoke(call: Omit<Invocation, 'deadlineMs'>, timeoutMs: number): Promise<WorkerAnswer> {
    await this.#limited(this.#loaded, loadTimeoutMs);
    if (this.#ended) return this.#ended;
    const answered = new Promise<WorkerAnswer>((resolve) => {
      this.#settle = resolve;
    });
    this.#worker.postMessage({ ...call, deadlineMs: this.#clock.now() + timeoutMs });
    return await this.#limited(answered, timeoutMs);
  }

  async #limited<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
    const timer = setTimeout(() => {
      this.#end(failed('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`));
    }, timeoutMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    this.#end(failed('Runtime.ExitError', 'the runner stops'));
    await this.#worker.terminate();
  }

  #receive(text: unknown): void {
    const message = workerMessage.parse(text);
    switch (message.stage) {
      case 'loaded':
        return this.#onLoaded();
      case 'not-loaded':
        return this.#end(message.answer);
      case 'answered':
        return this.#finish(message.answer);
    }
  }

  #finish(answer: WorkerAnswer): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(answer);
  }

  #end(answer: WorkerAnswer): void {
    this.#ended ??= answer;
    this.#onLoaded();
    this.#finish(answer);
    void this.#worker.terminate();
  }
}
