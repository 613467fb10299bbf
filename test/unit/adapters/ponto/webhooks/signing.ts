import { createHash, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

export const issuer = 'https://ponto.example';
export const applicationId = '0b2d1b3c-6a36-4a53-8c64-3b9a3b0c9f10';
/** The moment of every test, in seconds. */
export const nowSeconds = Date.parse('2026-11-24T08:00:00.000Z') / 1000;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const makeKey = async (kid: string, modulusLength = 2048): Promise<SigningKey> => ({
  kid,
  ...(await generate('rsa', { modulusLength })),
});

/** A key as Ponto publishes it, the modulus padded. */
export const published = ({ kid, publicKey }: SigningKey, overrides: object = {}): object => {
  const { n = '', e } = publicKey.export({ format: 'jwk' });
  const padded = n.padEnd(Math.ceil(n.length / 4) * 4, '=');
  return { kty: 'RSA', alg: 'RS512', use: 'sig', kid, n: padded, e, status: 'ACTIVE', ...overrides };
};

export const encoded = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export const digestOf = (body: string | Uint8Array): string => createHash('sha512').update(body).digest('base64');

/** The claims that Ponto would sign for a body now. */
export const claimsFor = (body: string | Uint8Array, overrides: object = {}): object => ({
  aud: applicationId,
  digest: digestOf(body),
  exp: nowSeconds + 60,
  iat: nowSeconds,
  iss: issuer,
  jti: 'b6f5cbf0-7a0e-4c0e-9d2b-0f4f7f0c1a11',
  ...overrides,
});

/** A compact JWT as Ponto makes it, unless a forger changes something. */
export const signed = (
  { kid, privateKey }: SigningKey,
  claims: object,
  { header = {}, hash = 'RSA-SHA512' }: { readonly header?: object; readonly hash?: string } = {},
): string => {
  const content = `${encoded({ alg: 'RS512', kid, ...header })}.${encoded(claims)}`;
  return `${content}.${sign(hash, Buffer.from(content), privateKey).toString('base64url')}`;
};
