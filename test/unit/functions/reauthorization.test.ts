import { makeHandler } from '../../../functions/oauth-callback/handler.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import type { PendingReauthorization } from '../../../shared/ports/consents.ts';
import type { FinishedReauthorization } from '../../../shared/usecases/accounts/finishReauthorization.ts';
import { inert } from '../../builders/inert.ts';
import { aContext, aCounters, aLog, anApiEvent, type ApiRequest } from '../../builders/api.ts';

const token = 'T'.repeat(43);
const cookieOf = (of: string): string => `reauthorization-${of.slice(0, 8)}=${of}`;
const cookie = cookieOf(token);
const returnUrl = 'https://app.example/banks?note=a%20b&tab=2';
const begun: PendingReauthorization = {
  tenantId: 'tenant-1',
  userId: 'user-1',
  connectionId: 'connection-1',
  accountId: 'account-1',
  pontoUrl: 'https://authorize.myponto.com/organizations/1/reauthorize/2',
  returnUrl,
  expiresAt: '2026-03-10T10:00:00.000Z',
};
const ours: PendingReauthorization = { ...begun, returnUrl: 'https://elsewhere.example/' };

const aWay = (
  finished: FinishedReauthorization | Error | ((token: string) => FinishedReauthorization) = {
    kind: 'reauthorized',
    begun,
  },
) => {
  const asked: string[] = [];
  const log = aLog();
  const observers = { log: log.log, counters: aCounters().counters };
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
      finishConsent: () => Promise.reject(new Error('no consent was finished')),
      findReauthorization: async (given) => {
        asked.push(`find ${given}`);
        return given === token ? begun : undefined;
      },
      finishReauthorization: async (given) => {
        asked.push(`finish ${given}`);
        if (finished instanceof Error) throw finished;
        return typeof finished === 'function' ? finished(given) : finished;
      },
    }),
  );
  const go = (request: ApiRequest, cookies?: readonly string[]) =>
    handler({ ...anApiEvent({ claims: undefined, ...request }), ...(cookies && { cookies }) }, aContext);
  return {
    asked,
    log,
    leave: (query = `begun=${token}`, request: ApiRequest = {}) =>
      go({ path: '/oauth/reauthorize', query, ...request }),
    comeBack: (cookies: readonly string[] = ['theme=dark', cookie], request: ApiRequest = {}) =>
      go({ path: '/oauth/reauthorized', ...request }, cookies),
  };
};

describe('the way to Ponto’s page of a renewal', () => {
  it('binds the browser by a cookie that only the way back gets, and leads on to Ponto', async () => {
    const { leave } = aWay();

    const { statusCode, headers } = await leave();

    expect([statusCode, headers['location']]).toEqual([303, begun.pontoUrl]);
    expect(headers['set-cookie']).toBe(
      `${cookie}; Path=/oauth/reauthorized; Expires=Tue, 10 Mar 2026 10:00:00 GMT; HttpOnly; Secure; SameSite=Lax`,
    );
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });

  it.each([
    ['is unknown or over', `begun=${'X'.repeat(43)}`],
    ['is missing', ''],
    ['is given twice', `begun=${token}&begun=${token}`],
    ['is no token', 'begun=%0d%0aset-cookie'],
  ])('says what to do when what was begun %s, and sets no cookie', async (_why, query) => {
    const { statusCode, headers, body } = await aWay().leave(query);

    expect(statusCode).toBe(404);
    expect(headers).not.toHaveProperty('location');
    expect(headers).not.toHaveProperty('set-cookie');
    expect(body).toContain('start the renewal again');
  });

  it('is in the language of the browser', async () => {
    const { body } = await aWay().leave('', { headers: { 'accept-language': 'nl-BE' } });

    expect(body).toContain('<h1>Dit adres werkt niet meer</h1>');
  });
});

describe('the way back from Ponto’s page of a renewal', () => {
  it.each(['reauthorized', 'unconfirmed'] as const)(
    'leads on to the return address, whose query stays, with account and status: %s',
    async (kind) => {
      const { comeBack, asked, log } = aWay({ kind, begun });

      const { statusCode, headers } = await comeBack();

      expect([statusCode, headers['location']]).toEqual([
        303,
        `${returnUrl}&connectionId=connection-1&accountId=account-1&status=${kind}`,
      ]);
      expect(asked).toEqual([`finish ${token}`]);
      expect(log.codes()).toEqual(['STARTED', 'REAUTHORIZATION_FINISHED', 'COMPLETED']);
      expect(log.keys).toContainEqual({ tenantId: 'tenant-1', connectionId: 'connection-1' });
    },
  );

  it('of several that were begun at once is that of the one which is done, and of the last one where none is', async () => {
    const tokens = ['first', 'second', 'third'].map((name) => name.padEnd(43, '-'));
    const done = new Set<string>();
    const { comeBack, asked } = aWay((given) => ({
      kind: done.has(given) ? 'reauthorized' : 'unconfirmed',
      begun: { ...begun, accountId: given.replaceAll('-', '') },
    }));

    const none = await comeBack(tokens.map(cookieOf));
    done.add(tokens[1] ?? '');
    const second = await comeBack(tokens.map(cookieOf));

    expect(none.headers['location']).toContain('accountId=third&status=unconfirmed');
    expect(none.headers).not.toHaveProperty('set-cookie');
    expect(second.headers['location']).toContain('accountId=second&status=reauthorized');
    expect(second.headers['set-cookie']).toMatch(/^reauthorization-second--=; Path=\/oauth\/reauthorized; Max-Age=0;/);
    expect(asked).toEqual(
      ['third', 'second', 'first', 'third', 'second'].map((name) => `finish ${name.padEnd(43, '-')}`),
    );
  });

  it('looks at five at the most, whatever a browser brings', async () => {
    const { comeBack, asked } = aWay({ kind: 'unconfirmed', begun });

    await comeBack(Array.from({ length: 30 }, (_, number) => cookieOf(`${number}`.padEnd(43, '-'))));

    expect(asked).toHaveLength(5);
  });

  it.each<[FinishedReauthorization, string]>([
    [{ kind: 'reauthorized', begun: ours }, 'Access is renewed'],
    [{ kind: 'unconfirmed', begun: ours }, 'If you confirmed at your bank'],
  ])('ends on our own page where no address is allowed: %j', async (finished, words) => {
    const { statusCode, headers, body } = await aWay(finished).comeBack();

    expect([statusCode, headers['location']]).toEqual([200, undefined]);
    expect(body).toContain(words);
  });

  it.each([
    ['none', []],
    ['there twice', [cookie, cookie]],
    ['no token', ['reauthorization-a=a b']],
    ['of another name than its own', [`reauthorization-XXXXXXXX=${token}`]],
  ])('looks at no account when the cookie is %s', async (_what, cookies) => {
    const { comeBack, asked } = aWay();

    const { statusCode, body } = await comeBack(cookies);

    expect([statusCode, asked]).toEqual([200, []]);
    expect(body).toContain('You are back from Ponto');
  });

  it('takes nothing that the address itself says', async () => {
    const { comeBack, asked } = aWay();

    await comeBack([], { query: `begun=${token}&returnUrl=https%3A%2F%2Fevil.example` });

    expect(asked).toEqual([]);
  });

  it.each<[string, ApiRequest, number]>([
    ['HEAD', { method: 'HEAD' }, 405],
    ['a prefetch', { headers: { 'Sec-Purpose': 'prefetch' } }, 503],
  ])('does nothing for %s', async (_what, request, status) => {
    const { comeBack, asked } = aWay();

    const { statusCode } = await comeBack(undefined, request);

    expect([statusCode, asked]).toEqual([status, []]);
  });

  it('says that it is our fault where it is, and logs no token', async () => {
    const { comeBack, log } = aWay(new Error(`bug with ${token}`));

    const { statusCode, body } = await comeBack();

    expect(statusCode).toBe(500);
    expect(body).toContain('Reload this page.');
    expect(JSON.stringify(log.messages)).not.toContain(token);
  });

  it('describes why an account could not be looked at, without the message', async () => {
    const { comeBack, log } = aWay({ kind: 'unconfirmed', begun, cause: new TypeError(token) });

    const { statusCode } = await comeBack();

    expect(statusCode).toBe(303);
    expect(log.messages).toContainEqual({
      code: 'REAUTHORIZATION_FINISHED',
      fields: { outcome: 'unconfirmed', error: expect.objectContaining({ name: 'TypeError' }) },
    });
    expect(JSON.stringify(log.messages)).not.toContain(token);
  });
});
