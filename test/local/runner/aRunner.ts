import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClock } from '../../../local/runner/clock.ts';
import { makeNews } from '../../../local/runner/news.ts';
import { startRunner, type Runner } from '../../../local/runner/runner.ts';
import { aFixtureAssembly } from './aFixtureAssembly.ts';

export const aDataDir = (): string => mkdtempSync(join(tmpdir(), 'ponto-local-'));

export interface FixtureRunner {
  readonly runner: Runner;
  readonly url: string;
  /** What the runner said on the console. */
  readonly said: readonly string[];
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body?: unknown) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/** The runner over the fixture's stacks, on a free port and a data directory of its own. */
export const aRunner = async (
  options: { readonly dataDir?: string; readonly onMove?: (now: Date) => void } = {},
): Promise<FixtureRunner> => {
  const dataDir = options.dataDir ?? aDataDir();
  const clock = openClock(dataDir);
  const { onMove } = options;
  const said: string[] = [];
  const runner = await startRunner({
    assembly: aFixtureAssembly(join(dataDir, 'cdk.out')),
    dataDir,
    port: 0,
    publicUrl: 'http://localhost:3000',
    pontoApplication: { clientId: 'client', clientSecret: 'not-a-secret' },
    clock,
    news: { ...makeNews(() => undefined, clock.now), problem: (text) => void said.push(text) },
    ...(onMove && {
      sandbox: {
        url: 'http://localhost:3001',
        catchUp: () => onMove(new Date(clock.now())),
        isTelling: () => false,
        bringForward: () => undefined,
      },
    }),
  });
  const url = `http://127.0.0.1:${runner.port}`;
  return {
    runner,
    url,
    said,
    get: (path, init) => fetch(`${url}${path}`, init),
    post: (path, body) =>
      fetch(`${url}${path}`, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) }),
    stop: async () => {
      await runner.stop();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
