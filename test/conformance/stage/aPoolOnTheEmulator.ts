import { createHmac } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { bundleFunctions } from '../../../infra/build/bundle.ts';
import { at, ofType, synthesize } from '../../infra/support.ts';
import { newTable } from '../../setup/dynamo.ts';
import { accountId, region } from '../tools/emulator.ts';
import { rest } from '../tools/emulatorCall.ts';
import { zipOf } from '../tools/zipOf.ts';
import { surroundings } from './environment.ts';

/** CloudFormation writes numbers and truths as texts now and then; the API takes none. */
const plain = (value: unknown): unknown => {
  if (value === 'true' || value === 'false') return value === 'true';
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

/** A stage of its own: that of the stacks, which the rehearsal deploys, has a pool and a domain already. */
export const poolStage = 'people';
const prefix = `ponto-bank-sync-${poolStage}`;
const table = `${prefix}-registry-of-the-pool`;
const lambda = `${prefix}-token-claims-of-the-pool`;

/** The function as it is deployed, from its own bundle. */
const makeFunction = async (url: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'token-claims-'));
  try {
    await bundleFunctions({ names: ['token-claims'], sourceRoot: 'functions', outRoot: folder });
    const bundle = join(folder, 'token-claims');
    // A bundle has parts that are loaded later.
    const code = zipOf(
      globSync('*.mjs', { cwd: bundle }).map((name) => ({ name, content: readFileSync(join(bundle, name)) })),
    );
    const made = await rest(url, 'lambda', 'POST', '/2015-03-31/functions', {
      FunctionName: lambda,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${accountId}:role/token-claims`,
      Timeout: 30,
      Code: { ZipFile: code.toString('base64') },
      Environment: {
        Variables: { METRICS_NAMESPACE: `PontoBankSync/${poolStage}`, CONNECTIONS_TABLE: table, AWS_ENDPOINT_URL: url },
      },
    });
    if (!made.ok) throw new Error(`the function was not made: ${await made.text()}`);
    return `arn:aws:lambda:${region}:${accountId}:function:${lambda}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/**
 * The user pool as the template has it, made by calls: the emulator cannot deploy the stack that it stands in. Properties
 * of the template and members of the calls have the same names.
 */
export const aPoolOnTheEmulator = async () => {
  const { emulatorUrl } = surroundings();
  const { resources } = synthesize(poolStage);
  const propertiesOf = (type: string) => plain(ofType(resources, type)[0]?.Properties) as Record<string, unknown>;
  const cognito = new CognitoIdentityProviderClient({});
  const dynamo = new DynamoDBClient({});
  await dynamo.send(newTable(table));
  const {
    UserPoolName,
    LambdaConfig: _trigger,
    EnabledMfas: _factors,
    MfaConfiguration,
    ...pool
  } = propertiesOf('AWS::Cognito::UserPool');
  const PreTokenGenerationConfig = { LambdaArn: await makeFunction(emulatorUrl), LambdaVersion: 'V3_0' } as const;
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      ...(pool as Partial<CreateUserPoolCommandInput>),
      PoolName: String(UserPoolName),
      LambdaConfig: { PreTokenGenerationConfig },
    }),
  );
  const poolId = UserPool?.Id ?? '';
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: poolId,
      SoftwareTokenMfaConfiguration: { Enabled: true },
      MfaConfiguration: MfaConfiguration === 'ON' ? 'ON' : 'OFF',
    }),
  );
  const client = propertiesOf('AWS::Cognito::UserPoolClient') as Partial<CreateUserPoolClientCommandInput>;
  const people = await cognito.send(
    new CreateUserPoolClientCommand({ ...client, UserPoolId: poolId, ClientName: 'TenantsPoolClient-emulator' }),
  );
  await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId: poolId, Domain: `${prefix}-${accountId}` }));
  const server = propertiesOf('AWS::Cognito::UserPoolResourceServer');
  await cognito.send(
    new CreateResourceServerCommand({
      UserPoolId: poolId,
      Identifier: String(server['Identifier']),
      Name: String(server['Name']),
      Scopes: [{ ScopeName: String(at(server, 'Scopes', 0, 'ScopeName')), ScopeDescription: 'everything' }],
    }),
  );
  return {
    cognito,
    dynamo,
    table,
    poolId,
    clientId: people.UserPoolClient?.ClientId ?? '',
    emulatorUrl,
    enter: (user: string, tenantId: string, TemporaryPassword: string) =>
      cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: user,
          TemporaryPassword,
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: user },
            { Name: 'email_verified', Value: 'true' },
            { Name: 'custom:tenantId', Value: tenantId },
          ],
        }),
      ),
    close: (): void => {
      cognito.destroy();
      dynamo.destroy();
    },
  };
};

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * What an authenticator app shows for a secret at a moment.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6238
 */
export const codeAt = (secret: string, epochSeconds: number): string => {
  const bits = [...secret.replace(/=+$/, '')].map((char) => base32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(epochSeconds / 30)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};
