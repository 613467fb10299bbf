import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealPurpose } from '../../contracts/sealOwners.ts';
import type { SealOwner } from '../../ports/tokens.ts';
import type { DataKey } from './dataKey.ts';

/** No base64 has a colon in it, so that what KMS sealed itself is never taken for this. */
const mark = 'e1:';
const info = 'ponto-bank-sync sealed text e1';
const cipher = 'aes-256-gcm';
const saltBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const lengthBytes = 2;

/** What is sealed does not open: altered, cut, of another owner or purpose. It quotes nothing. */
export class SealedTextRefused extends Error {
  constructor() {
    super('a sealed text does not open for its owner');
    this.name = 'SealedTextRefused';
  }
}

/** For whom and what for; a text opens under exactly this. */
export interface SealBinding {
  readonly owner: SealOwner;
  readonly purpose: SealPurpose;
}

interface SealedParts {
  /** The data key as KMS wrapped it. */
  readonly wrapped: Buffer;
  readonly header: Buffer;
  readonly salt: Buffer;
  readonly nonce: Buffer;
  readonly body: Buffer;
  readonly tag: Buffer;
}

export const isSealedByDataKey = (sealed: string): boolean => sealed.startsWith(mark);

/** A JSON text ends by itself, so that no two bindings and headers make the same bytes. */
const additionalData = ({ owner, purpose }: SealBinding, header: Buffer): Buffer =>
  Buffer.concat([Buffer.from(JSON.stringify([mark, purpose, owner.tenantId, owner.connectionId])), header]);

/**
 * Seals a text: `e1:` and, as base64, the length of the wrapped key, the wrapped key, salt, nonce, what is encrypted, tag.
 * Everything before what is encrypted is authenticated with the binding.
 */
export const sealText = (text: string, binding: SealBinding, dataKey: DataKey, wrapped: Buffer): string => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(wrapped.length);
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const header = Buffer.concat([length, wrapped, salt, nonce]);
  const sealed = dataKey.withDerived(salt, info, (key) => {
    const encrypting = createCipheriv(cipher, key, nonce).setAAD(additionalData(binding, header));
    const body = Buffer.concat([encrypting.update(text, 'utf8'), encrypting.final()]);
    return Buffer.concat([header, body, encrypting.getAuthTag()]);
  });
  return `${mark}${sealed.toString('base64')}`;
};

/** @throws SealedTextRefused when it is no such text */
export const parseSealedText = (sealed: string): SealedParts => {
  const encoded = sealed.slice(mark.length);
  const bytes = Buffer.from(encoded, 'base64');
  // Base64 has several texts for the same bytes, and what is not base64 is passed over: only one is taken.
  if (!isSealedByDataKey(sealed) || bytes.toString('base64') !== encoded) throw new SealedTextRefused();
  if (bytes.length < lengthBytes) throw new SealedTextRefused();
  const saltAt = lengthBytes + bytes.readUInt16BE(0);
  const nonceAt = saltAt + saltBytes;
  const bodyAt = nonceAt + nonceBytes;
  const tagAt = bytes.length - tagBytes;
  if (saltAt === lengthBytes || tagAt < bodyAt) throw new SealedTextRefused();
  return {
    wrapped: bytes.subarray(lengthBytes, saltAt),
    header: bytes.subarray(0, bodyAt),
    salt: bytes.subarray(saltAt, nonceAt),
    nonce: bytes.subarray(nonceAt, bodyAt),
    body: bytes.subarray(bodyAt, tagAt),
    tag: bytes.subarray(tagAt),
  };
};

/** @throws SealedTextRefused when it was altered, or sealed under another binding or key */
export const openText = (
  { header, salt, nonce, body, tag }: SealedParts,
  binding: SealBinding,
  dataKey: DataKey,
): string =>
  dataKey.withDerived(salt, info, (key) => {
    const decrypting = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
      .setAAD(additionalData(binding, header))
      .setAuthTag(tag);
    try {
      return Buffer.concat([decrypting.update(body), decrypting.final()]).toString('utf8');
    } catch {
      throw new SealedTextRefused();
    }
  });
