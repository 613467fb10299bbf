import { constants, createHash, generateKeyPairSync, verify } from 'node:crypto';
import { defined } from '../../../../shared/language/defined.ts';
import { makePlatformTransport } from '../../../../shared/adapters/ponto/platformTransport.ts';
import type { PontoApplication } from '../../../../shared/contracts/pontoApplication.ts';
import { aClock, anApplicationSource, platform } from './doubles.ts';
import { aServer, type LoopbackServer, type SeenRequest } from './loopback.ts';

const pair = (passphrase?: string) =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...(passphrase && { cipher: 'aes-256-cbc', passphrase }) },
  });

const certificateId = '6a9f4b1e-3c55-4a5e-9c36-0d0e4d0c8a11';

const signing = (privateKey: string, passphrase?: string): PontoApplication => ({
  ...platform,
  signature: { certificateId, privateKey, ...defined({ passphrase }) },
});

/** A verifier written from section 1.4 of the reference alone. */
const verified = (seen: SeenRequest, publicKey: string): Record<string, string> | 'bad digest' | 'bad signature' => {
  const header = String(seen.headers['signature']);
  const parameters = Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
  const digest = `SHA-512=${createHash('sha512').update(Buffer.from(seen.body)).digest('base64')}`;
  if (seen.headers['digest'] !== digest) return 'bad digest';
  const valueOf = (name: string): string => {
    if (name === '(request-target)') return `${seen.method.toLowerCase()} ${seen.target}`;
    if (name === '(created)') return parameters['created'] ?? '';
    if (name === 'host') return String(seen.headers.host).replace(/:\d+$/, '');
    return String(seen.headers[name]);
  };
  const text = (parameters['headers'] ?? '')
    .split(' ')
    .map((name) => `${name}: ${valueOf(name)}`)
    .join('\n');
  const good = verify(
    'sha256',
    Buffer.from(text),
    { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
    Buffer.from(parameters['signature'] ?? '', 'base64'),
  );
  return good ? parameters : 'bad signature';
};

describe('HTTP message signature', () => {
  let server: LoopbackServer;
  const clock = aClock('2026-11-24T08:00:00.900Z');
  const key = pair();

  beforeEach(async () => {
    server = await aServer(() => ({}));
  });

  afterEach(async () => {
    await server.close();
  });

  const post = (transport: ReturnType<typeof makePlatformTransport>) =>
    transport({
      method: 'POST',
      url: new URL(`${server.origin}/ponto-connect/synchronizations?page%5Blimit%5D=100`),
      headers: {
        'ibanity-idempotency-key': 'd9c9c1f6-5d67-4ac2-8a32-9e7b3b8c1f5f',
        accept: 'application/vnd.api+json;version=2',
        authorization: 'Bearer abc.def',
      },
      body: '{"data":"é"}',
    });

  const transportOf = (application: PontoApplication) =>
    makePlatformTransport({ application: anApplicationSource(application), clock });

  const onlySeen = (): SeenRequest => {
    const [one] = server.seen;
    if (!one || server.seen.length > 1) throw new Error('one request expected');
    return one;
  };

  it('covers target, host, digest, time, token and Ibanity headers, and verifies', async () => {
    await post(transportOf(signing(key.privateKey)));

    expect(verified(onlySeen(), key.publicKey)).toMatchObject({
      keyId: certificateId,
      created: String(Date.parse('2026-11-24T08:00:00Z') / 1000),
      algorithm: 'hs2019',
      headers: '(request-target) host digest (created) authorization ibanity-idempotency-key',
    });
  });

  it('covers an empty body and needs no token', async () => {
    const url = new URL(`${server.origin}/ponto-connect/financial-institutions`);

    await transportOf(signing(key.privateKey))({ method: 'GET', url, headers: { accept: 'x' } });

    expect(verified(onlySeen(), key.publicKey)).toMatchObject({ headers: '(request-target) host digest (created)' });
  });

  it('opens a key that is locked with a passphrase', async () => {
    const locked = pair('open sesame');

    await post(transportOf(signing(locked.privateKey, 'open sesame')));

    expect(verified(onlySeen(), locked.publicKey)).toMatchObject({ keyId: certificateId });
  });

  it('does not verify for another body, another target or another key', async () => {
    await post(transportOf(signing(key.privateKey)));
    const seen = onlySeen();

    expect(verified({ ...seen, body: '{}' }, key.publicKey)).toBe('bad digest');
    expect(verified({ ...seen, target: '/ponto-connect/accounts' }, key.publicKey)).toBe('bad signature');
    expect(verified(seen, pair().publicKey)).toBe('bad signature');
  });

  it('is left out where the application has no signature key', async () => {
    await post(transportOf(platform));

    expect(onlySeen().headers['signature']).toBeUndefined();
    expect(onlySeen().headers['digest']).toBeUndefined();
  });

  it('is made with the new key after a rotation', async () => {
    const source = anApplicationSource(signing(key.privateKey));
    const transport = makePlatformTransport({ application: source, clock });
    const next = pair();
    await post(transport);
    source.rotate(signing(next.privateKey));
    await source.reread();

    await post(transport);

    const [first, second] = server.seen;
    expect(first && verified(first, key.publicKey)).toMatchObject({ keyId: certificateId });
    expect(second && verified(second, next.publicKey)).toMatchObject({ keyId: certificateId });
  });
});
