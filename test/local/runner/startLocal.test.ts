import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';
import { readSettings } from '../../../local/runner/settings.ts';
import { startLocal } from '../../../local/runner/startLocal.ts';
import { aDataDir } from './aRunner.ts';

const laterTime = '2131-03-10T07:40:00.000Z';

describe('npm start', () => {
  let project: string;
  let events: string[];
  let steps: string[];
  let lines: string[];

  /** A project whose synthesis writes the fixture's stacks. */
  beforeEach(() => {
    [events, steps, lines] = [[], [], []];
    project = aDataDir();
    const assembly = JSON.stringify(join(import.meta.dirname, 'aFixtureAssembly.ts'));
    mkdirSync(join(project, 'infra/build'), { recursive: true });
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'cdk.json'), '{}');
    writeFileSync(join(project, 'infra/build/main.ts'), '');
    writeFileSync(
      join(project, 'infra/app.ts'),
      `import { aFixtureAssembly } from ${assembly};\naFixtureAssembly(process.env.CDK_OUTDIR);\n`,
    );
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const start = (env: Record<string, string> = {}, signal = new AbortController().signal) =>
    startLocal({
      project,
      settings: readSettings({ PORT: '0', SANDBOX_PORT: '0', LOCAL_DATA_DIR: join(project, 'data'), ...env }),
      startSandbox: async ({ clock }) => {
        events.push('sandbox started');
        return {
          url: 'http://localhost:3001',
          catchUp: () => {
            const moved = 'sandbox moved';
            if (clock.now() >= Date.parse(laterTime) && !events.includes(moved)) events.push(moved);
          },
          isTelling: () => false,
          bringForward: () => undefined,
          close: async () => void events.push('sandbox closed'),
        };
      },
      step: async (what, work) => {
        steps.push(what);
        return await work();
      },
      say: (line) => void lines.push(line),
      signal,
    });

  it('brings up the sandbox and the product, moves its clock with a schedule, and takes all of it down', async () => {
    const { runner, stop } = await start();
    const url = `http://127.0.0.1:${runner.port}`;

    const fired = await fetch(`${url}/local/schedules/daily`, {
      method: 'POST',
      body: JSON.stringify({ time: laterTime }),
    });
    const unknown = await fetch(`${url}/local/schedules/hourly`, { method: 'POST' });
    await stop();

    expect({ fired: fired.status, unknown: unknown.status }).toEqual({ fired: 200, unknown: 404 });
    expect(events).toEqual(['sandbox started', 'sandbox moved', 'sandbox closed']);
    expect(steps).toEqual([
      'Bundling the functions',
      'Synthesizing the stacks',
      'Starting the services, the functions and the Ponto sandbox',
    ]);
    expect(lines).toEqual([expect.stringMatching(/^\S+Z {2}schedule {1}daily, due at 2131-03-10T07:40:00.000Z$/)]);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('finds its data again at the next start', async () => {
    const first = await start();
    await fetch(`http://127.0.0.1:${first.runner.port}/jobs`, { method: 'POST', body: '[{"key":"kept"}]' });
    await fetch(`http://127.0.0.1:${first.runner.port}/local/idle`, { method: 'POST' });
    await first.stop();

    const second = await start();
    const jobs = await (await fetch(`http://127.0.0.1:${second.runner.port}/jobs`)).json();
    await second.stop();

    expect(jobs).toEqual([{ key: 'kept', begun: 1, done: 1 }]);
  });

  it('starts no sandbox beside another Ponto', async () => {
    const { stop } = await start({
      PONTO_API_URL: 'http://localhost:1/ponto-connect',
      PONTO_CLIENT_ID: 'id',
      PONTO_CLIENT_SECRET: 'secret',
    });
    await stop();

    expect(events).toEqual([]);
  });

  it('says which port is taken, before it does anything else, and leaves nothing behind', async () => {
    const taken = await serveOnLoopback(createServer());

    await expect(start({ PORT: String(taken.port) })).rejects.toThrow(/with PORT=<port>/);
    await expect(start({ SANDBOX_PORT: String(taken.port) })).rejects.toThrow(/with SANDBOX_PORT=<port>/);

    await taken.close();
    expect(events).toEqual([]);
    expect(readdirSync(join(project, 'data'))).toEqual([]);
  });

  it('takes down what has started when it is given up', async () => {
    const given = new AbortController();
    given.abort();

    await expect(start({}, given.signal)).rejects.toMatchObject({ name: 'AbortError' });
    const { stop } = await start();
    await stop();

    expect(events).toEqual(['sandbox started', 'sandbox closed']);
  });
});
