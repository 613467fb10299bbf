import { constants, createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { defined } from '../../language/defined.ts';
import type { HttpRequest } from './http.ts';

export interface SignatureKey {
  readonly certificateId: string;
  /** PEM text. */
  readonly privateKey: string;
  readonly passphrase?: string;
}

/** Signs a request at a moment; gives the headers to add. */
export type SignRequest = (request: HttpRequest, createdAtEpochSeconds: number) => Readonly<Record<string, string>>;

/**
 * Signs requests by the draft "Signing HTTP Messages", revision 12, with algorithm `hs2019`: RSASSA-PSS with SHA-256, a
 * salt of 32 bytes, and a SHA-512 digest of the body's very bytes (Ponto reference, section 1.4).
 *
 * @see https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12
 */
export const makeSignRequest = ({ certificateId, privateKey, passphrase }: SignatureKey): SignRequest => {
  const key = createPrivateKey({ key: privateKey, ...defined({ passphrase }) });
  return (request, created) => {
    const { method, url, headers, body = '' } = request;
    const digest = `SHA-512=${createHash('sha512').update(body).digest('base64')}`;
    const lines: readonly (readonly [string, string])[] = [
      ['(request-target)', `${method.toLowerCase()} ${url.pathname}${url.search}`],
      ['host', url.hostname],
      ['digest', digest],
      ['(created)', String(created)],
      ...Object.entries(headers).filter(([name]) => name === 'authorization'),
      ...Object.entries(headers).filter(([name]) => name.startsWith('ibanity-')),
    ];
    const names = lines.map(([name]) => name).join(' ');
    const signed = signatureOf(lines.map(([name, value]) => `${name}: ${value}`).join('\n'), key);
    return {
      digest,
      signature: `keyId="${certificateId}",created="${created}",algorithm="hs2019",headers="${names}",signature="${signed}"`,
    };
  };
};

const signatureOf = (text: string, key: KeyObject): string =>
  sign('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }).toString(
    'base64',
  );
