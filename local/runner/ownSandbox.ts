import * as z from 'zod';
import { join } from 'node:path';
import { startPontoSandbox } from '../ponto-sandbox/startPontoSandbox.ts';
import type { LocalSettings } from './settings.ts';

const clock = z.looseObject({ now: z.iso.datetime() });

const clockOf = (sandboxUrl: string): string => `${sandboxUrl}/sandbox-control/clock`;

const readClock = async (sandboxUrl: string): Promise<string> =>
  clock.parse(await (await fetch(clockOf(sandboxUrl))).json()).now;

/**
 * Moves the clock of our sandbox forward over its own control calls. A clock that is later already stays: time never
 * goes back.
 *
 * @throws Error when the sandbox does not answer as it should
 */
export const makeCatchUpWith = (sandboxUrl: string) => {
  const url = clockOf(sandboxUrl);
  return async (at: Date): Promise<void> => {
    if (at.getTime() <= Date.parse(await readClock(sandboxUrl))) return;
    const moved = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: at.toISOString() }),
    });
    if (!moved.ok) throw new Error(`the clock of the sandbox could not be moved (status ${moved.status})`);
  };
};

/** Our twin of Ponto beside the runner. */
export interface Sandbox {
  /** Where people open it. */
  readonly url: string;
  /** What its clock shows. */
  readonly now: () => Promise<string>;
  /**
   * Moves the sandbox's clock forward to a time, so that the refreshes that Ponto makes by itself until then have
   * happened. A clock that is later already stays: time never goes back.
   */
  readonly catchUpWith: (at: Date) => Promise<void>;
  readonly close: () => Promise<void>;
}

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
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `http://localhost:${port}`,
    now: () => readClock(origin),
    close,
    catchUpWith: makeCatchUpWith(origin),
  };
};
