import { join } from 'node:path';
import { accountId, freePort, region, startEmulator, type Emulator } from '../tools/emulator.ts';

/** Starts moto's server on a free loopback port: another reading of AWS, by other people. */
export const startMoto = async (bin: string, folder: string): Promise<Emulator> => {
  const port = await freePort();
  return startEmulator({
    name: 'moto',
    command: join(bin, 'moto_server'),
    args: ['-H', '127.0.0.1', '-p', String(port)],
    cwd: folder,
    port,
    health: '/moto-api/',
    logFile: join(folder, 'moto.log'),
    env: { PATH: process.env['PATH'], HOME: folder, MOTO_ACCOUNT_ID: accountId, AWS_DEFAULT_REGION: region },
  });
};
