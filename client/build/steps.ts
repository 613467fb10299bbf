import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const client = join(import.meta.dirname, '..');

/** Building takes most of a minute: whoever waits sees what for. */
export const say = (what: string): void => void process.stdout.write(`client: ${what}\n`);

export const compile = (project: string): void => {
  execFileSync(join(client, '../node_modules/.bin/tsc'), ['-p', project], { cwd: client, stdio: 'inherit' });
};
