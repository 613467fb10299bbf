import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { SealOwner, Sealer } from '../../ports/tokens.ts';

/** KMS takes 4096 bytes at a time; a set with JSON Web Tokens in it can be longer, and losing it loses the access. */
const partBytes = 4096;

/**
 * Seals with KMS under an encryption context of tenant and connection: what was sealed for one owner does not open for
 * another, and every use is in the trail with its owner.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export class KmsSealer implements Sealer {
  readonly #client: KMSClient;
  readonly #keyId: string;

  constructor(client: KMSClient, keyId: string) {
    this.#client = client;
    this.#keyId = keyId;
  }

  async seal(text: string, owner: SealOwner): Promise<string> {
    const plaintext = Buffer.from(text, 'utf8');
    const parts: string[] = [];
    for (let start = 0; start < plaintext.length || start === 0; start += partBytes) {
      const { CiphertextBlob } = await this.#client.send(
        new EncryptCommand({
          KeyId: this.#keyId,
          Plaintext: plaintext.subarray(start, start + partBytes),
          EncryptionContext: contextOf(owner),
        }),
      );
      if (!CiphertextBlob) throw new Error('KMS sealed nothing');
      parts.push(Buffer.from(CiphertextBlob).toString('base64'));
    }
    return parts.join('.');
  }

  async unseal(sealed: string, owner: SealOwner): Promise<string> {
    const parts: Buffer[] = [];
    for (const part of sealed.split('.')) {
      const { Plaintext } = await this.#client.send(
        new DecryptCommand({
          KeyId: this.#keyId,
          CiphertextBlob: Buffer.from(part, 'base64'),
          EncryptionContext: contextOf(owner),
        }),
      );
      if (!Plaintext) throw new Error('KMS opened nothing');
      parts.push(Buffer.from(Plaintext));
    }
    return Buffer.concat(parts).toString('utf8');
  }
}

const contextOf = ({ tenantId, connectionId }: SealOwner): Record<string, string> => ({ tenantId, connectionId });
