import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { blob, operation, startAwsJson } from './awsJson.ts';
import { ServiceFault } from './serviceFault.ts';
import { readJson, writeJson } from './files.ts';
import type { Asked } from './iam/allows.ts';
import type { Rights } from './iam/rights.ts';
import type { Endpoint } from './loopback.ts';

export interface KmsKey {
  readonly id: string;
  readonly arn: string;
  /** With their prefix: `alias/name`. */
  readonly aliases: readonly string[];
}

const keyFile = z.record(z.string(), z.base64());
const context = z.record(z.string(), z.string()).default({});
/** KMS encrypts at most this much at once. */
const maxPlaintextBytes = 4096;
const dataKeyBytes = { AES_128: 16, AES_256: 32 } as const;
const formatVersion = 1;
const ivBytes = 12;
const tagBytes = 16;

/** The context binds the ciphertext: the same pairs in another order are the same context. */
const additionalData = (pairs: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1))));

const seal = (keyId: string, material: Buffer, plaintext: Buffer, pairs: Record<string, string>): Buffer => {
  const id = Buffer.from(keyId);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', material, iv).setAAD(additionalData(pairs));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([formatVersion, id.length]), id, iv, cipher.getAuthTag(), sealed]);
};

const refused = (): ServiceFault => new ServiceFault('InvalidCiphertextException', 'the ciphertext is not valid');

const keyIdIn = (sealed: Buffer): string => sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString('utf8');

/** What of a call decides whether it is allowed. */
const asking = z.looseObject({
  KeyId: z.string().optional(),
  CiphertextBlob: blob.optional(),
  EncryptionContext: context,
});

const unseal = (materialOf: (keyId: string) => Buffer | undefined, text: Buffer, pairs: Record<string, string>) => {
  const idLength = text[1] ?? 0;
  const ivStart = 2 + idLength;
  const tagStart = ivStart + ivBytes;
  const textStart = tagStart + tagBytes;
  const keyId = keyIdIn(text);
  const material = materialOf(keyId);
  if (text[0] !== formatVersion || text.length < textStart || !material) throw refused();
  try {
    const decipher = createDecipheriv('aes-256-gcm', material, text.subarray(ivStart, tagStart))
      .setAAD(additionalData(pairs))
      .setAuthTag(text.subarray(tagStart, textStart));
    return { keyId, plaintext: Buffer.concat([decipher.update(text.subarray(textStart)), decipher.final()]) };
  } catch {
    throw refused();
  }
};

/** Material is made when a key is first seen and kept for ever: without it the sealed tokens on disk are lost. */
const loadMaterials = (path: string, keys: readonly KmsKey[]): ReadonlyMap<string, Buffer> => {
  const kept = readJson(path, keyFile) ?? {};
  const added = keys.filter(({ id }) => !Object.hasOwn(kept, id));
  for (const { id } of added) kept[id] = randomBytes(32).toString('base64');
  if (added.length > 0) writeJson(path, kept);
  return new Map(Object.entries(kept).map(([id, text]) => [id, Buffer.from(text, 'base64')]));
};

/**
 * KMS as far as sealing goes: `Encrypt`, `Decrypt` and `GenerateDataKey` with symmetric keys and an encryption context, and
 * `DescribeKey`. Here no key is ever disabled.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 */
export const startKms = (options: {
  readonly dataDir: string;
  readonly keys: readonly KmsKey[];
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly rights?: Rights;
}): Promise<Endpoint> => {
  const materials = loadMaterials(join(options.dataDir, 'kms.json'), options.keys);
  const find = (name: string): { readonly key: KmsKey; readonly material: Buffer } => {
    const key = options.keys.find(
      ({ id, arn, aliases }) =>
        [id, arn, ...aliases].includes(name) || aliases.some((alias) => name.endsWith(`:${alias}`)),
    );
    const material = key && materials.get(key.id);
    if (!key || !material) throw new ServiceFault('NotFoundException', `Key '${name}' does not exist`);
    return { key, material };
  };
  const arnOf = (keyId: string): string => options.keys.find(({ id }) => id === keyId)?.arn ?? keyId;
  /** A call without a key asks for the one that its ciphertext names. */
  const asks = (name: string, input: unknown): readonly Asked[] => {
    const { data } = asking.safeParse(input);
    if (!data) return [];
    const { KeyId, CiphertextBlob, EncryptionContext } = data;
    const sealedWith = CiphertextBlob === undefined ? '' : keyIdIn(CiphertextBlob);
    return [
      {
        action: `kms:${name}`,
        resources: [KeyId === undefined ? arnOf(sealedWith) : find(KeyId).key.arn],
        context: {
          ...Object.fromEntries(
            Object.entries(EncryptionContext).map(([key, value]) => [`kms:EncryptionContext:${key}`, [value]]),
          ),
          ...(Object.keys(EncryptionContext).length > 0 && {
            'kms:EncryptionContextKeys': Object.keys(EncryptionContext),
          }),
        },
      },
    ];
  };
  return startAwsJson({
    targetPrefix: 'TrentService',
    guard: options.rights && { rights: options.rights, asks },
    operations: {
      DescribeKey: operation(z.object({ KeyId: z.string() }), ({ KeyId }) => {
        const { id, arn } = find(KeyId).key;
        return { KeyMetadata: { KeyId: id, Arn: arn, KeyState: 'Enabled', Enabled: true } };
      }),
      Encrypt: operation(
        z.object({ KeyId: z.string(), Plaintext: blob, EncryptionContext: context }),
        ({ KeyId, Plaintext, EncryptionContext }) => {
          if (Plaintext.length < 1 || Plaintext.length > maxPlaintextBytes) {
            throw new ServiceFault('ValidationException', `plaintext must have 1 to ${maxPlaintextBytes} bytes`);
          }
          const { key, material } = find(KeyId);
          return {
            CiphertextBlob: seal(key.id, material, Plaintext, EncryptionContext).toString('base64'),
            EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
            KeyId: key.arn,
          };
        },
      ),
      GenerateDataKey: operation(
        z.object({
          KeyId: z.string(),
          KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
          NumberOfBytes: z.int().min(1).max(1024).optional(),
          EncryptionContext: context,
        }),
        ({ KeyId, KeySpec, NumberOfBytes, EncryptionContext }) => {
          const bytes = KeySpec === undefined ? NumberOfBytes : dataKeyBytes[KeySpec];
          if (bytes === undefined || (KeySpec !== undefined && NumberOfBytes !== undefined)) {
            throw new ServiceFault('ValidationException', 'specify either KeySpec or NumberOfBytes, and not both');
          }
          const { key, material } = find(KeyId);
          const plaintext = randomBytes(bytes);
          return {
            CiphertextBlob: seal(key.id, material, plaintext, EncryptionContext).toString('base64'),
            Plaintext: plaintext.toString('base64'),
            KeyId: key.arn,
          };
        },
      ),
      Decrypt: operation(
        z.object({ KeyId: z.string().optional(), CiphertextBlob: blob, EncryptionContext: context }),
        ({ KeyId, CiphertextBlob, EncryptionContext }) => {
          const asked = KeyId === undefined ? undefined : find(KeyId).key.id;
          const { keyId, plaintext } = unseal((id) => materials.get(id), CiphertextBlob, EncryptionContext);
          if (asked !== undefined && asked !== keyId) {
            throw new ServiceFault('IncorrectKeyException', 'the ciphertext was made with another key');
          }
          return {
            Plaintext: plaintext.toString('base64'),
            EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
            KeyId: arnOf(keyId),
          };
        },
      ),
    },
  });
};
