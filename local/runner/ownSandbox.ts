import { join } from 'node:path';
import { startPontoSandbox } from '../ponto-sandbox/startPontoSandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { makeCatchUpWith } from './sandboxClock.ts';
import type { LocalSettings } from './settings.ts';

const isLoopback = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** Starts our Ponto sandbox on its port, with the client that the functions will ask with. */
export const startOwnSandbox = async (settings: LocalSettings, log: (text: string) => void): Promise<Sandbox> => {
  const { clientId, clientSecret } = settings.pontoApplication;
  const { port, close } = await startPontoSandbox({
    port: settings.sandboxPort,
    dataDir: join(settings.dataDir, 'ponto-sandbox'),
    platform: { clientId, clientSecret },
    // Addresses on this machine are registered already; a tunnel to it is not.
    ...(isLoopback(settings.publicUrl) ? {} : { redirectUris: [`${settings.publicUrl}/oauth/callback`] }),
    applicationId: settings.pontoApplicationId,
    log,
  });
  return { close, catchUpWith: makeCatchUpWith(`http://127.0.0.1:${port}`) };
};
