import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { version } from '../../shared/contracts/version.ts';

/** What git says of the folder: the commit, and `-dirty` behind it where files differ from it. */
const gitDescribe = (): string =>
  execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12', '--exclude', '*'], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
  }).trim();

/** The version, and the commit where there is one: `0.1.0+6aee1b3f2a10`. A folder without git is its version alone. */
export const releaseOf = (describe = gitDescribe): string => {
  try {
    const commit = describe();
    return /^[0-9a-f]{7,40}(-dirty)?$/.test(commit) ? `${version}+${commit}` : version;
  } catch {
    return version;
  }
};
