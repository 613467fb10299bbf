import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, run } from './run.ts';

/** A reason why this machine cannot run the tier, as a sentence. */
export class NotHere extends Error {}

const oldest = [3, 11];
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

const isNewEnough = async (python: string, cwd: string): Promise<boolean> => {
  const test = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${oldest.join(', ')}))`;
  try {
    return (await run(python, ['-c', test], { cwd })).code === 0;
  } catch {
    return false;
  }
};

/** @throws NotHere without a Python that is new enough and can make virtual environments */
export const findPython = async (cwd: string): Promise<string> => {
  for (const python of candidates) if (await isNewEnough(python, cwd)) return python;
  throw new NotHere(`no Python of at least ${oldest.join('.')} with venv was found`);
};

const unreachable = /connection|timed out|name resolution|network is unreachable|no route|proxy/i;
const notServed = /no matching distribution|could not find a version/i;

/**
 * A virtual environment with what a requirements file pins, made once per content of that file.
 *
 * @returns its folder of programs
 * @throws NotHere when the package index cannot be reached, or does not serve what is pinned
 */
export const installed = async (python: string, requirements: string, folder: string): Promise<string> => {
  const bin = join(folder, 'bin');
  const stamp = join(folder, 'made-from');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return bin;
  rmSync(folder, { recursive: true, force: true });
  const cwd = process.cwd();
  await mustRun(python, ['-m', 'venv', folder], { cwd });
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '-r', requirements];
  const { code, output } = await run(join(bin, 'python'), args, { cwd });
  if (code !== 0) {
    if (unreachable.test(output)) throw new NotHere('the Python package index cannot be reached');
    if (notServed.test(output)) throw new NotHere('the Python package index does not serve what is pinned');
    throw new Error(`pip could not install ${requirements}:\n${output.trim()}`);
  }
  writeFileSync(stamp, wanted);
  return bin;
};
