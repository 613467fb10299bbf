import { request, type IncomingMessage, type Server } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { KeptEvent } from '../../../local/cloud/eventBridge.ts';
import type { KeptMail } from '../../../local/cloud/ses.ts';
import { makeSite } from '../../../local/site/site.ts';

const mail: KeptMail = {
  from: 'feeds@example.com',
  to: 'els@bakkerij.example',
  subject: 'The permission of <KBC> ends',
  text: 'Renew: http://localhost:3000/renew?link=a',
  html: '<!doctype html><html><head><title>x</title></head><body style="margin:0"><a href="https://a.example">Renew</a></body></html>',
  at: '2026-03-10T07:40:00Z',
};
const event: KeptEvent = {
  source: 'ponto-bank-sync',
  detailType: 'ConnectionActivated',
  detail: { tenantId: '<b>t</b>' },
  time: '2026-03-10T07:40:00Z',
};

interface Asked {
  readonly method?: string | undefined;
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}
interface Response {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const read = async (stream: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
};

describe('the pages of the local runner', () => {
  let server: Server;
  let port: number;
  /** What the product behind the same door was asked, and answers. */
  const asked: Asked[] = [];
  let product: (path: string) => { readonly status: number; readonly body: object };
  const passed: string[] = [];
  const issued: object[] = [];
  let mails: KeptMail[];
  let events: KeptEvent[];

  beforeAll(async () => {
    const site = makeSite({
      issueToken: async (wanted) => {
        issued.push(wanted);
        return { token: 'a-token' };
      },
      letTimePass: async (to, _gone, skipUntil) => void passed.push(`${skipUntil?.toISOString()} ${to.toISOString()}`),
      mailbox: () => mails,
      events: () => events,
      publicUrl: 'https://tunnel.example',
      sandbox: { url: 'http://localhost:3001', now: async () => '2026-03-09T23:30:00Z' },
    });
    server = createServer((incoming, response) => {
      void (async () => {
        const own = await site(incoming, new AbortController().signal);
        if (own) return response.writeHead(own.status, own.headers).end(own.body);
        const { authorization } = incoming.headers;
        asked.push({ method: incoming.method, path: incoming.url, authorization, body: await read(incoming) });
        const { status, body } = product(incoming.url ?? '');
        return response.writeHead(status).end(JSON.stringify(body));
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    for (const list of [asked, passed, issued]) list.length = 0;
    mails = [mail];
    events = [event];
    product = () => ({ status: 404, body: { message: 'Not Found' } });
  });

  /** With headers that `fetch` keeps to itself; a redirect is an answer. */
  const send = (method: string, path: string, body = '', headers: Record<string, string> = {}) =>
    new Promise<Response>((resolve, reject) => {
      request(
        { port, host: '127.0.0.1', method, path, headers: { host: `localhost:${port}`, ...headers } },
        (answer) => {
          read(answer).then(
            (text) => resolve({ status: answer.statusCode, headers: answer.headers, body: text }),
            reject,
          );
        },
      )
        .on('error', reject)
        .end(body);
    });
  const get = (path: string, headers: Record<string, string> = {}) => send('GET', path, '', headers);
  const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    send('POST', path, new URLSearchParams(fields).toString(), headers);
  const visit = { tenantId: 'bakery', tenantName: 'Bakkerij De Korenaar', email: 'els@bakkerij.example' };

  it('begin with a page that runs nothing, loads nothing from elsewhere, and leads to everything', async () => {
    const { status, headers, body } = await get('/');

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; " +
        "form-action 'self' https://tunnel.example",
    );
    expect(body).not.toMatch(/<script|<style|style="|\son\w+=/);
    const links = [...body.matchAll(/ href="([^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual(
      expect.arrayContaining([
        '/local/pages/mailbox',
        '/local/pages/events',
        '/v1/openapi.json',
        'http://localhost:3001',
      ]),
    );
  });

  it('open the feed of a tenant as its product would: with a token, by the API, for one person', async () => {
    product = () => ({
      status: 201,
      body: { url: 'https://tunnel.example/pages/open/abc', expiresAt: '2026-03-10T08:00:00Z' },
    });

    const { status, headers } = await post('/local/pages/open', { ...visit, locale: 'nl', page: 'connect' });

    expect([status, headers.location]).toEqual([303, 'https://tunnel.example/pages/open/abc']);
    expect(issued).toEqual([visit]);
    expect(asked).toMatchObject([{ method: 'POST', path: '/v1/page-sessions', authorization: 'Bearer a-token' }]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      page: 'connect',
      returnUrl: `http://localhost:${port}/`,
      locale: 'nl',
      contact: { email: 'els@bakkerij.example', name: 'Bakkerij De Korenaar', locale: 'nl' },
    });
  });

  it('say what the API says when it gives no address, and keep what was typed', async () => {
    product = () => ({ status: 429, body: { code: 'too_many_page_sessions', detail: 'Too many at once.' } });

    const { status, body } = await post('/local/pages/open', { tenantId: 'a"b', locale: 'fr' });

    expect(status).toBe(502);
    expect(body).toContain('<p role="alert">Too many at once.</p>');
    expect(body).toContain('value="a&quot;b"');
    expect(body).toMatch(/<option value="fr" selected/);
  });

  it.each([
    ['tenantId', { tenantId: ' a' }, 'must have no control characters in it and no spaces around it'],
    ['email', { ...visit, email: 'nobody' }, 'must be an email address'],
    ['tenantName', { ...visit, tenantName: 'a\u202eb' }, 'must be one line of text, without control characters'],
  ])('ask again where %s cannot be, without a token', async (field, fields, message) => {
    const { status, body } = await post('/local/pages/open', fields);

    expect(status).toBe(422);
    expect(body).toContain(`id="field-${field}-error"`);
    expect(body).toContain(message);
    expect(issued).toEqual([]);
  });

  it.each(['toString', '__proto__'])('say nothing of an outcome that is none: %s', async (done) => {
    expect((await get(`/?done=${done}`)).body).not.toContain('role="status"');
  });

  it('let a day pass, to the evening of the next one', async () => {
    const { status, headers } = await post('/local/pages/day');

    expect([status, headers.location]).toEqual([303, '/?done=day']);
    expect(passed).toEqual(['2026-03-09T23:30:00.000Z 2026-03-10T20:00:00.000Z']);
  });

  it('let the months pass until two weeks before the first permission ends', async () => {
    const account = (expiresAt: string | null) => ({ authorization: { expiresAt } });
    const items = [account('2026-09-08T10:00:00Z'), account(null), account('2026-09-05T10:00:00Z')];
    product = () => ({ status: 200, body: { items } });

    const { headers } = await post('/local/pages/ending', { endingTenant: 'bakery' });

    expect(headers.location).toBe('/?done=ending');
    expect(passed).toEqual(['2026-08-21T10:00:00.000Z 2026-08-22T10:00:00.000Z']);
  });

  it('move no time for a tenant without a permission', async () => {
    product = () => ({ status: 200, body: { items: [] } });

    const { headers } = await post('/local/pages/ending', { endingTenant: 'bakery' });

    expect(headers.location).toBe('/?done=nothing');
    expect(passed).toEqual([]);
  });

  it('show the mails, newest first, fifty at a time', async () => {
    mails = Array.from({ length: 60 }, (_, index) => ({ ...mail, subject: `Mail ${index + 1}` }));

    const newest = (await get('/local/pages/mailbox')).body;
    const older = (await get('/local/pages/mailbox?before=10')).body;

    const subjects = (body: string) => [...body.matchAll(/>(Mail \d+)</g)].map(([, subject]) => subject);
    expect([subjects(newest)[0], subjects(newest).at(-1), subjects(newest).length]).toEqual(['Mail 60', 'Mail 11', 50]);
    expect(newest).toContain('href="/local/pages/mailbox?before=10"');
    expect(subjects(older)).toEqual(Array.from({ length: 10 }, (_, index) => `Mail ${10 - index}`));
  });

  it('show a mail with its head and both of its parts; the HTML is apart, in a sandbox, and runs nothing', async () => {
    const page = (await get('/local/pages/mailbox/1')).body;
    const part = await get('/local/pages/mailbox/1/html', {
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'iframe',
    });

    expect(page).toContain('The permission of &lt;KBC&gt; ends');
    expect(page).toContain('Renew: http://localhost:3000/renew?link=a');
    expect(page).toMatch(
      /<iframe[^>]+src="\/local\/pages\/mailbox\/1\/html"\s+sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    );
    expect(page).not.toContain('margin:0');
    expect(part.body).toContain('<head><base target="_blank">');
    expect(part.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    );
  });

  it.each(['/local/pages/mailbox/0', '/local/pages/mailbox/2', '/local/pages/mailbox/x', '/local/pages/other'])(
    'leave %s, which there is not, to the others',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('show the events, escaped', async () => {
    const { body } = await get('/local/pages/events');

    expect(body).toContain('ConnectionActivated');
    expect(body).toContain('&lt;b&gt;t&lt;/b&gt;');
  });

  it('have the style of the product', async () => {
    const { headers, body } = await get('/local/pages/style.css');

    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    expect(body).toContain('iframe.mail');
  });

  it.each<[string, Record<string, string>]>([
    ['whose host name was pointed at this machine', { host: 'evil.example' }],
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }],
    ['of another site that only looks', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('are not there for a page %s', async (_, headers) => {
    const answers = [
      await get('/', headers),
      await get('/local/pages/mailbox', headers),
      await post('/local/pages/open', visit, headers),
      await post('/local/pages/day', {}, headers),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect([...issued, ...passed]).toEqual([]);
  });

  it('may be led to by a link from anywhere: who looks changes nothing', async () => {
    const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };

    expect((await get('/', led)).status).toBe(200);
    expect((await post('/local/pages/day', {}, led)).status).toBe(404);
    expect(passed).toEqual([]);
  });

  it('change nothing by being looked at', async () => {
    const answers = [await get('/local/pages/open'), await get('/local/pages/day'), await get('/local/pages/ending')];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect([...issued, ...passed]).toEqual([]);
  });
});
