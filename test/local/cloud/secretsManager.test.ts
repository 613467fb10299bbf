import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { startSecretsManager, type LocalSecretsManager } from '../../../local/cloud/secretsManager.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const arnPrefix = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:';

describe('the local Secrets Manager', () => {
  const dataDir = aDataDir();
  let endpoint: LocalSecretsManager;
  let client: SecretsManagerClient;

  const start = async (): Promise<void> => {
    endpoint = await startSecretsManager({ dataDir: dataDir.path, arnPrefix });
    client = new SecretsManagerClient(clientOf(endpoint.url));
  };
  const stop = async (): Promise<void> => {
    client.destroy();
    await endpoint.close();
  };
  const create = (name: string, text = 'value') =>
    client.send(new CreateSecretCommand({ Name: name, SecretString: text }));
  const read = async (id: string) => (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;

  beforeAll(start);
  afterAll(async () => {
    await stop();
    dataDir.remove();
  });

  it('gives a secret back by name, by ARN and by ARN without its suffix', async () => {
    const { ARN = '' } = await create('tenants/t1/c1');

    expect(ARN).toMatch(/:secret:tenants\/t1\/c1-\w{6}$/);
    expect(await Promise.all(['tenants/t1/c1', ARN, ARN.slice(0, -7)].map(read))).toEqual(['value', 'value', 'value']);
  });

  it('gives the newest value, and the one before under its label', async () => {
    await create('changing', 'old');
    await client.send(new PutSecretValueCommand({ SecretId: 'changing', SecretString: 'new' }));

    const previous = await client.send(
      new GetSecretValueCommand({ SecretId: 'changing', VersionStage: 'AWSPREVIOUS' }),
    );

    expect(await read('changing')).toBe('new');
    expect(previous.SecretString).toBe('old');
  });

  it('refuses a name that is taken and an id that nobody has', async () => {
    await create('taken');

    await expect(create('taken')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    await expect(read('nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(create('not a name')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('takes a repeated request with the same token once', async () => {
    const request = { Name: 'once', SecretString: 'a', ClientRequestToken: 'token-with-thirty-two-characters' };

    const first = await client.send(new CreateSecretCommand(request));
    const second = await client.send(new CreateSecretCommand(request));

    expect(second).toMatchObject({ ARN: first.ARN, VersionId: first.VersionId });
    await expect(client.send(new CreateSecretCommand({ ...request, SecretString: 'b' }))).rejects.toMatchObject({
      name: 'ResourceExistsException',
    });
  });

  it('hides a deleted secret until it is restored', async () => {
    await create('deleted');

    await client.send(new DeleteSecretCommand({ SecretId: 'deleted', RecoveryWindowInDays: 7 }));

    await expect(read('deleted')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await expect(create('deleted')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId: 'deleted' }));
    expect(DeletedDate).toBeInstanceOf(Date);
    await client.send(new RestoreSecretCommand({ SecretId: 'deleted' }));
    expect(await read('deleted')).toBe('value');
  });

  it('forgets a secret that is deleted without recovery', async () => {
    await create('gone');

    await client.send(new DeleteSecretCommand({ SecretId: 'gone', ForceDeleteWithoutRecovery: true }));

    await expect(read('gone')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await client.send(new DeleteSecretCommand({ SecretId: 'gone', ForceDeleteWithoutRecovery: true }));
    await expect(create('gone', 'again')).resolves.toMatchObject({ Name: 'gone' });
  });

  it('keeps secrets on disk, for their owner only', async () => {
    await create('kept');

    await stop();
    await start();

    expect(await read('kept')).toBe('value');
    expect(statSync(join(dataDir.path, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('takes a seed as the newest value', async () => {
    const seed = { name: 'platform', arn: `${arnPrefix}platform-abc123` };

    endpoint.seed({ ...seed, text: 'first' });
    endpoint.seed({ ...seed, text: 'second' });

    expect(await read(seed.arn)).toBe('second');
  });

  it('answers what it does not know with an exception, and refuses what is not signed', async () => {
    const unsigned = await fetch(endpoint.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: '{}',
    });

    expect(unsigned.status).toBe(400);
    expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it('lists by the beginning of their names those that are there, a page at a time, and not what waits for its deletion', async () => {
    for (const name of ['list/a', 'list/b', 'list/c', 'list/d', 'lists/e']) {
      await client.send(new CreateSecretCommand({ Name: name, SecretString: 'x' }));
    }
    await client.send(new DeleteSecretCommand({ SecretId: 'list/b', RecoveryWindowInDays: 7 }));
    const list = (NextToken?: string) =>
      client.send(
        new ListSecretsCommand({
          Filters: [{ Key: 'name', Values: ['list/'] }],
          MaxResults: 2,
          ...(NextToken && { NextToken }),
        }),
      );

    const first = await list();
    const second = await list(first.NextToken);

    expect([first, second].map(({ SecretList = [] }) => SecretList.map(({ Name }) => Name))).toEqual([
      ['list/a', 'list/c'],
      ['list/d'],
    ]);
    expect(second.NextToken).toBeUndefined();
  });
});
