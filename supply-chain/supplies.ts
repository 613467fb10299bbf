import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLock, parseManifest, parseSettings } from './documents.ts';
import type { Supply } from './rules.ts';

/** A set of packages that comes in by a lock of its own, and the folder that has it. */
export interface LockedSupply extends Supply {
  readonly folder: string;
}

const supplyIn = (folder: string): LockedSupply => {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    folder,
    manifest: parseManifest(read('package.json')),
    lock: parseLock(read('package-lock.json')),
    settings: parseSettings(read('.npmrc')),
  };
};

/**
 * All that comes in by a lock: what `npm ci` brings, and the linters of the API's description, which are installed apart.
 *
 * @param project the folder of the project
 */
export const supplies = (project: string): Readonly<Record<'the product' | 'its linters', LockedSupply>> => {
  const linters = supplyIn(join(project, 'test/description/lint/tools'));
  return {
    'the product': supplyIn(project),
    // Nothing of them is deployed, whatever their manifest calls them.
    'its linters': { ...linters, lock: linters.lock.map((one) => ({ ...one, dev: true })) },
  };
};
