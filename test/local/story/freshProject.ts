import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** Makes the package of the client, as `npm run client` does. */
export const packClient = () => run(process.execPath, [join(root, 'client/build/main.ts')], { cwd: root });

/**
 * Checks the types of a fresh project by its own `tsconfig.json`. The compiler and Node's types are our own: an `npm install` there
 * would bring the same versions.
 */
export const checkTypes = async (folder: string): Promise<void> => {
  const types = join(folder, 'node_modules/@types');
  await mkdir(types, { recursive: true });
  await symlink(join(root, 'node_modules/@types/node'), join(types, 'node'));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
};

/**
 * A project of somebody else: an example as it lies here, and the package as it would be published. What the package names as its
 * dependencies is linked from our own installation, and nothing else is there: what it imports and does not name is missing.
 * `npm install` of the package would ask the registry, which no test does: `npm ci` leaves packages in npm's cache, and no lists of
 * their versions, without which npm installs nothing offline (`ENOTCACHED`).
 *
 * @returns its folder, for the caller to remove
 */
export const freshProject = async (example: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `ponto-${example}-`));
  await cp(join(root, 'examples', example), folder, { recursive: true });
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'ponto-bank-sync-client');
  await mkdir(installed, { recursive: true });
  const tarball = join(root, 'client/ponto-bank-sync-client-0.1.0.tgz');
  await run('tar', ['-xzf', tarball, '--strip-components', '1', '-C', installed]);
  const { dependencies } = manifest.parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')));
  for (const name of Object.keys(dependencies)) await symlink(join(root, 'node_modules', name), join(modules, name));
  return folder;
};
