import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { client, compile, say } from './steps.ts';

/** Builds the client: JavaScript and declarations in `client/dist`, then the package as a file. */
say('types of the API, from its description');
await import('./types.ts');
say('JavaScript and declarations, in client/dist');
await rm(join(client, 'dist'), { recursive: true, force: true });
compile(join(client, 'tsconfig.build.json'));
say('the package');
execFileSync('npm', ['pack', '--silent'], { cwd: client, stdio: 'inherit' });
