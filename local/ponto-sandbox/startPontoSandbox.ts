import { rename } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { advance } from './core/advance.ts';
import { createSandbox } from './core/sandbox.ts';
import { openWorld, type SandboxApplication, type World, type WorldOptions } from './core/world.ts';
import { makeApiHandler } from './http/apiRoutes.ts';
import { addConsentRoutes } from './http/consentRoutes.ts';
import { ownClock, type SandboxClock } from './http/clock.ts';
import { makeControlApi } from './http/controlRoutes.ts';
import { FaultBoard } from './http/faults.ts';
import { addReauthorizationRoutes } from './http/reauthorizationRoutes.ts';
import { addLogoRoutes } from './http/logoRoutes.ts';
import { refuseOtherSites, refuseStrangers } from './http/ownCallers.ts';
import type { Running } from './http/running.ts';
import { makeSaving } from './http/saving.ts';
import { loadSandbox, saveSandbox } from './http/stateFile.ts';
import { addWebhookKeyRoutes, makeWebhooks, webhookRetryAfterMs } from './http/webhooks.ts';

export interface PontoSandboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Where the state is kept; without it nothing is. */
  readonly dataDir?: string;
  /** Wall time. @default the machine's */
  readonly now?: () => number;
  /** One that others live by too. @default its own, which is the wall's until it is moved */
  readonly clock?: Omit<SandboxClock, 'restart'>;
  /** @default one that is always the same, so that ids are too */
  readonly seed?: string;
  readonly platform: SandboxApplication;
  /** @default any loopback address ending in /oauth/callback */
  readonly redirectUris?: readonly string[];
  /** @default the address that it listens on */
  readonly publicUrl?: string;
  /** The application that webhooks are signed for. */
  readonly applicationId?: string;
  /** Where events go until somebody says otherwise. @default nowhere */
  readonly webhookUrl?: string;
  /** Waiting times between attempts. @default those of the reference, section 7.1 */
  readonly webhookRetryAfterMs?: readonly number[];
  readonly log: (line: string) => void;
}

export interface PontoSandbox {
  readonly url: string;
  readonly port: number;
  /** The sandbox's own time, in milliseconds. */
  readonly now: () => number;
  /** Lives through what its clock has passed: runs fall due, and what they find is told. */
  readonly catchUp: () => void;
  /** Whether an event is on its way, or waits for its next attempt. */
  readonly isTelling: () => boolean;
  /** Makes the next attempts now, a few at a time. */
  readonly bringForward: () => void;
  /** Saves everything and stops. */
  readonly close: () => Promise<void>;
}

/** Changes are saved this long after the first of them. */
const saveAfterMs = 250;

const stateFileOf = (dataDir: string): string => join(dataDir, 'ponto-sandbox.json');

const loadState = async ({ dataDir, log }: PontoSandboxOptions) => {
  if (dataDir === undefined) return undefined;
  const saved = await loadSandbox(stateFileOf(dataDir));
  if (saved === 'unreadable') {
    await rename(stateFileOf(dataDir), `${stateFileOf(dataDir)}.unreadable`);
    log('ponto sandbox: the saved state could not be read; it is put aside and a new one begins');
  }
  return typeof saved === 'string' ? undefined : saved;
};

/** Ponto on this machine: API, custom integrations, consent page, webhook keys and the control API, on loopback only. */
export const startPontoSandbox = async (options: PontoSandboxOptions): Promise<PontoSandbox> => {
  const { dataDir, log, now: wallNow = Date.now, seed = 'ponto-sandbox' } = options;
  const saved = await loadState(options);
  const clock: SandboxClock = options.clock ?? ownClock(wallNow, saved?.offsetMs ?? 0);
  const { now } = clock;
  // What has happened here is not ahead of anybody who lives by the same clock.
  if (options.clock && saved) clock.moveTo(saved.state.now);
  const faults = new FaultBoard();
  const app = new Hono<{ Bindings: HttpBindings }>();
  const server = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' });
  const port = await listening(server);
  const url = options.publicUrl ?? `http://localhost:${port}`;
  const worldOptions: WorldOptions = {
    publicUrl: url,
    platform: options.platform,
    ...(options.redirectUris ? { redirectUris: options.redirectUris } : {}),
    ...(options.webhookUrl === undefined ? {} : { webhookUrl: options.webhookUrl }),
  };
  let world: World = saved
    ? openWorld(saved.state, worldOptions)
    : createSandbox({ ...worldOptions, seed, now: now() });
  // Counts what the revision of one world does not tell: a set clock, a world replaced.
  let revisionsBefore = 0;
  const saving = makeSaving({
    revision: () => (dataDir === undefined ? 0 : revisionsBefore + world.revision),
    save: () =>
      dataDir === undefined
        ? Promise.resolve()
        : saveSandbox(stateFileOf(dataDir), { offsetMs: now() - wallNow(), state: world.state }),
    failed: (error) => log(`ponto sandbox: saving failed (${error instanceof Error ? error.message : 'unknown'})`),
    waitMs: saveAfterMs,
  });
  // The world of a first start is saved as well.
  revisionsBefore += 1;
  const running: Running = {
    get world() {
      return world;
    },
    now,
    worked: () => {
      saving.soon();
      webhooks.deliver();
    },
    saved: () => saving.flush(),
    setClock: (to) => {
      clock.moveTo(to);
      revisionsBefore += 1;
    },
    reset: () => {
      clock.restart?.();
      revisionsBefore += world.revision + 1;
      const { seed: oldSeed, generation } = world.state;
      world = createSandbox({ ...worldOptions, seed: oldSeed, now: now(), generation: generation + 1 });
    },
  };
  const webhooks = makeWebhooks(running, {
    issuer: url,
    applicationId: options.applicationId ?? 'ponto-sandbox',
    receiverNow: options.clock ? now : wallNow,
    retryAfterMs: options.webhookRetryAfterMs ?? webhookRetryAfterMs,
    log,
    ...(dataDir === undefined ? {} : { keyFile: join(dataDir, 'ponto-sandbox-webhook-key.pem') }),
  });
  app.use(refuseOtherSites(url));
  app.use('/sandbox-control/*', refuseStrangers);
  addConsentRoutes(app, running);
  addReauthorizationRoutes(app, running);
  addWebhookKeyRoutes(app, running, webhooks);
  addLogoRoutes(app);
  app.route('/sandbox-control', makeControlApi(running, faults));
  app.all('*', makeApiHandler(running, faults));
  saving.soon();
  return {
    url,
    port,
    now,
    catchUp: () => {
      advance(world, now());
      running.worked();
    },
    isTelling: webhooks.isTelling,
    bringForward: webhooks.bringForward,
    close: async () => {
      await closed(server);
      await webhooks.close();
      await saving.flush();
    },
  };
};

type Server = ReturnType<typeof serve>;

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => resolve(portOf(server.address())));
  });

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
