import { request } from 'node:http';
import type { PontoSandbox } from '../../../local/ponto-sandbox/startPontoSandbox.ts';
import { authorization, control, institutionId, startTestSandbox } from './harness.ts';

/** Sends headers that `fetch` keeps to itself. */
const post = (url: string, headers: Record<string, string>, body: string) =>
  new Promise<{ readonly status: number | undefined; readonly location: string | undefined }>((resolve, reject) => {
    request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, location: response.headers.location });
    })
      .on('error', reject)
      .end(body);
  });

const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const elsewhere: readonly [string, Record<string, string>][] = [
  ['another site', evil],
  ['another site in an old browser', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }],
  ['a host name that was pointed at this machine', { host: 'evil.example' }],
  [
    'a host name that was pointed at this machine, by its own page',
    { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
  ],
];

describe('the sandbox', () => {
  let sandbox: PontoSandbox;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const ownOrigin = () => new URL(sandbox.url).origin;

  it.each(elsewhere)('is not controlled by a page of %s', async (_, headers) => {
    const clock = await control(sandbox, '/clock', undefined, 'GET');

    const moved = await post(`${sandbox.url}/sandbox-control/clock`, headers, '{"now":"2027-01-01T00:00:00Z"}');
    const reset = await post(`${sandbox.url}/sandbox-control/reset`, headers, '');

    expect([moved.status, reset.status]).toEqual([403, 403]);
    expect((await control(sandbox, '/clock', undefined, 'GET')).json).toEqual(clock.json);
  });

  it('is controlled by its own page', async () => {
    const headers = { origin: ownOrigin(), 'sec-fetch-site': 'same-origin' };

    const moved = await post(`${sandbox.url}/sandbox-control/clock`, headers, '{"now":"2027-01-01T00:00:00Z"}');

    expect(moved.status).toBe(200);
  });

  it.each(elsewhere)('takes no consent from a page of %s', async (_, headers) => {
    const institution = await institutionId(sandbox, 'KBC');
    const form = new URLSearchParams({ ...authorization(), institution, decision: 'allow', account: 'all' });
    const before = await control(sandbox, '/organizations', undefined, 'GET');

    const consent = await post(`${sandbox.url}/oauth2/auth`, headers, form.toString());
    const organization = await post(`${sandbox.url}/oauth2/auth/organizations`, headers, `${form}&name=Evil`);

    expect([consent, organization]).toEqual([{ status: 403 }, { status: 403 }]);
    expect((await control(sandbox, '/organizations', undefined, 'GET')).json).toEqual(before.json);
  });

  it('takes a consent from its own page, which tells no origin', async () => {
    const institution = await institutionId(sandbox, 'KBC');
    const form = new URLSearchParams({ ...authorization(), institution, decision: 'allow', account: 'all' });
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' };

    const { status, location } = await post(`${sandbox.url}/oauth2/auth`, headers, form.toString());

    expect(status).toBe(302);
    expect(location).toContain('code=');
  });
});
