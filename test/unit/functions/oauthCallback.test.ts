import { makeHandler } from '../../../functions/oauth-callback/handler.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import { consentFailures } from '../../../shared/domain/consents/consentFailure.ts';
import type { ConsentAnswer, FinishedConsent } from '../../../shared/usecases/connections/finishConsent.ts';
import { inert } from '../../builders/inert.ts';
import { aContext, aCounters, aLog, anApiEvent, type ApiRequest } from '../../builders/api.ts';

const returnUrl = 'https://app.example/banks?tab=2';
const aConsent = (overrides: { readonly returnUrl?: string } = { returnUrl }) => ({
  tenantId: 'tenant-1',
  userId: 'user-1',
  connectionId: 'connection-1',
  expiresAt: '2026-03-10T09:10:00.000Z',
  ...overrides,
});
const query = 'code=the-code&state=the-state';
const request: ApiRequest = { path: '/oauth/callback', query, claims: undefined };

const aCallback = (finished: FinishedConsent | Error) => {
  const asked: ConsentAnswer[] = [];
  const log = aLog();
  const counters = aCounters();
  const observers = { log: log.log, counters: counters.counters };
  const handler = httpFunction(
    observers,
    makeHandler({
      confirmationPage: inert('confirmationPage'),
      ...observers,
      consentPage: inert('consentPage'),
      newSecret: () => 'N'.repeat(43),
      publicUrl: 'https://sync.example',
      productName: 'Bookly',
      returnUrlAllowList: ['https://app.example/'],
      pontoAuthorizationUrl: 'https://authorization.myponto.com',
      renewalLink: inert('renewalLink'),
      findReauthorization: () => Promise.reject(new Error('no renewal was begun')),
      finishReauthorization: () => Promise.reject(new Error('no renewal was finished')),
      finishConsent: async (answer) => {
        asked.push(answer);
        if (finished instanceof Error) throw finished;
        return finished;
      },
    }),
  );
  return {
    asked,
    log,
    counters,
    come: (overrides: ApiRequest = {}, cookies: readonly string[] = []) =>
      handler({ ...anApiEvent({ ...request, ...overrides }), cookies }, aContext),
  };
};

const connected: FinishedConsent = { kind: 'connected', consent: aConsent(), announced: true, withdrawn: 0 };

describe('a person who comes back from Ponto', () => {
  it('is sent on to the return address with the outcome', async () => {
    const { come, asked, log, counters } = aCallback(connected);

    const answer = await come();

    expect(answer.statusCode).toBe(303);
    expect(answer.headers['location']).toBe(`${returnUrl}&connectionId=connection-1&status=connected`);
    expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(asked).toEqual([{ state: 'the-state', code: 'the-code' }]);
    expect(log.codes()).toEqual(['STARTED', 'CONSENT_FINISHED', 'COMPLETED']);
    expect(counters.counted).toEqual({ ConsentsConnected: 1 });
  });

  it('is told, and so is the return address, how many linked accounts the consent has left out', async () => {
    const { come } = aCallback({ ...connected, withdrawn: 2 });

    const answer = await come();

    expect(answer.headers['location']).toBe(`${returnUrl}&connectionId=connection-1&status=connected&withdrawn=2`);
  });

  it('is sent on with the word that it waits to be confirmed, or told so on our page', async () => {
    const answers = [
      await aCallback({ kind: 'unconfirmed', consent: aConsent() }).come(),
      await aCallback({ kind: 'unconfirmed', consent: aConsent({}) }).come(),
    ];

    expect(answers[0]?.headers['location']).toBe(`${returnUrl}&connectionId=connection-1&status=unconfirmed`);
    expect(answers[1]?.statusCode).toBe(200);
    expect(answers[1]?.body).toContain('Nothing is read before the access is confirmed');
  });

  it('is sent on after a cancelled consent', async () => {
    const { come, counters } = aCallback({ kind: 'cancelled', consent: aConsent() });

    const answer = await come({ query: 'error=access_denied&state=the-state' });

    expect(answer.headers['location']).toBe(`${returnUrl}&connectionId=connection-1&status=cancelled`);
    expect(counters.counted).toEqual({});
  });

  it.each(consentFailures)('is sent on after a failure, with its code: %s', async (code) => {
    const { come, counters } = aCallback({ kind: 'failed', consent: aConsent(), code });

    const answer = await come();

    expect(answer.headers['location']).toBe(`${returnUrl}&connectionId=connection-1&status=failed&code=${code}`);
    expect(counters.counted).toEqual({ ConsentsFailed: 1 });
  });

  it.each([
    ['that is off the list by now', 'https://other.example/banks'],
    ['that only looks alike', 'https://app.example.evil.example/'],
  ])('is not sent to an address %s', async (_, address) => {
    const { come } = aCallback({
      kind: 'connected',
      consent: aConsent({ returnUrl: address }),
      announced: true,
      withdrawn: 0,
    });

    const answer = await come();

    expect(answer.statusCode).toBe(200);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.body).toContain('Your bank is connected');
  });

  it('is sent nowhere that the request itself names', async () => {
    const { come } = aCallback({ kind: 'unverified' });

    const answer = await come({
      query: `${query}&returnUrl=https%3A%2F%2Fevil.example&redirect_uri=https%3A%2F%2Fevil.example`,
    });

    expect(answer.statusCode).toBe(400);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.body).not.toContain('evil.example');
  });
});

describe('the browser that comes back', () => {
  const secret = 'B'.repeat(43);

  it('is known by the cookie of our page', async () => {
    const { come, asked } = aCallback(connected);

    await come({}, ['theme=dark', `__Host-consent=${secret}`]);

    expect(asked).toEqual([{ state: 'the-state', code: 'the-code', browser: secret }]);
  });

  it.each([
    ['none', []],
    ['there twice', [`__Host-consent=${secret}`, `__Host-consent=${'C'.repeat(43)}`]],
    ['no secret', ['__Host-consent=short']],
    ['of another name', [`consent=${secret}`, `__Secure-consent=${secret}`]],
  ])('is nobody’s when the cookie is %s', async (_what, cookies) => {
    const { come, asked } = aCallback(connected);

    await come({}, cookies);

    expect(asked).toEqual([{ state: 'the-state', code: 'the-code' }]);
  });

  it('is told what to do when it is another one, and not sent to the return address', async () => {
    const { come, log, counters } = aCallback({ kind: 'other_browser', consent: aConsent() });

    const { statusCode, headers, body } = await come();

    expect([statusCode, headers['location']]).toEqual([403, undefined]);
    expect(body).toContain('<h1>Go on in the browser in which you began</h1>');
    expect(body).toContain('Nothing has been connected.');
    expect(log.messages).toContainEqual({ code: 'CONSENT_FINISHED', fields: { outcome: 'other_browser' } });
    expect(log.keys).toContainEqual({ tenantId: 'tenant-1', connectionId: 'connection-1' });
    expect(counters.counted).toEqual({});
  });
});

describe('our own result page', () => {
  const consent = aConsent({});

  it.each<[FinishedConsent, number, string]>([
    [{ kind: 'connected', consent, announced: true, withdrawn: 0 }, 200, 'Your bank is connected'],
    [
      { kind: 'connected', consent, announced: true, withdrawn: 2 },
      200,
      '2 accounts that were linked here are no longer shared with us',
    ],
    [{ kind: 'cancelled', consent }, 200, 'You cancelled'],
    [{ kind: 'failed', consent, code: 'no_accounts' }, 400, 'No bank account was shared'],
    [{ kind: 'failed', consent, code: 'ponto_unavailable' }, 400, 'Ponto could not be reached'],
    [{ kind: 'unverified' }, 400, 'This step is already done, or took too long'],
  ])('says what happened: %j', async (finished, status, text) => {
    const answer = await aCallback(finished).come();

    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(text);
  });

  it.each(consentFailures)('says what to do next after %s, and never that it worked', async (code) => {
    const answer = await aCallback({ kind: 'failed', consent, code }).come();

    expect(answer.body).toContain('Your bank is not connected');
    expect(answer.body).toMatch(
      /Go back to your accounting software|then go back to your accounting software|Contact Ponto/,
    );
  });

  it('is in the language of the browser', async () => {
    const answer = await aCallback({ kind: 'connected', consent, announced: true, withdrawn: 0 }).come({
      headers: { 'accept-language': 'nl-BE,nl;q=0.9,en;q=0.8' },
    });

    expect(answer.body).toContain('<html lang="nl">');
    expect(answer.body).toContain('<h1>Uw bank is gekoppeld</h1>');
    expect(answer.headers).toMatchObject({ 'content-language': 'nl', vary: 'accept-language' });
  });

  it('holds no script, no token, no code, no state, and is passed on to nobody', async () => {
    const answer = await aCallback({ kind: 'connected', consent, announced: true, withdrawn: 0 }).come();

    expect(answer.body).not.toMatch(/<script|the-code|the-state|verifier|connection-1/);
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'; /),
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it('waits for whoever comes back from the renewal of an account, and spends no consent', async () => {
    const { come, asked } = aCallback({ kind: 'unverified' });

    const answer = await come({ path: '/oauth/reauthorized' });

    expect([answer.statusCode, asked]).toEqual([200, []]);
    expect(answer.body).toContain('You are back from Ponto');
  });

  it('tells a person who loads it again that the step is done', async () => {
    const answer = await aCallback({ kind: 'unverified' }).come();

    expect(answer.body).toContain('If you have just connected your bank and reloaded this page, it is already done.');
  });

  it('stands also when our own store is away, and can be loaded again', async () => {
    const { come, log, counters } = aCallback(new Error('the-state could not be read'));

    const answer = await come();

    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('Reload this page.');
    expect(JSON.stringify(log.messages)).not.toContain('the-state');
    expect(log.codes()).toEqual(['STARTED', 'INTERNAL_ERROR', 'COMPLETED']);
    expect(counters.counted).toEqual({ InternalErrors: 1 });
  });
});

describe('the state, which can be used once', () => {
  it.each<[string, ApiRequest, number]>([
    ['HEAD', { method: 'HEAD' }, 405],
    ['a prefetch', { headers: { 'Sec-Purpose': 'prefetch;prerender' } }, 503],
    ['an older prefetch', { headers: { Purpose: 'prefetch' } }, 503],
  ])('is not spent by %s', async (_, overrides, status) => {
    const { come, asked } = aCallback(connected);

    const answer = await come(overrides);

    expect(answer.statusCode).toBe(status);
    expect(asked).toEqual([]);
  });

  it('is none when it is given twice', async () => {
    const { come, asked } = aCallback({ kind: 'unverified' });

    await come({ query: 'state=a&state=b&code=c' });

    expect(asked).toEqual([{ code: 'c' }]);
  });
});

describe('what the log tells of a consent', () => {
  it('says whose it was, and that the bus did not take the news', async () => {
    const { come, log } = aCallback({ kind: 'connected', consent: aConsent(), announced: false, withdrawn: 0 });

    await come();

    expect(log.keys).toContainEqual({ tenantId: 'tenant-1', connectionId: 'connection-1' });
    expect(log.codes()).toContain('CONSENT_NOT_ANNOUNCED');
    expect(JSON.stringify([log.keys, log.messages])).not.toMatch(/the-code|the-state|verifier/);
  });

  it('describes an error of ours without its message', async () => {
    const cause = new TypeError('the-code');
    const { come, log } = aCallback({ kind: 'failed', consent: aConsent(), code: 'internal_error', cause });

    await come();

    expect(log.messages).toContainEqual({
      code: 'CONSENT_FINISHED',
      fields: expect.objectContaining({
        problem: 'internal_error',
        error: expect.objectContaining({ name: 'TypeError' }),
      }),
    });
    expect(JSON.stringify(log.messages)).not.toContain('the-code');
  });
});
