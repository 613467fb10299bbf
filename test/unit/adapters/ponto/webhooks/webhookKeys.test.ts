import { makeTransport } from '../../../../../shared/adapters/ponto/http.ts';
import { makePlatformTransport } from '../../../../../shared/adapters/ponto/platformTransport.ts';
import { makeSend } from '../../../../../shared/adapters/ponto/retry.ts';
import { makeWebhookKeys } from '../../../../../shared/adapters/ponto/webhooks/webhookKeys.ts';
import { makeCertificates } from '../certificates.ts';
import { aClock, anApplicationSource, platform } from '../doubles.ts';
import { aServer, cutOff, html, refusal, type Answer, type LoopbackServer } from '../loopback.ts';
import { makeKey, published, type SigningKey } from './signing.ts';

let key: SigningKey;
let second: SigningKey;
let server: LoopbackServer;
beforeAll(async () => {
  [key, second] = await Promise.all([makeKey('key-1'), makeKey('key-2')]);
});
beforeEach(async () => {
  server = await aServer(() => keySet(published(key)));
});
afterEach(() => server.close());

const keySet = (...keys: readonly unknown[]): Answer => ({ body: { keys } });

const someKeys = () => {
  const clock = aClock();
  const send = makeSend(
    makeTransport(undefined, { timeoutMs: 2_000, tokenTimeoutMs: 2_000, maxAnswerBytes: 100_000 }),
    {
      clock,
      jitter: () => 0,
    },
  );
  return { clock, find: makeWebhookKeys({ url: `${server.origin}/webhooks/keys`, send, clock }) };
};

describe('the keys that sign events', () => {
  it('are read where Ponto publishes them, with the padded modulus', async () => {
    const { find } = someKeys();

    const found = await find('key-1');

    expect(found?.equals(key.publicKey)).toBe(true);
    expect(server.seen.map(({ method, path }) => [method, path])).toEqual([['GET', '/webhooks/keys']]);
    expect(JSON.stringify(published(key))).toContain('==');
  });

  it('are good without padding, and with members that are not known', async () => {
    const { n } = key.publicKey.export({ format: 'jwk' });
    server.answer(() => keySet(published(key, { n, x5c: ['AAAA'], x5t: 'AAAA', alg: undefined })));

    expect((await someKeys().find('key-1'))?.equals(key.publicKey)).toBe(true);
  });

  it.each([
    ['retired', { status: 'RETIRED' }],
    ['of no status', { status: undefined }],
    ['for encryption', { use: 'enc' }],
    ['of another algorithm', { alg: 'RS256' }],
    ['of another kind', { kty: 'oct', k: 'AAAA' }],
    ['broken', { n: '' }],
    ['without an id', { kid: undefined }],
  ])('are not those that are %s, and one of these does not hide the others', async (_what, overrides) => {
    server.answer(() => keySet(published(key, overrides), null, published(second)));
    const { find } = someKeys();

    expect(await find('key-1')).toBeUndefined();
    expect((await find('key-2'))?.equals(second.publicKey)).toBe(true);
  });

  it('are not those that are too short to be safe', async () => {
    const short = await makeKey('short', 1024);
    server.answer(() => keySet(published(short)));

    expect(await someKeys().find('short')).toBeUndefined();
  });

  it('are asked for with the client certificate of the platform', async () => {
    const certificates = await makeCertificates();
    const answer = () => keySet(published(key));
    const secure = await aServer(answer, { ...certificates.server, ca: certificates.ca, requestCert: true });
    const clock = aClock();
    const application = anApplicationSource({ ...platform, tls: certificates.client });
    const send = makeSend(makePlatformTransport({ application, clock }), { clock, jitter: () => 0 });

    const found = await makeWebhookKeys({ url: `${secure.origin}/webhooks/keys`, send, clock })('key-1');

    expect(found?.equals(key.publicKey)).toBe(true);
    await secure.close();
  });
});

describe('reading the keys again', () => {
  it('waits while they are fresh', async () => {
    const { find, clock } = someKeys();
    await find('key-1');
    clock.pass(60_000 - 1);

    await find('key-1');

    expect(server.seen).toHaveLength(1);
  });

  it('happens after a minute, and a key that was retired since is refused', async () => {
    const { find, clock } = someKeys();
    await find('key-1');
    server.answer(() => keySet(published(key, { status: 'RETIRED' }), published(second)));
    clock.pass(60_000);

    expect(await find('key-1')).toBeUndefined();
    expect(server.seen).toHaveLength(2);
  });

  it('happens for an id that is not known: Ponto may have a new key', async () => {
    const { find, clock } = someKeys();
    await find('key-1');
    server.answer(() => keySet(published(key), published(second)));
    clock.pass(10_000);

    expect((await find('key-2'))?.equals(second.publicKey)).toBe(true);
    expect((await find('key-1'))?.equals(key.publicKey)).toBe(true);
    expect(server.seen).toHaveLength(2);
  });

  it('happens once in ten seconds, however many ids are made up', async () => {
    const { find, clock } = someKeys();
    for (let id = 0; id < 50; id += 1) expect(await find(`made-up-${id}`)).toBeUndefined();
    clock.pass(9_999);
    await find('made-up');
    const within = server.seen.length;
    clock.pass(1);

    await find('made-up');

    expect([within, server.seen.length]).toEqual([1, 2]);
  });

  it('happens once for many events at the same time', async () => {
    const { find } = someKeys();

    const found = await Promise.all([find('key-1'), find('key-1'), find('made-up')]);

    expect(found.map((one) => one !== undefined)).toEqual([true, true, false]);
    expect(server.seen).toHaveLength(1);
  });
});

describe('keys that cannot be had', () => {
  it.each<[string, Answer, string]>([
    ['Ponto is down', html(503), 'ponto_unavailable'],
    ['the answer is cut off', cutOff, 'ponto_unavailable'],
    ['Ponto says no', refusal(403, 'forbidden'), 'ponto_unavailable'],
    ['an intermediary answers', html(200), 'ponto_unavailable'],
    ['the answer holds no keys', { body: { keys: 'none' } }, 'ponto_unavailable'],
    ['the address has moved', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'ponto_unavailable'],
    ['Ponto asks to slow down', { status: 429, headers: { 'retry-after': '60' } }, 'ponto_throttled'],
  ])('are a passing fault when %s', async (_why, answer, code) => {
    server.answer(() => answer);

    await expect(someKeys().find('key-1')).rejects.toMatchObject({ code });
  });

  it('are not asked for again for ten seconds, and nobody is refused in that time', async () => {
    const { find, clock } = someKeys();
    server.answer(() => refusal(403, 'forbidden'));
    await expect(find('key-1')).rejects.toThrow();
    server.answer(() => keySet(published(key)));
    clock.pass(9_999);
    await expect(find('key-1')).rejects.toMatchObject({ code: 'ponto_unavailable' });
    const within = server.seen.length;
    clock.pass(1);

    const found = await find('key-1');

    expect([within, found?.equals(key.publicKey)]).toEqual([1, true]);
  });

  it('do not spoil those that are fresh', async () => {
    const { find, clock } = someKeys();
    await find('key-1');
    server.answer(() => html(404));
    clock.pass(10_000);
    await expect(find('made-up')).rejects.toMatchObject({ code: 'ponto_unavailable' });

    expect((await find('key-1'))?.equals(key.publicKey)).toBe(true);
  });

  it('are not replaced by those that are too old', async () => {
    const { find, clock } = someKeys();
    await find('key-1');
    server.answer(() => html(404));
    clock.pass(60_000);

    await expect(find('key-1')).rejects.toMatchObject({ code: 'ponto_unavailable' });
    await expect(find('key-1')).rejects.toMatchObject({ code: 'ponto_unavailable' });
  });
});
