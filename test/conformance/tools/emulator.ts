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

/** Starts MiniStack on a free loopback port. Its functions run on the Node.js of this project, which is Lambda's. */
export const startMiniStack = async (bin: string, folder: string, nodeFolder: string): Promise<Emulator> => {
  const port = await freePort();
  // Outside the project, whose package.json would make its CommonJS wrappers ES modules.
  const scratch = await mkdtemp(join(tmpdir(), 'ministack-'));
  const logFile = join(folder, 'ministack.log');
  const log = openSync(logFile, 'w');
  const child = spawn(join(bin, 'ministack'), [], {
    cwd: scratch,
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
    stdio: ['ignore', log, log],
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(scratch, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  for (let look = 0; look < maxLooks && child.exitCode === null; look += 1) {
    if (await answers(`${url}/_ministack/health`)) return { url, aws: variablesFor(url), stop };
    await pause(lookMs);
  }
  await stop();
  throw new Error(`MiniStack did not start; ${logFile} says why`);
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
