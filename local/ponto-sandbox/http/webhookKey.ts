import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** The key that signs webhooks; made once and kept, since receivers remember its id. */
export interface WebhookKey {
  readonly jwk: object;
  /** Compact JWT with RS512 (reference, section 7.2). */
  readonly sign: (claims: object) => string;
}

const readKey = async (file: string | undefined): Promise<KeyObject | undefined> => {
  if (file === undefined) return undefined;
  const pem = await readFile(file, 'utf8').catch(() => undefined);
  return pem === undefined ? undefined : createPrivateKey(pem);
};

const makeKey = async (file: string | undefined): Promise<KeyObject> => {
  const { privateKey } = await generate('rsa', { modulusLength: 4096 });
  if (file !== undefined) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return privateKey;
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const loadWebhookKey = async (file: string | undefined): Promise<WebhookKey> => {
  const key = (await readKey(file)) ?? (await makeKey(file));
  const { n = '', e = '' } = createPublicKey(key).export({ format: 'jwk' });
  const kid = createHash('sha256').update(n).digest('hex').slice(0, 32);
  // The real service pads the modulus, which strict importers refuse (reference, section 7.3).
  const padded = n.padEnd(Math.ceil(n.length / 4) * 4, '=');
  return {
    jwk: { kty: 'RSA', alg: 'RS512', use: 'sig', kid, n: padded, e, status: 'ACTIVE' },
    sign: (claims) => {
      const signed = `${encoded({ alg: 'RS512', kid })}.${encoded(claims)}`;
      return `${signed}.${sign('RSA-SHA512', Buffer.from(signed), key).toString('base64url')}`;
    },
  };
};
