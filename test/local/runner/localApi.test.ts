import { request } from 'node:http';
import * as z from 'zod';
import { problemDetail } from '../../../shared/presentation/problems.ts';
import { aRunner, type FixtureRunner } from './aRunner.ts';

const problem = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
const clock = z.object({ now: z.string() });

describe('the calls that only the local runner has', () => {
  let fixture: FixtureRunner;
  const moments: string[] = [];

  beforeAll(async () => {
    fixture = await aRunner({ onMove: (now) => void moments.push(now.toISOString()) });
  });
  afterAll(async () => {
    await fixture.stop();
  });

  it('fire a schedule at a given time and answer when all work that it caused is done', async () => {
    const response = await fixture.post('/local/schedules/daily', { time: '2131-03-10T07:40:00Z' });

    expect(response.status).toBe(200);
    expect(await (await fixture.get('/jobs')).json()).toEqual([
      { key: 'daily 2131-03-10T07:40:00Z', begun: 1, done: 1 },
    ]);
  });

  it('tell which scenarios there are, and about how long each takes', async () => {
    const list = z.object({
      items: z.array(z.object({ name: z.string(), promise: z.string(), takesSeconds: z.int().min(1).max(60) })),
    });

    const { items } = list.parse(await (await fixture.get('/local/scenarios')).json());

    expect(items.map(({ name }) => name)).toContain('ten-thousand-lines');
  });

  it('move product and sandbox to the time of a schedule that is still to come, and nothing back', async () => {
    const later = '2131-04-10T07:40:00Z';
    await fixture.post('/local/schedules/daily', { time: later });
    await fixture.post('/local/schedules/daily', { time: '2026-03-10T07:40:00Z' });

    const { now } = clock.parse(await (await fixture.get('/local/clock')).json());
    expect(now.slice(0, 10)).toBe('2131-04-10');
    expect(moments.at(-1)?.slice(0, 10)).toBe('2131-04-10');
  });

  it('answer 404 for a schedule that the template does not have, and name those that it has', async () => {
    const response = await fixture.post('/local/schedules/hourly', {});

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.parse(await response.json()).errors).toEqual([
      { path: 'schedule', message: expect.stringMatching(/^must be one of: .*daily/) },
    ]);
  });

  it.each([
    ['/local/schedules/daily', { at: '2026-03-10T07:40:00Z' }, 'at', 'is not known here; there is time'],
    ['/local/schedules/daily', { time: 'tomorrow' }, 'time', 'must look like 2026-03-10T07:40:00Z'],
    ['/local/tokens', {}, 'tenantId', 'is required'],
    ['/local/tokens', { tenantId: 7 }, 'tenantId', 'must be a text'],
    ['/local/tokens', { tenantId: '' }, 'tenantId', 'must have at least 1 character'],
    ['/local/tokens', { tenantId: 'null' }, 'tenantId', 'must be a name'],
    ['/local/tokens', { tenantId: 't', email: 'nobody' }, 'email', 'must be an email address'],
    [
      '/local/tokens',
      { tenantId: 't', tenantName: 'a\nb' },
      'tenantName',
      'must be one line of text, without control characters and marks of direction',
    ],
    ['/local/tokens', [], '', 'must be an object'],
    ['/local/clock', { now: 'P1D' }, 'now', 'is not known here; there is advance, set'],
    ['/local/clock', {}, '', 'must have advance or set'],
    ['/local/idle', { now: true }, 'now', 'is not known here; there is nothing to say'],
  ])('say of a wrong value what is right: %s %j', async (path, body, wrong, message) => {
    const response = await fixture.post(path, body);

    expect(problem.parse(await response.json()).errors).toContainEqual({ path: wrong, message });
  });

  it.each([
    ['/local/tokens', '{'],
    ['/local/tokens', '[]'],
    ['/local/tokens', '{}'],
    ['/local/tokens', '{"tenantId":""}'],
    ['/local/tokens', '{"tenantId":1}'],
    ['/local/tokens', '{"tenantId":"null"}'],
    ['/local/tokens', '{"tenantId":"a\\ud800"}'],
    ['/local/tokens', `{"tenantId":"${'€'.repeat(86)}"}`],
    ['/local/tokens', '{"tenantId":"t","userId":"[a b]"}'],
    ['/local/tokens', '{"tenantId":"t","admin":true}'],
    ['/local/tokens', '{"tenantId":"t","email":"nobody"}'],
    ['/local/schedules/daily', '{"time":"tomorrow"}'],
    ['/local/schedules/daily', '{"at":"2026-03-10T07:40:00Z"}'],
    ['/local/idle', '{"now":true}'],
  ])('refuse bad input: %s %s', async (path, body) => {
    const response = await fetch(`${fixture.url}${path}`, { method: 'POST', body });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.parse(await response.json()).code).toMatch(/^(malformed_json|invalid_request)$/);
  });

  it('answer 404 for what they do not know', async () => {
    const answers = await Promise.all([fixture.get('/local/tokens'), fixture.get('/local/secrets')]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const told = await Promise.all(answers.map(async (answer) => problem.parse(await answer.json()).errors));
    for (const errors of told) {
      expect(errors?.[0]?.message).toMatch(
        /POST \/local\/tokens, POST \/local\/schedules\/{name}, .*GET \/local\/rights$/,
      );
    }
  });

  it('say what is wrong in the language that the caller reads most', async () => {
    const headers = { 'accept-language': 'nl,en;q=0.9' };

    const [unknown, malformed, foreign] = await Promise.all([
      fixture.get('/local/secrets', { headers }),
      fetch(`${fixture.url}/local/tokens`, { method: 'POST', headers, body: '{' }),
      fixture.get('/local/mailbox', { headers: { ...headers, origin: 'https://evil.example' } }),
    ]);

    expect([unknown, malformed, foreign].map((answer) => answer.headers.get('content-language'))).toEqual([
      'nl',
      'nl',
      'nl',
    ]);
    expect(problem.parse(await unknown.json()).detail).toBe(problemDetail('nl', 'route_not_found'));
  });

  it('say what is right in that language too', async () => {
    const headers = { 'accept-language': 'nl' };

    const response = await fetch(`${fixture.url}/local/tokens`, { method: 'POST', headers, body: '{}' });

    expect(problem.parse(await response.json()).errors).toEqual([{ path: 'tenantId', message: 'is verplicht' }]);
  });

  it('show events and mails', async () => {
    expect(await (await fixture.get('/local/events')).json()).toEqual({ items: [] });
    expect(await (await fixture.get('/local/mailbox')).json()).toEqual({ items: [] });
  });

  /** Sends headers that `fetch` keeps to itself. */
  const statusOf = (path: string, headers: Record<string, string>, method = 'POST') =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${fixture.url}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end(method === 'POST' ? '{"tenantId":"t"}' : undefined);
    });

  it('are not there for a page whose host name was pointed at this machine', async () => {
    expect(await statusOf('/local/tokens', { host: 'evil.example' })).toBe(404);
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site in an old browser', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }],
    ['a sandbox', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('are not there for a page of %s, and do nothing for it', async (_, headers) => {
    const fired = moments.length;

    const statuses = [
      await statusOf('/local/tokens', headers),
      await statusOf('/local/schedules/daily', headers),
      await statusOf('/local/idle', headers),
      await statusOf('/local/mailbox', headers, 'GET'),
    ];

    expect(statuses).toEqual([404, 404, 404, 404]);
    expect(moments).toHaveLength(fired);
  });

  it('are there for a page of the same address', async () => {
    const origin = fixture.url;

    expect(await statusOf('/local/tokens', { origin, 'sec-fetch-site': 'same-origin' })).toBe(200);
  });
});
