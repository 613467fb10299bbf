import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions, type Bundle } from '../../../infra/build/bundle.ts';
import { environments, type FunctionName } from '../../../shared/contracts/environment.ts';

const run = promisify(execFile);
const names = Object.keys(environments).filter((name): name is FunctionName => name in environments);

/** A value that every variable accepts: a name, an address or a mail address. */
const valueOf = (name: string): string =>
  (/^TENANT_.*(MINUTE|HOUR|CONNECTIONS|ACCOUNTS)$/.test(name) ? '10' : undefined) ??
  {
    MAIL_FROM: 'feeds@sync.example',
    CONFIRM_ADDRESSES: 'off',
    EDGE_KEY_DIGESTS: 'ab'.repeat(32),
    EDGE_ONLY: 'on',
    TENANT_CLAIM: 'tenant',
    PONTO_PROXY_URL: 'http://proxy.example:3128',
    CONSENT_CONFIRMATION: 'required',
    TOKEN_SEALING: 'envelope',
    TENANT_CREDENTIALS: 'table',
    WEBHOOK_RECEIVERS: 'public',
  }[name] ??
  'https://sync.example';
const variablesOf = (name: FunctionName): Record<string, string> =>
  Object.fromEntries(Object.keys(environments[name]().shape).map((variable) => [variable, valueOf(variable)]));

let folder: string;
let bundles: readonly Bundle[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  bundles = await bundleFunctions({ names, sourceRoot: 'functions', outRoot: folder });
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts the bundle of a function in a fresh process, with an environment that holds nothing else. */
const start = (name: FunctionName, variables: Record<string, string>) =>
  run(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      // Of an error the message alone: with it, Node prints the line that threw, and a bundle is one long line.
      `import(process.argv[1]).then(
        ({ handler }) => process.stdout.write(typeof handler),
        ({ message }) => { process.exitCode = 1; process.stderr.write(message); },
      )`,
      pathToFileURL(join(folder, name, 'index.mjs')).href,
    ],
    { env: { AWS_REGION: 'eu-central-1', ...variables } },
  );

const sourcesOf = (name: FunctionName): readonly string[] => bundles.find((one) => one.name === name)?.sources ?? [];

describe('the cold start of a function', () => {
  it.each(names)('%s loads no way to sign in to AWS but the one that Lambda gives', (name) => {
    expect(sourcesOf(name)).toContainEqual(expect.stringMatching(/functions\/[\w-]+\/index\.ts$/));
    expect(sourcesOf(name)).not.toContainEqual(
      expect.stringMatching(/credential-provider-(sso|ini|process|login|web-identity)|nested-clients/),
    );
  });

  it.each(['tenant-api', 'tenant-pages'] as const)(
    '%s loads neither bookkeeping files nor the OpenAPI document',
    (name) => {
      expect(sourcesOf(name)).not.toContainEqual(
        expect.stringMatching(/any-ascii|exports\/formats|exports\/writeFile|openApi\//),
      );
    },
  );

  it.each(['tenant-api', 'tenant-pages'] as const)(
    '%s loads no service but DynamoDB, no topic of the API, no page and no mail',
    (name) => {
      expect(sourcesOf(name)).toContainEqual(expect.stringMatching(/client-dynamodb/));
      expect(sourcesOf(name)).not.toContainEqual(
        expect.stringMatching(
          /client-(sesv2|sqs|kms|eventbridge|secrets-manager)|oauth4webapi|adapters\/ponto|api\/routes|tenant-pages\/routes|pages\/sessionPages|presentation\/mail/,
        ),
      );
    },
  );

  it.each(names)('%s needs nothing but its variables', async (name) => {
    const { stdout, stderr } = await start(name, variablesOf(name));

    expect([stdout, stderr]).toEqual(['function', '']);
  });

  it.each(names)('%s stops and names the variable that is missing', async (name) => {
    const { PUBLIC_URL: _url, CONNECTIONS_TABLE: _table, ...variables } = variablesOf(name);

    const started = start(name, variables);

    await expect(started).rejects.toMatchObject({
      stderr: expect.stringMatching(/missing or malformed environment variables: .*(CONNECTIONS_TABLE|PUBLIC_URL)/),
    });
  });
});
