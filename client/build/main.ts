import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import './types.ts';

/** Builds the client: JavaScript and declarations in `client/dist`, then the package as a file. */
const client = join(import.meta.dirname, '..');
await rm(join(client, 'dist'), { recursive: true, force: true });
const inherit = { cwd: client, stdio: 'inherit' } as const;
execFileSync(join(client, '../node_modules/.bin/tsc'), ['-p', join(client, 'tsconfig.build.json')], inherit);
execFileSync('npm', ['pack', '--silent'], inherit);
