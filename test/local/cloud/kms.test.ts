import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { startKms } from '../../../local/cloud/kms.ts';
import { KmsSealer } from '../../../shared/adapters/kms/kmsSealer.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const tokens = { id: 'key-1', arn: 'arn:aws:kms:eu-central-1:000000000000:key/key-1', aliases: ['alias/tokens'] };
const other = { id: 'key-2', arn: 'arn:aws:kms:eu-central-1:000000000000:key/key-2', aliases: [] };
const owner = { tenantId: 'tenant-1', connectionId: 'connection-1' };

describe('the local KMS', () => {
  const dataDir = aDataDir();
  let endpoint: Awaited<ReturnType<typeof startKms>>;
  let client: KMSClient;

  const start = async (): Promise<void> => {
    endpoint = await startKms({ dataDir: dataDir.path, keys: [tokens, other] });
    client = new KMSClient(clientOf(endpoint.url));
  };
  const stop = async (): Promise<void> => {
    client.destroy();
    await endpoint.close();
  };
  const seal = async (context: Record<string, string> = owner, keyId = tokens.arn) => {
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('token'), EncryptionContext: context }),
    );
    return CiphertextBlob;
  };

  beforeAll(start);
  afterAll(async () => {
    await stop();
    dataDir.remove();
  });

  it('opens what it sealed, with the same context in any order', async () => {
    const { Plaintext, KeyId } = await client.send(
      new DecryptCommand({
        CiphertextBlob: await seal(),
        EncryptionContext: { connectionId: 'connection-1', tenantId: 'tenant-1' },
      }),
    );

    expect(Buffer.from(Plaintext ?? []).toString()).toBe('token');
    expect(KeyId).toBe(tokens.arn);
  });

  it.each([[{ ...owner, tenantId: 'tenant-2' }], [{ tenantId: 'tenant-1' }], [{}]])(
    'does not open under the context %j',
    async (context) => {
      const sealed = await seal();

      const opening = client.send(new DecryptCommand({ CiphertextBlob: sealed, EncryptionContext: context }));

      await expect(opening).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    },
  );

  it('does not open what was tampered with or is no ciphertext at all', async () => {
    const sealed = Buffer.from((await seal()) ?? []);
    sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);

    for (const bytes of [sealed, Buffer.from('short'), Buffer.alloc(200)]) {
      await expect(
        client.send(new DecryptCommand({ CiphertextBlob: bytes, EncryptionContext: owner })),
      ).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
  });

  it('makes a data key that opens again under its context alone', async () => {
    const context = { purpose: 'tokens' };

    const made = await client.send(
      new GenerateDataKeyCommand({ KeyId: tokens.id, KeySpec: 'AES_256', EncryptionContext: context }),
    );
    const opening = (EncryptionContext: Record<string, string>) =>
      client.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext }));

    expect(made.Plaintext).toHaveLength(32);
    expect(made.KeyId).toBe(tokens.arn);
    expect((await opening(context)).Plaintext).toEqual(made.Plaintext);
    await expect(opening({ purpose: 'answers' })).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it.each([
    ['no size', {}],
    ['two sizes', { KeySpec: 'AES_256', NumberOfBytes: 32 }],
    ['more bytes than KMS makes', { NumberOfBytes: 1025 }],
  ] as const)('makes no data key of %s', async (_, size) => {
    const asked = client.send(new GenerateDataKeyCommand({ KeyId: tokens.id, ...size }));

    await expect(asked).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('says that the ciphertext belongs to another key, and that a key does not exist', async () => {
    const sealed = await seal(owner, other.id);

    await expect(
      client.send(new DecryptCommand({ KeyId: tokens.id, CiphertextBlob: sealed, EncryptionContext: owner })),
    ).rejects.toMatchObject({ name: 'IncorrectKeyException' });
    await expect(seal(owner, 'key-3')).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('takes a key by its alias, and no more than 4096 bytes', async () => {
    const long = new EncryptCommand({ KeyId: 'alias/tokens', Plaintext: Buffer.alloc(4097) });

    expect(await seal(owner, 'alias/tokens')).toBeInstanceOf(Uint8Array);
    await expect(client.send(long)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('keeps the key on disk, for its owner only, so that a restart opens old tokens', async () => {
    const sealer = () => new KmsSealer(client, tokens.arn);
    const sealed = await sealer().seal('long-lived', owner);

    await stop();
    await start();

    expect(await sealer().unseal(sealed, owner)).toBe('long-lived');
    expect(statSync(join(dataDir.path, 'kms.json')).mode & 0o777).toBe(0o600);
  });
});
