import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '../template/deployment.ts';
import type { LocalClock } from '../clock.ts';
import { ExecutionEnvironment } from './executionEnvironment.ts';
import { maxAnswerBytes } from './payloadLimits.ts';
import type { WorkerAnswer } from './protocol.ts';

export interface PoolSettings {
  readonly lambda: LambdaFunction;
  readonly env: Record<string, string>;
  readonly clock: LocalClock;
  /** How many invocations run at once; more of them wait their turn. */
  readonly maximumConcurrency: number;
  readonly onLine: (line: string) => void;
  readonly onFailure: (errorType: string, errorMessage: string) => void;
}

/** Lambda hands no longer answer over: the caller is told that the function has failed. */
const withinLimit = (answer: WorkerAnswer): WorkerAnswer =>
  answer.kind === 'returned' && Buffer.byteLength(answer.payload) > maxAnswerBytes
    ? {
        kind: 'failed',
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${maxAnswerBytes} bytes).`,
      }
    : answer;

/** The execution environments of one function. */
export class FunctionPool {
  readonly #settings: PoolSettings;
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #busy = new Set<ExecutionEnvironment>();
  readonly #waiting: (() => void)[] = [];
  #stopped = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  get lambda(): LambdaFunction {
    return this.#settings.lambda;
  }

  /** Invocations that run or wait for their turn. */
  get running(): number {
    return this.#busy.size + this.#waiting.length;
  }

  async invoke(event: unknown): Promise<WorkerAnswer> {
    const environment = await this.#take();
    if (this.#stopped) await environment.stop();
    const { lambda } = this.#settings;
    const given = await environment.invoke(
      {
        requestId: randomUUID(),
        event: JSON.stringify(event),
        functionName: lambda.name,
        functionArn: lambda.arn,
        memoryMegabytes: lambda.memoryMegabytes,
      },
      lambda.timeoutSeconds * 1000,
    );
    this.#giveBack(environment);
    const answer = withinLimit(given);
    if (answer.kind === 'failed' && !this.#stopped) this.#settings.onFailure(answer.errorType, answer.errorMessage);
    return answer;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#idle, ...this.#busy].map((environment) => environment.stop()));
  }

  async #take(): Promise<ExecutionEnvironment> {
    while (this.#busy.size >= this.#settings.maximumConcurrency) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const environment = this.#warm() ?? this.#start();
    this.#busy.add(environment);
    return environment;
  }

  #warm(): ExecutionEnvironment | undefined {
    for (let next = this.#idle.pop(); next; next = this.#idle.pop()) if (next.usable) return next;
    return undefined;
  }

  #start(): ExecutionEnvironment {
    const { lambda, env, clock, onLine } = this.#settings;
    const { modulePath, handlerName, memoryMegabytes } = lambda;
    return new ExecutionEnvironment({ modulePath, handlerName, memoryMegabytes, env, clock, onLine });
  }

  #giveBack(environment: ExecutionEnvironment): void {
    this.#busy.delete(environment);
    if (environment.usable) this.#idle.push(environment);
    this.#waiting.shift()?.();
  }
}
