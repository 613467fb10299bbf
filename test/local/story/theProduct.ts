import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { claimPorts, type PortClaim } from './claimPorts.ts';

const project = join(import.meta.dirname, '../../..');
/** As long as a suite waits for its start: the first one of a run makes the bundles, on a machine that is busy. */
const maxLooks = 1100;
const lookMs = 100;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Each test names what it expects of a body; a wrong shape fails there.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

type Call = (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

/** What a tenant's software does. */
export interface Caller {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: Call;
  readonly put: Call;
  readonly patch: Call;
  readonly delete: (path: string) => Promise<Answer>;
}

/** `npm start` as a process of its own: the bundles, the template and the sandbox, over HTTP alone. */
export class TheProduct {
  readonly port: number;
  readonly sandboxPort: number;
  readonly dataDir: string;
  readonly #releasePorts: () => Promise<void>;
  #child: ChildProcess | undefined;

  readonly #environment: NodeJS.ProcessEnv;

  private constructor({ port, sandboxPort, release }: PortClaim, dataDir: string, environment: NodeJS.ProcessEnv) {
    this.port = port;
    this.sandboxPort = sandboxPort;
    this.dataDir = dataDir;
    this.#releasePorts = release;
    this.#environment = environment;
  }

  /**
   * @param prepare puts into the data directory what an earlier run has left there
   * @param environment settings of the runner beside its ports
   */
  static async start(
    prepare?: (dataDir: string) => Promise<void>,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<TheProduct> {
    const dataDir = await mkdtemp(join(tmpdir(), 'ponto-story-'));
    await prepare?.(dataDir);
    const product = new TheProduct(await claimPorts(), dataDir, environment);
    try {
      await product.run();
      // A story says itself when Ponto speaks: its events and what the story does would race.
      await product.sandbox.patch('/settings', { webhookUrl: null });
    } catch (error) {
      await product.#end('SIGKILL');
      await product.#leaveNothing();
      throw error;
    }
    return product;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get sandboxUrl(): string {
    return `http://localhost:${this.sandboxPort}`;
  }

  /** Starts it, again after `kill`, on the data that is there. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [join(project, 'local/main.ts')], {
      env: {
        ...ownEnvironment(),
        ...this.#environment,
        PORT: String(this.port),
        SANDBOX_PORT: String(this.sandboxPort),
        LOCAL_DATA_DIR: this.dataDir,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    for (let look = 0; look < maxLooks && child.exitCode === null; look += 1) {
      if (await isUp(this.url)) return;
      await pause(lookMs);
    }
    throw new Error(`the product did not start: ${said}`);
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it; a call that a function may not make, in whatever story, is a hole in its policy. */
  async stop(): Promise<void> {
    try {
      const { denied } = (await this.local.get('/rights')).body;
      if (denied.length > 0) throw new Error(`functions lack rights: ${JSON.stringify(denied)}`);
    } finally {
      await this.#end('SIGTERM');
      await this.#leaveNothing();
    }
  }

  async #leaveNothing(): Promise<void> {
    await this.#releasePorts();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async tokenFor(tenantId: string): Promise<string> {
    const { body } = await request(`${this.url}/local/tokens`, 'POST', { tenantId });
    return body.token;
  }

  async as(tenantId: string): Promise<Caller> {
    return this.withToken(await this.tokenFor(tenantId));
  }

  withToken(token: string): Caller {
    return callerOf(this.url, { authorization: `Bearer ${token}` });
  }

  get local(): Caller {
    return callerOf(`${this.url}/local`, {});
  }

  get sandbox(): Caller {
    return callerOf(`${this.sandboxUrl}/sandbox-control`, {});
  }

  /** The evening of a day: the sandbox moves there, its banks work, the schedule reads. */
  async readOnEvening(date: string): Promise<void> {
    const { status } = await this.local.post('/schedules/every_12_hours', { time: `${date}T20:00:00Z` });
    if (status !== 200) throw new Error('the schedule did not fire');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** Banks answer within a test's patience, and customers may ask as often as they like. */
export const quickBanks = { runsAfterMs: 20, endsAfterMs: 60, throttleSeconds: 0 };

/** A product for all tests of a file: started before them, stopped after them, whatever they did. */
export const startForTests = (take: (started: TheProduct) => void, settings: object = {}): void => {
  let product: TheProduct | undefined;
  beforeAll(async () => {
    product = await TheProduct.start();
    take(product);
    await product.sandbox.patch('/settings', settings);
  }, 120_000);
  afterAll(() => product?.stop());
};

/** Nothing of the person who runs the tests but where programs are, and the moment that `npm run test:at` plays. */
export const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => ['PATH', 'LD_PRELOAD', 'NO_FAKE_STAT'].includes(name) || name.startsWith('FAKETIME'),
    ),
  );

const callerOf = (baseUrl: string, headers: Readonly<Record<string, string>>): Caller => {
  const call =
    (method: string): Call =>
    (path, body, more = {}) =>
      request(`${baseUrl}${path}`, method, body, { ...headers, ...more });
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
  };
};

const request = async (
  url: string,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

const isUp = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/v1/health`)).ok;
  } catch {
    return false;
  }
};
