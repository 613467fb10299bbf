import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../cloud/serviceFault.ts';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const holderOf = (path: string): number => {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
};

const tryTake = (path: string): boolean => {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
};

/** A file in its place, a folder that belongs to somebody else, a disk that is full or read-only. */
const notOurs = (dataDir: string, error: unknown): Error =>
  new Error(
    `nothing can be kept in ${dataDir} (${codeOf(error) ?? 'no reason given'}): ` +
      'set LOCAL_DATA_DIR to a folder that you may write to; it is made where it is missing',
    { cause: error },
  );

/** @returns whether nobody else holds it */
const begin = (dataDir: string, path: string): boolean => {
  try {
    // Keys and bank data of the sandbox lie in it: nobody else's business, on a shared machine too.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return tryTake(path);
  } catch (error) {
    throw notOurs(dataDir, error);
  }
};

/**
 * Two runners on one data directory would tear it apart. The file of a runner that was killed does not count.
 *
 * @throws Error with a sentence for the person at the keyboard
 */
export const lockDataDir = (dataDir: string): (() => void) => {
  const path = join(dataDir, 'runner.pid');
  if (!begin(dataDir, path)) {
    const pid = holderOf(path);
    if (pid > 0 && pid !== process.pid && isRunning(pid)) {
      throw new Error(
        `process ${pid} already runs on ${dataDir}: stop it, choose another LOCAL_DATA_DIR, ` +
          `or remove ${path} if that process is something else`,
      );
    }
    rmSync(path, { force: true });
    if (!tryTake(path)) throw new Error(`another runner is starting on ${dataDir}`);
  }
  return () => rmSync(path, { force: true });
};
