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
  } catch {
    return false;
  }
};

/**
 * Two runners on one data directory would tear it apart. The file of a runner that was killed does not count.
 *
 * @throws Error with a sentence for the person at the keyboard
 */
export const lockDataDir = (dataDir: string): (() => void) => {
  // Keys and bank data of the sandbox lie in it: nobody else's business, on a shared machine too.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'runner.pid');
  if (!tryTake(path)) {
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
