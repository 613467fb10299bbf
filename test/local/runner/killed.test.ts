import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { aDataDir } from './aRunner.ts';

const jobs = z.array(z.object({ key: z.string(), begun: z.number(), done: z.number() }));

describe('a runner that is killed', () => {
  const dataDir = aDataDir();
  let child: ChildProcess | undefined;

  /** A process of its own, so that it can be killed; prints its address when it is ready. */
  const start = async (): Promise<string> => {
    const started = spawn(process.execPath, [join(import.meta.dirname, 'startFixture.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const [url] = z.tuple([z.url()]).parse(await once(createInterface(started.stdout), 'line'));
    return url;
  };

  const kill = async (): Promise<void> => {
    const ended = child && once(child, 'exit');
    child?.kill('SIGKILL');
    await ended;
  };

  const jobsAt = async (url: string) => jobs.parse(await (await fetch(`${url}/jobs`)).json());
  const post = (url: string, path: string, body?: unknown) =>
    fetch(`${url}${path}`, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) });

  afterAll(async () => {
    if (child?.exitCode === null && child.signalCode === null) await kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('finishes every job after the next start: those in hand, those that wait and those that are delayed', async () => {
    const before = await start();
    await post(before, '/jobs', [
      { key: 'in hand', first: 'hang' },
      { key: 'in hand too', first: 'hang' },
      { key: 'delayed', delaySeconds: 2 },
    ]);
    let begun = await jobsAt(before);
    while (begun.length === 0) begun = await jobsAt(before);

    await kill();
    const after = await start();
    await post(after, '/local/idle');
    const finished = await jobsAt(after);

    expect(begun.every(({ done }) => done === 0)).toBe(true);
    expect(finished.map(({ key, done }) => ({ key, done }))).toEqual([
      { key: 'delayed', done: 1 },
      { key: 'in hand', done: 1 },
      { key: 'in hand too', done: 1 },
    ]);
  });
});
