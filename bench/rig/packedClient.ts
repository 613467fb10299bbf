import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type * as PackedClient from '../../client/src/index.ts';

const run = promisify(execFile);
const project = join(import.meta.dirname, '../..');

/**
 * Packs the client and unpacks it as somebody would install it, beside the packages that it names.
 *
 * @param folder gets `node_modules`
 */
export const installPackedClient = async (folder: string): Promise<typeof PackedClient> => {
  const client = join(project, 'client');
  await run(process.execPath, [join(client, 'build/main.ts')], { cwd: project });
  const packed = (await readdir(client)).find((name) => name.endsWith('.tgz'));
  if (packed === undefined) throw new Error('the client was not packed');
  const installed = join(folder, 'node_modules/ponto-bank-sync-client');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(client, packed), '-C', installed, '--strip-components=1']);
  for (const name of ['openapi-fetch', 'standardwebhooks'])
    await symlink(join(project, 'node_modules', name), join(folder, 'node_modules', name));
  return import(join(installed, 'dist/index.js'));
};
