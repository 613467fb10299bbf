import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import * as z from 'zod';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';
import { openClock } from '../../../local/runner/clock.ts';
import { startOwnSandbox } from '../../../local/runner/ownSandbox.ts';
import { readSettings } from '../../../local/runner/settings.ts';
import { aDataDir } from './aRunner.ts';

const shown = z.object({ now: z.iso.datetime() });
const told = z.object({ webhookUrl: z.string().nullable() });

describe('our sandbox beside the runner', () => {
  let dataDir: string;
  let url: string;
  beforeEach(async () => {
    dataDir = aDataDir();
    const free = await serveOnLoopback(createServer());
    await free.close();
    url = free.url;
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const start = async () => {
    const clock = openClock(dataDir);
    const settings = readSettings({ PORT: '3456', SANDBOX_PORT: new URL(url).port, LOCAL_DATA_DIR: dataDir });
    return { clock, sandbox: await startOwnSandbox({ settings, clock, log: () => undefined }) };
  };
  const call = async (path: string, method = 'GET', body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/sandbox-control${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return await answer.json();
  };
  const clockThere = async () => Date.parse(shown.parse(await call('/clock')).now);
  const inDays = (days: number): number => Date.now() + days * 86_400_000;

  it('lives by the clock of the product, whichever of the two is moved, and after a restart', async () => {
    const first = await start();
    first.clock.moveTo(inDays(10));
    const moved = await clockThere();
    await call('/clock', 'POST', { now: new Date(inDays(20)).toISOString() });
    const productMoved = first.clock.now();
    await call('/reset', 'POST');
    const reset = await clockThere();
    await first.sandbox.close();
    const second = await start();
    const kept = await clockThere();
    await second.sandbox.close();

    expect(moved).toBeGreaterThanOrEqual(inDays(10) - 60_000);
    expect(productMoved).toBeGreaterThanOrEqual(inDays(20) - 60_000);
    expect(reset).toBeGreaterThanOrEqual(productMoved);
    expect(kept).toBeGreaterThanOrEqual(reset);
  });

  it('takes the product along to where it was left before there was one clock', async () => {
    const first = await start();
    first.clock.moveTo(inDays(10));
    first.sandbox.catchUp();
    await first.sandbox.close();
    rmSync(`${dataDir}/clock.json`);

    const { clock, sandbox } = await start();
    await sandbox.close();

    expect(clock.now()).toBeGreaterThan(inDays(9));
  });

  it('sends its events to the product until somebody says otherwise', async () => {
    const { sandbox } = await start();
    const first = told.parse(await call('/settings')).webhookUrl;
    await call('/settings', 'PATCH', { webhookUrl: null });
    const silenced = told.parse(await call('/settings')).webhookUrl;
    await call('/reset', 'POST');
    const reset = told.parse(await call('/settings')).webhookUrl;
    await sandbox.close();

    expect([first, silenced, reset]).toEqual([
      'http://localhost:3456/webhooks/ponto',
      null,
      'http://localhost:3456/webhooks/ponto',
    ]);
  });
});
