import { makeConfirmationRoutes } from '../../../functions/oauth-callback/confirmation.ts';
import { languages } from '../../../shared/domain/mail/language.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import type { QuestionNow } from '../../../shared/usecases/mail/confirmationPage.ts';
import { aContext, aCounters, aLog, anApiEvent, type ApiRequest } from '../../builders/api.ts';

const token = `${'T'.repeat(43)}.${'P'.repeat(43)}.${'S'.repeat(43)}`;

const aPage = (question: QuestionNow | Error = { kind: 'open', language: 'en' }) => {
  const asked: string[] = [];
  const log = aLog();
  const observers = { log: log.log, counters: aCounters().counters };
  const answer = (what: string) => async (given: string) => {
    asked.push(`${what} ${given}`);
    if (question instanceof Error) throw question;
    return question;
  };
  const confirmationPage = { show: answer('show'), confirm: answer('confirm') };
  const handler = httpFunction(observers, makeConfirmationRoutes({ ...observers, confirmationPage }));
  const call = (request: ApiRequest) =>
    handler(anApiEvent({ path: '/confirm-address', claims: undefined, ...request }), aContext);
  return {
    asked,
    log,
    look: (request: ApiRequest = {}) => call({ query: `link=${token}`, ...request }),
    press: (request: ApiRequest = {}) => call({ method: 'POST', body: `link=${token}`, ...request }),
  };
};

describe('the page by which a reader confirms an address', () => {
  it('shows one button and confirms nothing: mail scanners open links', async () => {
    const { look, asked } = aPage();

    const { statusCode, body, headers } = await look();

    expect(statusCode).toBe(200);
    expect(body).toContain(
      `<form method="post" action="/confirm-address"><input type="hidden" name="link" value="${token}">`,
    );
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).not.toMatch(/<script|<img|<link|https?:/);
    expect(asked).toEqual([`show ${token}`]);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("form-action 'self'; frame-ancestors 'none'"),
    });
  });

  it('confirms when the button is pressed, by the token in the form alone, and logs no token', async () => {
    const { press, asked, log } = aPage({ kind: 'confirmed', language: 'en' });

    const { statusCode, body } = await press({ query: 'link=other' });

    expect([statusCode, asked]).toEqual([200, [`confirm ${token}`]]);
    expect(body).toContain('Your address is confirmed');
    expect(body).not.toContain('<form');
    expect(log.codes()).toContain('ADDRESS_CONFIRMED');
    expect(JSON.stringify(log.messages)).not.toContain(token);
  });

  it.each([
    [{ kind: 'unknown' }, 404, 'no longer works'],
    [new Error(`bug with ${token}`), 500, 'on our side'],
  ] as const)('says what %j means, without a form', async (question, status, words) => {
    const { look, log } = aPage(question);

    const { statusCode, body } = await look();

    expect(statusCode).toBe(status);
    expect(body).toContain(words);
    expect(body).not.toContain('<form');
    expect(JSON.stringify(log.messages)).not.toContain(token);
  });

  it('takes a link that is given twice for none', async () => {
    const { look, asked } = aPage({ kind: 'unknown' });

    await look({ query: `link=${token}&link=${token}` });

    expect(asked).toEqual(['show ']);
  });

  it.each(languages)('is in the language of the mail: %s', async (language) => {
    const { body } = await aPage({ kind: 'open', language }).look();

    expect(body).toContain(`<html lang="${language}">`);
  });
});
