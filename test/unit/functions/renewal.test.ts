import { makeHandler } from '../../../functions/oauth-callback/handler.ts';
import { Fault } from '../../../shared/domain/faults/fault.ts';
import { languages } from '../../../shared/domain/mail/language.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import type { FollowedLink, LinkNow } from '../../../shared/usecases/renewal/renewalLink.ts';
import { inert } from '../../builders/inert.ts';
import { aContext, aCounters, aLog, anApiEvent, type ApiRequest } from '../../builders/api.ts';

const token = `${'P'.repeat(43)}.${'S'.repeat(43)}`;
const open: LinkNow = { kind: 'open', language: 'en', bankName: 'KBC' };
const begun: FollowedLink = { kind: 'begun', url: 'https://authorize.myponto.com/renew?x=1' };

const aPage = (outcome: { readonly shown?: LinkNow | Error; readonly followed?: FollowedLink }) => {
  const asked: string[] = [];
  const log = aLog();
  const counters = aCounters();
  const observers = { log: log.log, counters: counters.counters };
  const { shown = open, followed = begun } = outcome;
  const handler = httpFunction(
    observers,
    makeHandler({
      confirmationPage: inert('confirmationPage'),
      ...observers,
      consentPage: inert('consentPage'),
      newSecret: () => 'N'.repeat(43),
      publicUrl: 'https://sync.example',
      productName: 'Bookly',
      returnUrlAllowList: [],
      pontoAuthorizationUrl: 'http://localhost:3001/authorization',
      findReauthorization: () => Promise.reject(new Error('no renewal was begun')),
      finishReauthorization: () => Promise.reject(new Error('no renewal was finished')),
      finishConsent: () => Promise.reject(new Error('no consent was finished')),
      renewalLink: {
        show: async (given) => {
          asked.push(`show ${given}`);
          if (shown instanceof Error) throw shown;
          return shown;
        },
        follow: async (given) => {
          asked.push(`follow ${given}`);
          return followed;
        },
      },
    }),
  );
  const call = (request: ApiRequest) =>
    handler(anApiEvent({ path: '/renew', claims: undefined, ...request }), aContext);
  return {
    asked,
    log,
    counters,
    look: (request: ApiRequest = {}) => call({ query: `link=${token}`, ...request }),
    press: (request: ApiRequest = {}) =>
      call({
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `link=${token}`,
        ...request,
      }),
  };
};

describe('the page behind a link in a mail', () => {
  it('shows the bank and one button, and begins nothing: mail scanners open links', async () => {
    const { look, asked, log } = aPage({});

    const { statusCode, body } = await look();

    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Renew access to KBC</h1>');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).toContain(`<form method="post" action="/renew"><input type="hidden" name="link" value="${token}">`);
    expect(asked).toEqual([`show ${token}`]);
    expect(log.codes()).toEqual(['STARTED', 'COMPLETED']);
  });

  it('says what to keep selected where it leads to a consent, and nothing of it where one account is renewed', async () => {
    const [consent, account] = [await aPage({ shown: { ...open, byConsent: true } }).look(), await aPage({}).look()];

    expect(consent.body).toContain('Keep every account selected at Ponto that is selected already');
    expect(account.body).not.toContain('selected');
  });

  it('runs no script, loads nothing, is framed and kept by nobody, and tells nobody its address', async () => {
    const { headers, body } = await aPage({}).look();

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self' https: http:\/\/localhost:3001; frame-ancestors 'none'$/,
      ),
    });
    expect(body).not.toMatch(/<script|<img|<link|https?:/);
  });

  it('sends the person on to Ponto when the button is pressed', async () => {
    const { press, asked, log, counters } = aPage({});

    const { statusCode, headers, body } = await press();

    expect([statusCode, headers['location'], body]).toEqual([303, 'https://authorize.myponto.com/renew?x=1', '']);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(asked).toEqual([`follow ${token}`]);
    expect(log.codes()).toEqual(['STARTED', 'RENEWAL_FOLLOWED', 'COMPLETED']);
    expect(counters.counted).toEqual({ RenewalsBegun: 1 });
  });

  it('reads the form also as the gateway hands over what it takes for binary', async () => {
    const { press, asked } = aPage({});

    await press({ body: Buffer.from(`link=${token}`).toString('base64'), isBase64Encoded: true });

    expect(asked).toEqual([`follow ${token}`]);
  });

  it('takes a link that is given twice for none', async () => {
    const { look, asked } = aPage({ shown: { kind: 'unknown' } });

    await look({ query: `link=${token}&link=${token}` });

    expect(asked).toEqual(['show ']);
  });

  it('takes the token of a form from its body alone', async () => {
    const { press, asked } = aPage({ followed: { kind: 'unknown' } });

    const { statusCode } = await press({ body: '', query: `link=${token}` });

    expect([statusCode, asked]).toEqual([404, ['follow ']]);
  });

  it.each([
    [{ kind: 'renewed', language: 'en' }, 200, 'already been done'],
    [{ kind: 'elsewhere', language: 'en' }, 200, 'open the bank connection'],
    [{ kind: 'unknown' }, 404, 'no longer works'],
    [{ kind: 'later', language: 'en', fault: new Fault('ponto_unavailable') }, 503, 'cannot be reached'],
  ] as const)('says what %j means, without a form', async (followed, status, words) => {
    const { statusCode, body, headers } = await aPage({ followed }).press();

    expect(statusCode).toBe(status);
    expect(body.toLowerCase()).toContain(words);
    expect(body).not.toContain('<form');
    expect(headers['content-security-policy']).toContain("form-action 'none'");
  });

  it('says that it is our fault where it is, and logs no token', async () => {
    const { look, log } = aPage({ shown: new Error(`bug with ${token}`) });

    const { statusCode, body } = await look();

    expect(statusCode).toBe(500);
    expect(body).toContain('on our side');
    expect(log.codes()).toContain('INTERNAL_ERROR');
    expect(JSON.stringify(log.messages)).not.toContain(token);
  });

  it.each(languages)('is in the language of the mail: %s', async (language) => {
    const { body } = await aPage({ shown: { kind: 'open', language, bankName: '<KBC>' } }).look();

    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain('&lt;KBC&gt;');
  });

  it('that nobody knows is in the language of the browser', async () => {
    const { body } = await aPage({ shown: { kind: 'unknown' } }).look({
      headers: { 'accept-language': 'fr-BE,fr;q=0.9' },
    });

    expect(body).toContain('<h1>Ce lien ne fonctionne plus</h1>');
  });
});
