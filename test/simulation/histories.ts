import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What a script of this room prints, in a process of its own: the histories of a suite would wait for each other, and
 * mutants are made by Node's own loader.
 */
export const printed = (script: string, ...options: readonly string[]): Promise<string> =>
  run(process.execPath, [join(import.meta.dirname, script), ...options]).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)),
  );

/** How a run of `main.ts` ends that met something and found nothing wrong, in histories of all kinds. */
export const nothingWrong =
  /^(\d+ histories of (account|accounts|webhooks): .*, [1-9]\d* faults injected, [1-9]\d* events, 0 violations\n){3}$/;
