import { join } from 'node:path';
import { startPontoSandbox } from '../ponto-sandbox/startPontoSandbox.ts';
import type { LocalClock } from './clock.ts';
import type { LocalSettings } from './settings.ts';

/** Our twin of Ponto beside the runner. It lives by the clock of the product. */
export interface Sandbox {
  /** Where people open it. */
  readonly url: string;
  /** Lives through what the clock has passed: refreshes that Ponto makes by itself have happened, and are being told. */
  readonly catchUp: () => void;
  /** Whether an event is on its way to the product, or will be sent again. */
  readonly isTelling: () => boolean;
  /** Sends again what waits for its next attempt. */
  readonly bringForward: () => void;
  readonly close: () => Promise<void>;
}

export interface SandboxStart {
  readonly settings: LocalSettings;
  readonly clock: LocalClock;
  readonly log: (text: string) => void;
}

const isLoopback = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** Starts our Ponto sandbox on its port, with the client that the functions will ask with. */
export const startOwnSandbox = async ({ settings, clock, log }: SandboxStart): Promise<Sandbox> => {
  const { clientId, clientSecret } = settings.pontoApplication;
  const { port, catchUp, isTelling, bringForward, close } = await startPontoSandbox({
    port: settings.sandboxPort,
    dataDir: join(settings.dataDir, 'ponto-sandbox'),
    clock,
    platform: { clientId, clientSecret },
    // Addresses on this machine are registered already; a tunnel to it is not.
    ...(isLoopback(settings.publicUrl) ? {} : { redirectUris: [`${settings.publicUrl}/oauth/callback`] }),
    applicationId: settings.pontoApplicationId,
    webhookUrl: `http://localhost:${settings.port}/webhooks/ponto`,
    log,
  });
  return { url: `http://localhost:${port}`, catchUp, isTelling, bringForward, close };
};
