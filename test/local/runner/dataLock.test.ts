import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDir } from '../../../local/runner/dataLock.ts';
import { aDataDir } from './aRunner.ts';

describe('the lock of a data directory', () => {
  const dataDir = aDataDir();
  const path = join(dataDir, 'runner.pid');
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('refuses a second runner while the first one runs, and says what to do', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    writeFileSync(path, String(other.pid));

    expect(() => lockDataDir(dataDir)).toThrow(new RegExp(`process ${other.pid} already runs on .*LOCAL_DATA_DIR`));

    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    lockDataDir(dataDir)();
  });

  it('is refused where no folder can be, and says which variable names another', () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');

    expect(() => lockDataDir(file)).toThrow(/nothing can be kept in .*a-file \(EEXIST\): set LOCAL_DATA_DIR/);
    expect(() => lockDataDir(join(file, 'below'))).toThrow(/\(ENOTDIR\): set LOCAL_DATA_DIR/);
  });

  it('is taken over from a runner that is gone, and given back', () => {
    writeFileSync(path, 'not a number');

    const release = lockDataDir(dataDir);

    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    release();
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });
});
