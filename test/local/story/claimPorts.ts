import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Two ports that no other test takes until they are released, in whatever process or checkout it runs. */
export interface PortClaim {
  readonly port: number;
  readonly sandboxPort: number;
  readonly release: () => Promise<void>;
}

const firstPort = 21_000;
const portsPerClaim = 3;
const maxClaims = 200;
const maxWorkers = 8;

const listenOn = async (port: number): Promise<Server | undefined> => {
  const server = createServer();
  const listening = once(server, 'listening').then(
    () => server,
    () => undefined,
  );
  server.listen(port, '127.0.0.1');
  return listening;
};

const close = async (server: Server): Promise<void> => {
  server.close();
  await once(server, 'close');
};

const isFree = async (port: number): Promise<boolean> => {
  const server = await listenOn(port);
  if (server) await close(server);
  return server !== undefined;
};

/**
 * The first pair that nobody has, beginning with this test worker's own. Ports stand in the template: the same ones again
 * need no new synthesis. A third port is held for as long as the claim lasts, because the product listens on its own
 * only seconds later.
 */
export const claimPorts = async (): Promise<PortClaim> => {
  const own = Number(process.env['JEST_WORKER_ID'] ?? 1) % maxWorkers;
  for (let claim = own; claim < maxClaims; claim += maxWorkers) {
    const held = firstPort + portsPerClaim * claim;
    const [port, sandboxPort] = [held + 1, held + 2];
    const holder = await listenOn(held);
    if (!holder) continue;
    if ((await isFree(port)) && (await isFree(sandboxPort))) return { port, sandboxPort, release: () => close(holder) };
    await close(holder);
  }
  throw new Error('no free ports');
};
