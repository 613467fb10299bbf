import { KMSClient } from '@aws-sdk/client-kms';
import { KmsSealer } from '../../../shared/adapters/kms/kmsSealer.ts';
import { startAwsJson, type AwsCall } from '../../setup/awsJson.ts';

/** KMS in small: seals under the key and the context, refuses more than 4096 bytes and a context that differs. */
const kms = ({ operation, body }: AwsCall) => {
  const context = JSON.stringify(body['EncryptionContext']);
  if (operation === 'Encrypt') {
    const plaintext = Buffer.from(String(body['Plaintext']), 'base64');
    if (plaintext.length > 4096) return { status: 400, body: { __type: 'ValidationException' } };
    const sealed = JSON.stringify([context, plaintext.toString('base64')]);
    return { body: { CiphertextBlob: Buffer.from(sealed).toString('base64'), KeyId: body['KeyId'] } };
  }
  const [sealedFor, plaintext]: string[] = JSON.parse(
    Buffer.from(String(body['CiphertextBlob']), 'base64').toString('utf8'),
  );
  if (sealedFor !== context) return { status: 400, body: { __type: 'InvalidCiphertextException' } };
  return { body: { Plaintext: plaintext, KeyId: body['KeyId'] } };
};

describe('KmsSealer', () => {
  const owner = { tenantId: 'tenant-1', connectionId: 'connection-1' };
  let service: Awaited<ReturnType<typeof startAwsJson>>;
  let client: KMSClient;
  beforeAll(async () => {
    service = await startAwsJson(kms);
    client = new KMSClient(service.client);
  });
  afterAll(async () => {
    client.destroy();
    await service.close();
  });
  const aSealer = () => new KmsSealer(client, 'key-1');

  it.each([
    ['nothing', ''],
    ['a token', 'access-token'],
    ['exactly one part', 'a'.repeat(4096)],
    ['more than one part', 'a'.repeat(4097)],
    ['letters across the seam of two parts', 'é€😀'.repeat(1500)],
  ])('opens what it sealed: %s', async (_, secret) => {
    const sealed = await aSealer().seal(secret, owner);

    expect(await aSealer().unseal(sealed, owner)).toBe(secret);
  });

  it('names the key and the owner in every call', async () => {
    const before = service.calls.length;

    await aSealer().unseal(await aSealer().seal('a'.repeat(5000), owner), owner);

    const made = service.calls.slice(before);
    expect(made.map(({ operation }) => operation)).toEqual(['Encrypt', 'Encrypt', 'Decrypt', 'Decrypt']);
    for (const { body } of made) expect(body).toMatchObject({ KeyId: 'key-1', EncryptionContext: owner });
  });

  it.each([
    { tenantId: 'tenant-2', connectionId: 'connection-1' },
    { tenantId: 'tenant-1', connectionId: 'connection-2' },
  ])('does not open for another owner: %j', async (other) => {
    const sealed = await aSealer().seal('secret', owner);

    await expect(aSealer().unseal(sealed, other)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });
});
