import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import * as z from 'zod';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';
import { startOwnSandbox } from '../../../local/runner/ownSandbox.ts';
import { readSettings } from '../../../local/runner/settings.ts';
import { aDataDir } from './aRunner.ts';

describe('our sandbox beside the runner', () => {
  it('goes to the time of a schedule, and is still there after a restart', async () => {
    const dataDir = aDataDir();
    const free = await serveOnLoopback(createServer());
    await free.close();
    const settings = readSettings({ SANDBOX_PORT: String(free.port), LOCAL_DATA_DIR: dataDir });
    const clock = async () => {
      const answer = await fetch(`${free.url}/sandbox-control/clock`);
      return Date.parse(z.object({ now: z.iso.datetime() }).parse(await answer.json()).now);
    };
    const inTenDays = new Date(Date.now() + 10 * 86_400_000);

    const first = await startOwnSandbox(settings, () => undefined);
    await first.catchUpWith(inTenDays);
    await first.catchUpWith(new Date());
    const moved = await clock();
    await first.close();
    const second = await startOwnSandbox(settings, () => undefined);
    const kept = await clock();
    await second.close();
    rmSync(dataDir, { recursive: true, force: true });

    expect(moved).toBeGreaterThanOrEqual(inTenDays.getTime());
    expect(kept).toBeGreaterThanOrEqual(moved);
  });
});
