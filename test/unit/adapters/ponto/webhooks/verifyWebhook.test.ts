import { createHmac, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { makeVerifyWebhook } from '../../../../../shared/adapters/ponto/webhooks/verifyWebhook.ts';
import { Fault } from '../../../../../shared/domain/faults/fault.ts';
import { aClock } from '../doubles.ts';
import {
  applicationId,
  claimsFor,
  digestOf,
  encoded,
  issuer,
  makeKey,
  nowSeconds,
  signed,
  type SigningKey,
} from './signing.ts';

const text = '{"data":{"id":"event-1","type":"pontoConnect.account.reauthorized"}}';
const body = Buffer.from(text);

let ours: SigningKey;
let theirs: SigningKey;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeKey('key-1'), makeKey('key-2')]);
});

/** A verifier that knows one key, and what it was asked for. */
const aVerifier = (find?: (kid: string) => Promise<KeyObject | undefined>) => {
  const asked: string[] = [];
  const clock = aClock();
  const verify = makeVerifyWebhook({
    findKey: async (kid) => {
      asked.push(kid);
      if (find) return find(kid);
      return kid === ours.kid ? ours.publicKey : undefined;
    },
    issuer,
    applicationId,
    clock,
  });
  return { verify, asked, clock };
};
const genuine = { kind: 'genuine' };
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('an event that Ponto signed', () => {
  it('is genuine', async () => {
    const { verify } = aVerifier();

    expect(await verify({ signature: signed(ours, claimsFor(text)), body })).toEqual(genuine);
  });

  it('has a plain application id, an origin without a slash and a padded digest, as the official examples have', async () => {
    const { verify } = aVerifier();
    const facts = { aud: applicationId, iss: issuer, digest: digestOf(text) };

    const verdict = await verify({ signature: signed(ours, claimsFor(text, facts)), body });

    expect(verdict).toEqual(genuine);
    expect(facts.digest).toMatch(/^[A-Za-z0-9+/]{86}==$/);
    expect(issuer.endsWith('/')).toBe(false);
  });

  it('is genuine over bytes that are no text', async () => {
    const { verify } = aVerifier();
    const bytes = Uint8Array.from([0xff, 0x00, 0xfe, 0x80]);

    expect(await verify({ signature: signed(ours, claimsFor(bytes)), body: bytes })).toEqual(genuine);
  });

  it.each([
    ['is made now', nowSeconds, nowSeconds + 60],
    ['is made thirty seconds ahead of our clock', nowSeconds + 30, nowSeconds + 90],
    ['ended thirty seconds ago by our clock', nowSeconds - 90, nowSeconds - 30],
  ])('%s', async (_when, iat, exp) => {
    const { verify } = aVerifier();

    expect(await verify({ signature: signed(ours, claimsFor(text, { iat, exp })), body })).toEqual(genuine);
  });
});

describe('a forged event', () => {
  const hmac = (secret: string | Buffer): string => {
    const content = `${encoded({ alg: 'HS512', kid: ours.kid })}.${encoded(claimsFor(text))}`;
    return `${content}.${createHmac('sha512', secret).update(content).digest('base64url')}`;
  };
  const unsigned = (alg: string): string => `${encoded({ alg, kid: ours.kid })}.${encoded(claimsFor(text))}.`;
  const parts = (): readonly string[] => signed(ours, claimsFor(text)).split('.');
  const other = (header: object): string => signed(ours, claimsFor(text), { header });

  it.each([
    ['without a signature', () => undefined, 'signature_missing'],
    ['with an empty signature', () => '', 'signature_missing'],
    ['with the algorithm none', () => unsigned('none'), 'algorithm_not_allowed'],
    ['with the algorithm None', () => unsigned('None'), 'algorithm_not_allowed'],
    [
      'with the public key as the secret of HS512',
      () => hmac(ours.publicKey.export({ type: 'spki', format: 'pem' })),
      'algorithm_not_allowed',
    ],
    [
      'with the modulus as the secret of HS512',
      () => hmac(Buffer.from(ours.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url')),
      'algorithm_not_allowed',
    ],
    [
      'with RS256, by the right key',
      () => signed(ours, claimsFor(text), { header: { alg: 'RS256' }, hash: 'RSA-SHA256' }),
      'algorithm_not_allowed',
    ],
    ['with PS512', () => other({ alg: 'PS512' }), 'algorithm_not_allowed'],
    ['without an algorithm', () => other({ alg: undefined }), 'signature_malformed'],
    ['without the id of a key', () => other({ kid: undefined }), 'key_unknown'],
    ['with the id of a key that is no text', () => other({ kid: 7 }), 'key_unknown'],
    ['by a key that Ponto does not have', () => signed(theirs, claimsFor(text)), 'key_unknown'],
    [
      'by a strange key under the id of a good one',
      () => signed({ ...theirs, kid: ours.kid }, claimsFor(text)),
      'signature_wrong',
    ],
    [
      'with a key of its own in the header',
      () =>
        signed({ ...theirs, kid: ours.kid }, claimsFor(text), {
          header: { jwk: theirs.publicKey.export({ format: 'jwk' }) },
        }),
      'signature_wrong',
    ],
    [
      'with a hash that is weaker than the header says',
      () => signed(ours, claimsFor(text), { hash: 'RSA-SHA256' }),
      'signature_wrong',
    ],
    ['with an extension that must be understood', () => other({ crit: ['x'], x: 1 }), 'signature_malformed'],
    [
      'with other claims under a good signature',
      () => [parts()[0], encoded(claimsFor('{}')), parts()[2]].join('.'),
      'signature_wrong',
    ],
    ['with a signature that is cut off', () => parts().slice(0, 2).join('.'), 'signature_malformed'],
    [
      'with two signatures, as a gateway joins them',
      () => `${parts().join('.')}, ${parts().join('.')}`,
      'signature_malformed',
    ],
  ])('%s is refused', async (_how, signature, reason) => {
    const { verify } = aVerifier();

    expect(await verify({ signature: signature(), body })).toEqual(refused(reason));
  });

  it.each([
    ['for another issuer', { iss: 'https://ponto.example.org' }, 'wrong_issuer'],
    ['for the issuer with a slash', { iss: `${issuer}/` }, 'wrong_issuer'],
    ['for another application', { aud: 'another-application' }, 'wrong_audience'],
    ['for several applications', { aud: [applicationId] }, 'claims_malformed'],
    ['for nobody', { aud: undefined }, 'claims_malformed'],
    ['by nobody', { iss: undefined }, 'claims_malformed'],
    ['without a time', { iat: undefined }, 'claims_malformed'],
    ['without an end', { exp: undefined }, 'claims_malformed'],
    ['with an end that is no time', { exp: 'never' }, 'claims_malformed'],
    ['from the future', { iat: nowSeconds + 31 }, 'from_the_future'],
    ['that is over', { exp: nowSeconds - 31 }, 'expired'],
    ['without a digest', { digest: undefined }, 'claims_malformed'],
    ['with the digest of another body', { digest: digestOf('{}') }, 'digest_wrong'],
    ['with the digest without padding', { digest: digestOf(text).replaceAll('=', '') }, 'digest_wrong'],
    [
      'with the digest in hexadecimal',
      { digest: Buffer.from(digestOf(text), 'base64').toString('hex') },
      'digest_wrong',
    ],
    ['with an empty digest', { digest: '' }, 'digest_wrong'],
  ])('%s is refused, although a good key signed it', async (_what, claims, reason) => {
    const { verify } = aVerifier();

    expect(await verify({ signature: signed(ours, claimsFor(text, claims)), body })).toEqual(refused(reason));
  });

  it('with claims that are no JSON is refused', async () => {
    const { verify } = aVerifier();
    const content = `${encoded({ alg: 'RS512', kid: ours.kid })}.${encoded('hello')}`;
    const signature = `${content}.${sign('RSA-SHA512', Buffer.from(content), ours.privateKey).toString('base64url')}`;

    expect(await verify({ signature, body })).toEqual(refused('claims_malformed'));
  });

  it('of which any byte was changed on the way is refused', async () => {
    const { verify } = aVerifier();
    const signature = signed(ours, claimsFor(text));

    await fc.assert(
      fc.asyncProperty(fc.nat(body.byteLength - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const altered = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ flip : byte));
        expect(await verify({ signature, body: altered })).toEqual(refused('digest_wrong'));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('to which a line end was added is refused', async () => {
    const { verify } = aVerifier();

    const verdict = await verify({ signature: signed(ours, claimsFor(text)), body: Buffer.from(`${text}\n`) });

    expect(verdict).toEqual(refused('digest_wrong'));
  });

  it('whose signature is any text is refused, and is never an error of ours', async () => {
    const { verify } = aVerifier();
    const segment = fc.oneof(fc.base64String(), fc.string(), fc.json().map(encoded));

    await fc.assert(
      fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 5 }), async (segments) => {
        expect((await verify({ signature: segments.join('.'), body })).kind).toBe('refused');
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of another algorithm makes nobody look for a key', async () => {
    const { verify, asked } = aVerifier();

    await verify({ signature: unsigned('none'), body });
    await verify({ signature: hmac('secret'), body });

    expect(asked).toEqual([]);
  });
});

describe('when keys cannot be had', () => {
  it('nobody knows whether an event is genuine', async () => {
    const { verify } = aVerifier(() => Promise.reject(new Fault('ponto_unavailable')));

    await expect(verify({ signature: signed(ours, claimsFor(text)), body })).rejects.toMatchObject({
      code: 'ponto_unavailable',
    });
  });
});
