import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The product that the demo is shown on. */
export interface Product {
  readonly url: string;
  readonly isOurOwn: boolean;
  readonly stop: () => Promise<void>;
}

const maxLooks = 240;
const lookMs = 500;

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/v1/health`)).ok;
  } catch {
    return false;
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port was found');
  return address.port;
};

/** The `npm start` that runs already, or one of our own on free ports with data that is thrown away. */
export const findProduct = async (port: number): Promise<Product> => {
  const running = `http://localhost:${port}`;
  if (await answers(running)) return { url: running, isOurOwn: false, stop: async () => undefined };
  return startOwn();
};

/** A product with data that is thrown away, for a story that moves time far ahead. */
export const startOwn = async (): Promise<Product> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ponto-bank-sync-demo-'));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      LOCAL_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let isRunning = true;
  const ended = once(child, 'exit').then(() => (isRunning = false));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  for (let look = 0; look < maxLooks && isRunning; look += 1) {
    if (await answers(url)) return { url, isOurOwn: true, stop };
    await pause(lookMs);
  }
  await stop();
  throw new Error('the product did not start');
};
