import { aVisitor, cookieIn, ownUrl, thePages, tokenIn, type PageRequest } from './thePages.ts';

const later = '2026-03-10T09:31:00.000Z';
const signOut = (cookie: string, form: Record<string, string>): PageRequest => ({
  path: '/pages/sign-out',
  headers: { cookie },
  form,
});

/** A page with a form of a visitor who is signed in. */
const aPage = async (pages: ReturnType<typeof thePages>, cookie: string) => {
  const page = await pages.send({ path: '/pages/none', headers: { cookie } });
  return { page, token: tokenIn(page) };
};

describe('an address of a page session', () => {
  it('becomes a cookie that no script, no other host and no plain connection gets, and leads on', async () => {
    const { store, send } = thePages();
    await store.offer('t'.repeat(43), aVisitor, '2099-01-01T00:00:00.000Z');

    const opened = await send({ path: `/pages/open/${'t'.repeat(43)}` });

    expect(opened.statusCode).toBe(303);
    expect(opened.headers['location']).toBe('/pages/overview');
    expect(opened.headers['set-cookie']).toMatch(
      /^__Host-pages=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('says so when it was opened before', async () => {
    const { store, send } = thePages();
    await store.offer('t'.repeat(43), aVisitor, '2099-01-01T00:00:00.000Z');
    await send({ path: `/pages/open/${'t'.repeat(43)}` });

    const again = await send({ path: `/pages/open/${'t'.repeat(43)}` });

    expect(again.statusCode).toBe(410);
    expect(again.body).toContain('This address opens no page any more');
    expect(cookieIn(again)).toBeUndefined();
  });

  it('is not spent by a browser that looks ahead', async () => {
    const { store, send } = thePages();
    await store.offer('t'.repeat(43), aVisitor, '2099-01-01T00:00:00.000Z');

    const ahead = await send({ path: `/pages/open/${'t'.repeat(43)}`, headers: { 'sec-purpose': 'prefetch' } });

    expect(ahead.statusCode).toBe(503);
    expect((await send({ path: `/pages/open/${'t'.repeat(43)}` })).statusCode).toBe(303);
  });

  it('ends the page session that the browser had before', async () => {
    const pages = thePages();
    const first = await pages.signIn();
    await pages.store.offer('t'.repeat(43), aVisitor, '2099-01-01T00:00:00.000Z');

    await pages.send({ path: `/pages/open/${'t'.repeat(43)}`, headers: { cookie: first } });

    expect((await pages.send({ path: '/pages', headers: { cookie: first } })).statusCode).toBe(401);
  });

  it('stands in no log', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();

    await pages.send({ path: '/pages/open/a-token-that-is-not-one' });

    const told = JSON.stringify([pages.log.messages, pages.log.keys]);
    expect(told).not.toContain('a-token-that-is-not-one');
    expect(told).not.toContain(cookie.split('=')[1]);
  });
});

describe('who may see a page', () => {
  it.each([
    ['nobody', {}],
    ['a made-up cookie', { cookie: `__Host-pages=${'x'.repeat(43)}` }],
    ['two cookies of the name', { cookie: `__Host-pages=${'x'.repeat(43)}; __Host-pages=${'y'.repeat(43)}` }],
  ])('is not %s', async (_who, headers) => {
    const { send, asked } = thePages();

    const page = await send({ path: '/pages/overview', headers });

    expect(page.statusCode).toBe(401);
    expect(page.body).toContain('Please open this page again');
    expect(asked).toEqual([]);
  });

  it.each([
    ['connect', '/pages/overview', 403],
    ['connect', '/pages/accounts/1', 403],
    ['connect', '/pages/renew/1', 403],
    ['renew', '/pages/connect', 403],
    ['renew', '/pages/connections/1', 403],
    ['overview', '/pages/none', 404],
  ] as const)('depends on the task: %s at %s', async (page, path, status) => {
    const pages = thePages();
    const cookie = await pages.signIn({ page });

    expect((await pages.send({ path, headers: { cookie } })).statusCode).toBe(status);
  });

  it.each([
    [{ page: 'connect' }, '/pages/connect'],
    [{ page: 'month' }, '/pages/month'],
    [{ page: 'connect', institutionId: 'kbc/1' }, '/pages/connect/kbc%2F1'],
    [{ page: 'account', accountId: 'a1' }, '/pages/accounts/a1'],
    [{ page: 'statement', statementId: 's1' }, '/pages/statements/s1'],
    [{ page: 'renew', connectionId: 'c1' }, '/pages/renew/c1'],
  ] as const)('begins on its page: %p', async (visitor, path) => {
    const pages = thePages();
    const cookie = await pages.signIn(visitor);

    expect((await pages.send({ path: '/pages', headers: { cookie } })).headers['location']).toBe(path);
  });

  it('ends by signing out', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();
    const { token } = await aPage(pages, cookie);

    const out = await pages.send(signOut(cookie, { _token: token }));

    expect(out.body).toContain('You are signed out');
    expect(out.headers['set-cookie']).toContain('Max-Age=0');
    expect((await pages.send({ path: '/pages', headers: { cookie } })).statusCode).toBe(401);
  });
});

describe('a form', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of ours', { 'sec-fetch-site': 'same-site' }],
    ['text', { 'content-type': 'text/plain' }],
  ])('from %s is not taken, whatever it brings', async (_what, headers) => {
    const pages = thePages();
    const cookie = await pages.signIn();
    const { token } = await aPage(pages, cookie);
    const request = signOut(cookie, { _token: token });

    const answer = await pages.send({ ...request, headers: { ...request.headers, ...headers } });

    expect(answer.statusCode).toBe(403);
    expect((await pages.send({ path: '/pages', headers: { cookie } })).statusCode).toBe(303);
  });

  it.each([
    ['without a token', {}],
    ['with a made-up token', { _token: 'a.b' }],
  ])('%s does nothing', async (_what, form) => {
    const pages = thePages();
    const cookie = await pages.signIn();

    expect((await pages.send(signOut(cookie, form))).statusCode).toBe(403);
    expect((await pages.send({ path: '/pages', headers: { cookie } })).statusCode).toBe(303);
  });

  it('that comes after the end keeps what was typed, and is sent once its person is back', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();
    const { token } = await aPage(pages, cookie);
    pages.at(later);

    const over = await pages.send(signOut(cookie, { _token: token, note: 'a "long" note', clientSecret: 'typed' }));
    expect(over.statusCode).toBe(401);
    expect(over.body).toContain('name="note" value="a &quot;long&quot; note"');
    expect(over.body).not.toContain('typed"');
    expect(tokenIn(over)).toBe(token);

    const back = await pages.signIn();
    const asked = await pages.send(signOut(back, { _token: token, note: 'a note' }));
    expect(asked.statusCode).toBe(409);
    expect(asked.body).toContain('Send this now?');
    expect((await pages.send({ path: '/pages', headers: { cookie: back } })).statusCode).toBe(303);

    const sent = await pages.send(signOut(back, { _token: tokenIn(asked), note: 'a note' }));
    expect(sent.body).toContain('You are signed out');
  });

  it('that is kept goes to the same address, and is the same sending: what was done meanwhile is not done twice', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();
    const { token } = await aPage(pages, cookie);
    pages.at(later);
    const request = signOut(cookie, { _token: token, _once: 'once-1' });

    const over = await pages.send({ ...request, path: '/pages/connect/back', query: 'connectionId=c1&a="' });
    const elsewhere = await pages.send({ ...request, path: '//evil.example/pages' });

    expect(over.body).toContain('action="/pages/connect/back?connectionId=c1&amp;a=%22"');
    expect(over.body).toContain('name="_once" value="once-1"');
    expect(elsewhere.body).toContain('action="/evil.example/pages"');
  });

  it.each([{ tenantId: 'tenant-2' }, { userId: 'user-2' }])(
    "of somebody else's page is not shown to %p",
    async (other) => {
      const pages = thePages();
      const { token } = await aPage(pages, await pages.signIn());
      const cookie = await pages.signIn(other);

      const answer = await pages.send(signOut(cookie, { _token: token, note: 'of another company' }));

      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toContain('of another company');
    },
  );

  it('of more than any page has is refused', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();

    const answer = await pages.send(signOut(cookie, { note: 'x'.repeat(70_000) }));

    expect(answer.statusCode).toBe(413);
  });
});

describe('every page', () => {
  it('runs nothing inline, loads nothing of others, is framed by nobody and kept by no cache', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();

    const { headers } = await pages.send({ path: '/pages/none', headers: { cookie } });

    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
    });
  });

  it('comes compressed to who takes that', async () => {
    const pages = thePages();
    const answer = await pages.send({ path: '/pages/overview', headers: { 'accept-encoding': 'gzip, br' } });

    expect(answer.headers['content-encoding'] === 'gzip').toBe(answer.isBase64Encoded === true);
  });

  it('has its files under addresses that never change, kept for a year', async () => {
    const { send } = thePages();

    const style = await send({ path: '/pages/assets/s-pages.css' });

    expect(style).toMatchObject({ statusCode: 200, body: 'main{}' });
    expect(style.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await send({ path: '/pages/assets/other.css' })).statusCode).toBe(404);
  });

  it('stays on our host, whatever the path says', async () => {
    const { send } = thePages();

    const answer = await send({ path: '//evil.example/pages/overview', headers: { origin: ownUrl } });

    expect([401, 404]).toContain(answer.statusCode);
    expect(answer.headers['location']).toBeUndefined();
  });

  it('tells of a failure of ours without its words, and keeps what was typed', async () => {
    const pages = thePages();
    const cookie = await pages.signIn();
    const { token } = await aPage(pages, cookie);
    pages.table.onCall = (moment, call) => {
      if (moment === 'before' && call === 'delete') throw new Error('a secret detail');
    };

    const answer = await pages.send(signOut(cookie, { _token: token, note: 'typed' }));

    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('name="note" value="typed"');
    expect(answer.body).not.toContain('a secret detail');
    expect(pages.log.codes()).toContain('INTERNAL_ERROR');
  });
});
