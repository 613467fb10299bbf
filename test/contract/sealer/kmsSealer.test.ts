import { KMSClient } from '@aws-sdk/client-kms';
import { KmsSealer } from '../../../shared/adapters/kms/kmsSealer.ts';
import { startAwsJson } from '../../setup/awsJson.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { anEngine } from './anEngine.ts';

const owner = { tenantId: 'tenant-1', connectionId: 'connection-1' };

describe(`KmsSealer on ${engineName}`, () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  beforeAll(async () => {
    engine = await anEngine();
  });
  afterAll(async () => {
    engine.client.destroy();
    await engine.stop();
  });
  const aSealer = () => new KmsSealer(engine.client, engine.key);

  it.each([
    ['one letter', 'a'],
    ['a token', 'access-token'],
    ['exactly one part', 'a'.repeat(4096)],
    ['more than one part', 'a'.repeat(4097)],
    ['letters across the seam of two parts', 'é€😀'.repeat(1500)],
  ])('opens what it sealed: %s', async (_, secret) => {
    const sealed = await aSealer().seal(secret, owner);

    expect(await aSealer().unseal(sealed, owner)).toBe(secret);
  });

  it.each([
    { tenantId: 'tenant-2', connectionId: 'connection-1' },
    { tenantId: 'tenant-1', connectionId: 'connection-2' },
  ])('does not open for another owner: %j', async (other) => {
    const sealed = await aSealer().seal('secret', owner);

    await expect(aSealer().unseal(sealed, other)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });
});

describe('KmsSealer', () => {
  it('names the key and the owner in every call', async () => {
    const service = await startAwsJson(({ operation, body }) => ({
      body: operation === 'Encrypt' ? { CiphertextBlob: body['Plaintext'] } : { Plaintext: body['CiphertextBlob'] },
    }));
    const client = new KMSClient(service.client);
    const sealer = new KmsSealer(client, 'key-1');

    await sealer.unseal(await sealer.seal('a'.repeat(5000), owner), owner);
    client.destroy();
    await service.close();

    expect(service.calls.map(({ operation }) => operation)).toEqual(['Encrypt', 'Encrypt', 'Decrypt', 'Decrypt']);
    for (const { body } of service.calls) expect(body).toMatchObject({ KeyId: 'key-1', EncryptionContext: owner });
  });
});
