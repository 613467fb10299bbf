import { join } from 'node:path';
import { accountId, freePort, region, startEmulator, type Emulator } from '../tools/emulator.ts';

/** Its own server answers side by side, and then two conditional writes at once can both be taken. */
const oneByOne = [
  'import sys',
  'from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app',
  'from werkzeug.serving import run_simple',
  "run_simple('127.0.0.1', int(sys.argv[1]), DomainDispatcherApplication(create_backend_app), threaded=False)",
].join('; ');

/** Starts moto on a free loopback port, one request after the other: another reading of AWS, by other people. */
export const startMoto = async (bin: string, folder: string): Promise<Emulator> => {
  const port = await freePort();
  return startEmulator({
    name: 'moto',
    command: join(bin, 'python'),
    args: ['-c', oneByOne, String(port)],
    cwd: folder,
    port,
    health: '/moto-api/',
    logFile: join(folder, 'moto.log'),
    env: { PATH: process.env['PATH'], HOME: folder, MOTO_ACCOUNT_ID: accountId, AWS_DEFAULT_REGION: region },
  });
};
