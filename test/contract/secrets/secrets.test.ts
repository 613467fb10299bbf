import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { startSecretsManager } from '../../../local/cloud/secretsManager.ts';
import { SecretsManagerPontoApplication } from '../../../shared/adapters/secrets/secretsManagerPontoApplication.ts';
import { SecretsManagerHome } from '../../../shared/adapters/secrets/secretsManagerHome.ts';
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

describe(`SecretsManagerHome on ${engineName}`, () => {
  const prefix = `${path}/tenants/home-${runMark}`;
  const home = () => new SecretsManagerHome(client, prefix);
  const secrets = () => new SecretsManagerTenantSecrets(client, prefix);
  const credentials = { clientId: 'client', clientSecret: 'hush' };
  const aRef = (tenantId: string) => ({ tenantId, connectionId: 'connection-1' });

  it('finds all that are there, whatever the ids of their tenants, and none that were removed', async () => {
    const tenants = ['plain', 'with#hash', 'with/slash', 'é€', '=2f', 'removed'];
    for (const tenant of tenants) await secrets().storeCredentials(aRef(tenant), credentials);
    await secrets().removeCredentials(aRef('removed'));

    const found = [];
    for await (const page of home().pages()) found.push(...page);
    for (const tenant of tenants) await secrets().removeCredentials(aRef(tenant));

    expect(found.map(({ tenantId }) => tenantId).toSorted()).toEqual(tenants.slice(0, -1).toSorted());
    expect(found.every(({ connectionId }) => connectionId === 'connection-1')).toBe(true);
  });

  it('puts only where there are none, and takes out only what was looked at', async () => {
    const ref = aRef('changing');
    const mark = await home().putNew(ref, credentials);
    const second = await home().putNew(ref, { ...credentials, clientSecret: 'second' });
    const looked = await home().look(ref);
    await secrets().storeCredentials(ref, credentials);

    const late = await home().takeOut(ref, String(mark), 'retire');
    const now = await home().look(ref);
    const taken = await home().takeOut(ref, String(now?.mark), 'erase');
    const again = await home().takeOut(ref, String(now?.mark), 'erase');

    expect(looked).toEqual({ credentials, mark, since: expect.stringMatching(/^\d{4}-/) });
    expect([second, late, now?.credentials, taken, again]).toEqual([undefined, false, credentials, true, false]);
  });

  it('retires for a week: the secret is not found, and takes new ones all the same', async () => {
    const [ref, moved] = [aRef('retired'), aRef('moved-back')];
    for (const one of [ref, moved]) {
      const mark = await home().putNew(one, { ...credentials, clientSecret: 'before' });
      expect(await home().takeOut(one, String(mark), 'retire')).toBe(true);
    }

    const found = [await home().look(ref), await secrets().readCredentials(ref)];
    await secrets().storeCredentials(ref, credentials);
    const mark = await home().putNew(moved, credentials);
    const back = [await secrets().readCredentials(ref), await home().look(moved)];
    for (const one of [ref, moved]) await secrets().removeCredentials(one);

    expect(found).toEqual([undefined, undefined]);
    expect(back).toMatchObject([credentials, { credentials, mark }]);
  });

  it('removes for good what was retired: who disconnects leaves nothing for a week', async () => {
    const ref = aRef('disconnected');
    const mark = await home().putNew(ref, credentials);
    await home().takeOut(ref, String(mark), 'retire');

    await secrets().removeCredentials(ref);

    const name = `${prefix}/disconnected/connection-1`;
    await expect(client.send(new RestoreSecretCommand({ SecretId: name }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
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
