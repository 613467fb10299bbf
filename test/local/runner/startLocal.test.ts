import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';
import { readSettings } from '../../../local/runner/settings.ts';
import { startLocal } from '../../../local/runner/startLocal.ts';
import { aDataDir } from './aRunner.ts';

describe('npm start', () => {
  let project: string;
  let events: string[];

  /** A project whose synthesis writes the fixture's stacks. */
  beforeEach(() => {
    events = [];
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
      startSandbox: async () => {
        events.push('sandbox started');
        return {
          url: 'http://localhost:3001',
          now: async () => '2026-03-09T12:00:00Z',
          catchUpWith: async (at) => void events.push(`clock at ${at.toISOString()}`),
          close: async () => void events.push('sandbox closed'),
        };
      },
      log: () => undefined,
      signal,
    });

  it('brings up the sandbox and the product, moves its clock with a schedule, and takes all of it down', async () => {
    const { runner, stop } = await start();
    const url = `http://127.0.0.1:${runner.port}`;

    const fired = await fetch(`${url}/local/schedules/daily`, {
      method: 'POST',
      body: '{"time":"2026-03-10T07:40:00Z"}',
    });
    const unknown = await fetch(`${url}/local/schedules/hourly`, { method: 'POST' });
    await stop();

    expect({ fired: fired.status, unknown: unknown.status }).toEqual({ fired: 200, unknown: 404 });
    expect(events).toEqual(['sandbox started', 'clock at 2026-03-10T07:40:00.000Z', 'sandbox closed']);
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
