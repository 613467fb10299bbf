import { makeHandler } from '../../../functions/oauth-callback/handler.ts';
import { languages } from '../../../shared/domain/mail/language.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import type { ConsentNow, PassedConsent } from '../../../shared/usecases/connections/consentPage.ts';
import { aContext, aCounters, aLog, anApiEvent, type ApiRequest } from '../../builders/api.ts';
import { inert } from '../../builders/inert.ts';

const token = 'T'.repeat(43);
const fresh = 'N'.repeat(43);
const known = 'K'.repeat(43);
const cookieOf = (browser: string): string => `__Host-consent=${browser}`;
const pontoUrl = 'https://authorization.myponto.com/oauth2/auth?state=the-state';
const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const open: ConsentNow = {
  kind: 'open',
  ref,
  tenant: { tenantId: 'tenant-1', tenantName: 'Burglar & Sons' },
  bankName: 'KBC',
};

const aPage = (shown: ConsentNow | Error = open, passed: PassedConsent = { kind: 'passed', ref, url: pontoUrl }) => {
  const asked: string[] = [];
  const log = aLog();
  const counters = aCounters();
  const observers = { log: log.log, counters: counters.counters };
  const handler = httpFunction(
    observers,
    makeHandler({
      confirmationPage: inert('confirmationPage'),
      ...observers,
      consentPage: {
        show: async (given) => {
          asked.push(`show ${given}`);
          if (shown instanceof Error) throw shown;
          return shown;
        },
        pass: async (given, browser) => {
          asked.push(`pass ${given} ${browser}`);
          return passed;
        },
      },
      newSecret: () => fresh,
      publicUrl: 'https://sync.example/',
      productName: 'Bookly',
      pontoAuthorizationUrl: 'https://authorization.myponto.com',
      returnUrlAllowList: [],
      renewalLink: inert('renewalLink'),
      findReauthorization: () => Promise.reject(new Error('no renewal was begun')),
      finishReauthorization: () => Promise.reject(new Error('no renewal was finished')),
      finishConsent: () => Promise.reject(new Error('no consent was finished')),
    }),
  );
  const call = (request: ApiRequest, cookies: readonly string[] | undefined) =>
    handler(
      { ...anApiEvent({ path: '/oauth/consent', claims: undefined, ...request }), ...(cookies && { cookies }) },
      aContext,
    );
  const look = (cookies: readonly string[] = [], request: ApiRequest = {}) =>
    call({ query: `begun=${token}`, ...request }, cookies);
  return {
    asked,
    log,
    counters,
    look,
    /** What a browser sends that was shown the page. */
    formShownTo: async (browser: string): Promise<string> => {
      const { body } = await look([cookieOf(browser)]);
      const fields = [...body.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]);
      return new URLSearchParams(Object.fromEntries(fields)).toString();
    },
    press: (body: string, cookies: readonly string[] | undefined, headers: Record<string, string> = {}) =>
      call(
        {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        },
        cookies,
      ),
  };
};

describe('our page before Ponto’s', () => {
  it('names product, company and bank, says for how long and how to stop, and begins nothing', async () => {
    const { look, asked, log } = aPage();

    const { statusCode, body } = await look();

    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Let Burglar &amp; Sons read your accounts at KBC?</h1>');
    expect(body).toContain('In Bookly, Burglar &amp; Sons will see the balances and transactions');
    expect(body).toContain('180 days at the most');
    expect(body).toContain('disconnect the bank in Bookly');
    expect(body).toContain('close this page: nothing has happened yet');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(asked).toEqual([`show ${token}`]);
    expect(log.codes()).toEqual(['STARTED', 'COMPLETED']);
    expect(log.keys).toContainEqual(ref);
  });

  it('tells a tenant without a name by its number, with nothing in it that could be markup or turn the writing', async () => {
    const { look } = aPage({ kind: 'open', ref, tenant: { tenantId: '<b>7\u202e' } });

    const { body } = await look();

    expect(body).toContain('<h1>Let customer “&lt;b&gt;7” read your bank accounts?</h1>');
  });

  it('says which accounts would stop', async () => {
    const { look } = aPage({ ...open, atStake: { endings: ['7034', '4563'], more: 3, others: true } });

    const { body } = await look();

    expect(body).toContain('That would stop the accounts that end in 7034, 4563 and 3 more. Others who use');
  });

  it('gives a browser a cookie that no page of others gets sent, and leaves the one that it has', async () => {
    const { look } = aPage();

    const [first, again, odd] = [
      await look(),
      await look(['theme=dark', cookieOf(known)]),
      await look([cookieOf(known), cookieOf(fresh)]),
    ];

    const attributes = 'Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax';
    expect(first.headers['set-cookie']).toBe(`${cookieOf(fresh)}; ${attributes}`);
    expect(again.headers['set-cookie']).toBe(`${cookieOf(known)}; ${attributes}`);
    expect(odd.headers['set-cookie']).toBe(`${cookieOf(fresh)}; ${attributes}`);
    expect([first.body, again.body].join()).not.toMatch(new RegExp(`${fresh}|${known}`));
  });

  it('runs no script, loads nothing, is framed and kept by nobody, and tells nobody its address', async () => {
    const { headers, body } = await aPage().look();

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self' https: https:\/\/authorization\.myponto\.com; frame-ancestors 'none'$/,
      ),
    });
    expect(body).not.toMatch(/<script|<img|<link|https?:/);
  });

  it.each(languages)('is written in %s', async (language) => {
    const { headers, body } = await aPage().look([], { headers: { 'accept-language': language } });

    expect(headers['content-language']).toBe(language);
    expect(body).toMatch(/Burglar &amp; Sons.*KBC/);
  });

  it.each<[ConsentNow, string]>([
    [{ kind: 'over' }, 'This step is already done, or took too long'],
    [{ kind: 'disconnected', ref }, 'This connection has been disconnected in the meantime.'],
  ])('says what to do where there is nothing to go through: %j', async (now, words) => {
    const { statusCode, headers, body } = await aPage(now).look();

    expect(statusCode).toBe(404);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(body).toContain(words);
    expect(body).not.toContain('<form');
  });

  it('says that it is our fault where it is, and logs no token', async () => {
    const { look, log, counters } = aPage(new Error(`bug with ${token}`));

    const { statusCode, body } = await look();

    expect(statusCode).toBe(500);
    expect(body).toContain('Open the address again.');
    expect(JSON.stringify(log.messages)).not.toContain(token);
    expect(counters.counted).toEqual({ InternalErrors: 1 });
  });
});

describe('the button on our page', () => {
  const browsers = { origin: 'https://sync.example', 'sec-fetch-site': 'same-origin' };

  it.each<[string, Record<string, string>]>([
    ['names its origin', browsers],
    ['hides its origin, as our policy of referrers asks for', { ...browsers, origin: 'null' }],
    ['says nothing about itself', {}],
  ])('leads the browser that was shown the page to Ponto, when it %s', async (_how, headers) => {
    const { formShownTo, press, asked, log } = aPage();
    const form = await formShownTo(known);

    const answer = await press(form, [cookieOf(known)], headers);

    expect([answer.statusCode, answer.headers['location'], answer.body]).toEqual([303, pontoUrl, '']);
    expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(answer.headers['set-cookie']).toContain(cookieOf(known));
    expect(asked.at(-1)).toBe(`pass ${token} ${known}`);
    expect(JSON.stringify(log.messages)).not.toMatch(/TTTT|KKKK|the-state/);
  });

  it('may be pressed again, in another tab or after going back', async () => {
    const { formShownTo, press, asked } = aPage();
    const [tab, other] = [await formShownTo(known), await formShownTo(known)];

    const answers = [tab, other, tab].map((form) => press(form, [cookieOf(known)], browsers));

    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
    expect(asked.filter((call) => call.startsWith('pass'))).toHaveLength(3);
  });

  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['a browser without cookies', [], browsers, 'Allow cookies'],
    ['a browser that was shown another page', [cookieOf('X'.repeat(43))], browsers, 'Please read this page first'],
    ['another site', [cookieOf(known)], { origin: 'https://evil.example' }, 'Please read this page first'],
    ['a site beside ours', [cookieOf(known)], { 'sec-fetch-site': 'same-site' }, 'Please read this page first'],
  ])('shows the page and leads nowhere for %s', async (_who, cookies, headers, words) => {
    const { formShownTo, press, asked } = aPage();
    const form = await formShownTo(known);

    const answer = await press(form, cookies, headers);

    expect([answer.statusCode, answer.headers['location']]).toEqual([403, undefined]);
    expect(answer.body).toContain('Let Burglar &amp; Sons read your accounts at KBC?');
    expect(answer.body).toContain(words);
    expect(asked.filter((call) => call.startsWith('pass'))).toEqual([]);
  });

  it('knows the browser by the header too, where the gateway has left the cookies there', async () => {
    const { asked, formShownTo, press } = aPage();
    const form = await formShownTo(known);

    const answer = await press(form, undefined, { cookie: `other=1; ${cookieOf(known)}` });

    expect(answer.statusCode).toBe(303);
    expect(asked.at(-1)).toBe(`pass ${token} ${known}`);
  });

  it.each(['\u00a0', '\u2000', '\ufeff', '\u3000', 'Â\u00a0'])(
    'takes no cookie whose name only looks like ours: %j before it',
    async (blank) => {
      const { asked, formShownTo, press } = aPage();
      const form = await formShownTo(known);

      const answer = await press(form, [`${blank}${cookieOf(known)}`]);

      expect(answer.statusCode).toBe(403);
      expect(asked.filter((call) => call.startsWith('pass'))).toEqual([]);
    },
  );

  it('takes no proof of another consent, none that is missing, and no field given twice', async () => {
    const { formShownTo, press, asked } = aPage();
    const form = await formShownTo(known);
    const proof = new URLSearchParams(form).get('proof') ?? '';

    const answers = [
      await press(`begun=${'U'.repeat(43)}&proof=${proof}`, [cookieOf(known)]),
      await press(`begun=${token}`, [cookieOf(known)]),
      await press(`${form}&proof=${proof}`, [cookieOf(known)]),
      await press('', [cookieOf(known)]),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
    expect(asked.filter((call) => call.startsWith('pass'))).toEqual([]);
  });

  it('says so when the consent is over by then', async () => {
    const { formShownTo, press } = aPage(open, { kind: 'over' });

    const { statusCode, headers, body } = await press(await formShownTo(known), [cookieOf(known)], browsers);

    expect([statusCode, headers['location']]).toEqual([404, undefined]);
    expect(body).toContain('This step is already done, or took too long');
  });
});
