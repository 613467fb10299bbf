import { foundSeededOrganizations } from './organizations.ts';
import { emptyState, openWorld, type World, type WorldOptions } from './world.ts';

interface SandboxStart extends WorldOptions {
  readonly seed: string;
  readonly now: number;
  /** Raised by each reset. @default 1 */
  readonly generation?: number;
  /** A simulation founds its own. @default true */
  readonly seededOrganizations?: boolean;
}

/** A new world. Equal starts and equal calls make equal states. */
export const createSandbox = (start: SandboxStart): World => {
  const { seed, now, generation, seededOrganizations = true, ...options } = start;
  const world = openWorld(emptyState(seed, now, generation), options);
  if (seededOrganizations) foundSeededOrganizations(world);
  return world;
};
