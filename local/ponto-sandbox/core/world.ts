import { idOf, opaqueOf } from './chance.ts';
import { nextBackgroundRun } from './calendar.ts';
import type { SandboxState, Settings } from './state.ts';

export interface SandboxApplication {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a world is opened with; none of it is part of the state. */
export interface WorldOptions {
  /** Where people and software reach the sandbox, without a slash at the end. */
  readonly publicUrl: string;
  readonly platform: SandboxApplication;
  /** Addresses registered for the platform. @default any loopback address ending in /oauth/callback */
  readonly redirectUris?: readonly string[];
  /** Where events go while the settings name no other place. @default nowhere */
  readonly webhookUrl?: string;
}

/** The state and what is needed to work on it. */
export interface World extends WorldOptions {
  readonly state: SandboxState;
  /** Raised by everything that should be saved. */
  revision: number;
  requests: number;
}

const defaultSettings: Settings = {
  pkceAlways: false,
  refreshReuseRevokesChain: true,
  clampPageLimit: false,
  customerIpAddressOptional: false,
  throttleSeconds: 10,
  runsAfterMs: 500,
  endsAfterMs: 1500,
};

/** A world in which nothing has happened yet. */
export const emptyState = (seed: string, now: number, generation = 1): SandboxState => ({
  version: 1,
  seed,
  generation,
  idsMade: 0,
  now,
  nextBackgroundAt: nextBackgroundRun(now),
  settings: { ...defaultSettings },
  maintenance: {},
  organizations: {},
  bankAccounts: {},
  accounts: {},
  integrations: {},
  synchronizations: {},
  activeSynchronizations: [],
  codes: {},
  chains: {},
  accessTokens: {},
  refreshTokens: {},
  onboardings: {},
  reauthorizations: {},
  remembered: {},
  outbox: [],
});

export const openWorld = (state: SandboxState, options: WorldOptions): World => ({
  ...options,
  state,
  revision: 0,
  requests: 0,
});

/** Where events go; null is nowhere. */
export const webhookUrlOf = ({ state, webhookUrl }: World): string | null =>
  state.settings.webhookUrl === undefined ? (webhookUrl ?? null) : state.settings.webhookUrl;

/** Says that the state has to be saved. */
export const changed = (world: World): void => {
  world.revision += 1;
};

const nextName = ({ state }: World): string => {
  state.idsMade += 1;
  return `${state.seed}/${state.generation}/${state.idsMade}`;
};

export const newId = (world: World): string => idOf(nextName(world));

/** Nobody outside can guess it from an id, but the next run of the same story makes the same one. */
export const newSecret = (world: World, prefix: string): string => `${prefix}${opaqueOf(nextName(world))}`;
