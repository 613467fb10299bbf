import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { startSecretsManager } from '../../../local/cloud/secretsManager.ts';
import { SecretsManagerPontoApplication } from '../../../shared/adapters/secrets/secretsManagerPontoApplication.ts';
import { SecretsManagerTenantSecrets } from '../../../shared/adapters/secrets/secretsManagerTenantSecrets.ts';
import { aDataDir, clientOf } from '../../local/cloud/awsClient.ts';
import { deployedStage, engineName, runMark } from '../../setup/deployedStage.ts';

const anEngine = async () => {
  if (deployedStage) return { client: new SecretsManagerClient({}), stop: async () => undefined };
  const dataDir = aDataDir();
  const arnPrefix = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:';
  const { url, close } = await startSecretsManager({ dataDir: dataDir.path, arnPrefix });
  const stop = async () => {
    await close();
    dataDir.remove();
  };
  return { client: new SecretsManagerClient(clientOf(url)), stop };
};

const path = deployedStage?.secretPath ?? 'ponto-bank-sync/test';
let client: SecretsManagerClient;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ client, stop } = await anEngine());
});

afterAll(async () => {
  client.destroy();
  await stop();
});

describe(`SecretsManagerTenantSecrets on ${engineName}`, () => {
  let tenants = 0;
  const secrets = () => new SecretsManagerTenantSecrets(client, `${path}/tenants`);
  const aRef = (tenantName = 'tenant') => {
    tenants += 1;
    return { tenantId: `${tenantName}-${runMark}${tenants}`, connectionId: 'connection-1' };
  };
  const credentials = { clientId: 'client', clientSecret: 'hush' };

  it('knows nothing of a connection without credentials, and removes nothing of it', async () => {
    const ref = aRef();

    await secrets().removeCredentials(ref);

    expect(await secrets().readCredentials(ref)).toBeUndefined();
  });

  it('gives back what was stored last', async () => {
    const ref = aRef();

    await secrets().storeCredentials(ref, credentials);
    const first = await secrets().readCredentials(ref);
    await secrets().storeCredentials(ref, { ...credentials, clientSecret: 'changed' });
    const second = await secrets().readCredentials(ref);
    await secrets().removeCredentials(ref);

    expect(first).toEqual(credentials);
    expect(second).toEqual({ ...credentials, clientSecret: 'changed' });
  });

  it('has nothing left of what was removed, and takes new ones under the same name', async () => {
    const ref = aRef();
    await secrets().storeCredentials(ref, credentials);

    await secrets().removeCredentials(ref);
    const removed = await secrets().readCredentials(ref);
    await secrets().storeCredentials(ref, { ...credentials, clientId: 'back' });
    const back = await secrets().readCredentials(ref);
    await secrets().removeCredentials(ref);

    expect(removed).toBeUndefined();
    expect(back).toEqual({ ...credentials, clientId: 'back' });
  });

  it('keeps a tenant with a hostile name away from the secrets of others', async () => {
    const victim = aRef('victim');
    const hostile = { tenantId: `x/../${victim.tenantId}`, connectionId: 'connection-1' };
    await secrets().storeCredentials(victim, credentials);

    await secrets().storeCredentials(hostile, { clientId: 'thief', clientSecret: 'thief' });
    const untouched = await secrets().readCredentials(victim);
    const own = await secrets().readCredentials(hostile);
    await secrets().removeCredentials(victim);
    await secrets().removeCredentials(hostile);

    expect(untouched).toEqual(credentials);
    expect(own).toEqual({ clientId: 'thief', clientSecret: 'thief' });
  });
});

describe(`SecretsManagerPontoApplication on ${engineName}`, () => {
  it('reads the platform secret, and a rotated one on demand', async () => {
    const secretId = `${path}/tenants/conformance-${runMark}application`;
    const text = (clientSecret: string) => JSON.stringify({ clientId: 'client', clientSecret });
    await client.send(new CreateSecretCommand({ Name: secretId, SecretString: text('hush') }));
    const source = new SecretsManagerPontoApplication(
      client,
      { secretId, pontoUrl: 'http://localhost:3001' },
      { now: () => '2026-11-24T08:00:00.000Z' },
    );

    const first = await source.current();
    await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: text('rotated') }));
    const kept = await source.current();
    const reread = await source.reread();
    await client.send(new DeleteSecretCommand({ SecretId: secretId, ForceDeleteWithoutRecovery: true }));

    expect(first).toEqual({ clientId: 'client', clientSecret: 'hush' });
    expect(kept).toBe(first);
    expect(reread).toEqual({ clientId: 'client', clientSecret: 'rotated' });
  });
});
