import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { constants } from 'node:os';

/**
 * `npm run test:at -- 2027-03-28T00:50:00Z [paths]`: the tests as they will run at another moment. Debian's `faketime`
 * shifts the clock of every process by the same span, and with it that of the products that stories start.
 */
const [moment = '', ...paths] = process.argv.slice(2);
const shiftSeconds = Math.round((Date.parse(moment) - Date.now()) / 1000);
if (Number.isNaN(shiftSeconds)) throw new Error('say a moment, such as 2027-03-28T00:50:00Z');
const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
if (library === undefined) throw new Error('install faketime: apt-get install faketime');

const { status, signal } = spawnSync('npm', ['test', '--', ...paths], {
  stdio: 'inherit',
  env: {
    ...process.env,
    LD_PRELOAD: library,
    FAKETIME: `${shiftSeconds < 0 ? '' : '+'}${shiftSeconds}s`,
    // Waits stay as long as they are, and files as old as they are.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  },
});
process.exitCode = status ?? 128 + (signal ? constants.signals[signal] : 0);
