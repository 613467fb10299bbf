import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end } from './run.ts';

export interface Emulator {
  readonly url: string;
  /** The SDK's and the CDK's own variables that lead to it. */
  readonly aws: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export const region = 'eu-central-1';
export const accountId = '000000000000';
const maxLooks = 150;
const lookMs = 200;

/** What a client is told so that it reaches an emulator at this address and nothing else. */
export const variablesFor = (url: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_S3: url,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DEFAULT_ACCOUNT: accountId,
  CDK_DEFAULT_REGION: region,
});

/** A program that speaks AWS's protocols on a loopback port. */
export interface EmulatorProgram {
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly port: number;
  /** Answers with 200 once it works. */
  readonly health: string;
  readonly logFile: string;
}

/** Starts an emulator, and waits until it answers. What it says goes to its log. */
export const startEmulator = async ({
  name,
  health,
  port,
  logFile,
  ...program
}: EmulatorProgram): Promise<Emulator> => {
  const log = openSync(logFile, 'w');
  const { command, args = [], env, cwd } = program;
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', log, log] });
  const url = `http://127.0.0.1:${port}`;
  for (let look = 0; look < maxLooks && child.exitCode === null; look += 1) {
    if (await answers(`${url}${health}`)) return { url, aws: variablesFor(url), stop: () => end(child) };
    await pause(lookMs);
  }
  await end(child);
  throw new Error(`${name} did not start; ${logFile} says why`);
};

/** Starts MiniStack on a free loopback port. Its functions run on the Node.js of this project, which is Lambda's. */
export const startMiniStack = async (bin: string, folder: string, nodeFolder: string): Promise<Emulator> => {
  const port = await freePort();
  // Outside the project, whose package.json would make its CommonJS wrappers ES modules.
  const scratch = await mkdtemp(join(tmpdir(), 'ministack-'));
  const cleared = () => rm(scratch, { recursive: true, force: true });
  try {
    const { stop, ...emulator } = await startEmulator({
      name: 'MiniStack',
      command: join(bin, 'ministack'),
      cwd: scratch,
      port,
      health: '/_ministack/health',
      logFile: join(folder, 'ministack.log'),
      env: {
        PATH: [nodeFolder, bin, process.env['PATH']].join(delimiter),
        HOME: scratch,
        TMPDIR: scratch,
        GATEWAY_PORT: String(port),
        BIND_HOST: '127.0.0.1',
        MINISTACK_HOST: '127.0.0.1',
        MINISTACK_REGION: region,
        MINISTACK_ACCOUNT_ID: accountId,
        // Both would listen on every address; neither is ours to need.
        IOT_MTLS_ENABLED: '0',
        SFTP_ENABLED: '0',
        // As AWS: a token whose trigger fails is not given.
        MINISTACK_COGNITO_PRETOKEN_STRICT: '1',
        // It would look after containers; there are none of its own here.
        DOCKER_HOST: `unix://${join(scratch, 'no-docker.sock')}`,
      },
    });
    return { ...emulator, stop: () => stop().finally(cleared) };
  } catch (error) {
    await cleared();
    throw error;
  }
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
