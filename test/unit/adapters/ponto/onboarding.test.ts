import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets } from './doubles.ts';
import { aServer, cutOff, html, refusal, silence, type Answer, type LoopbackServer } from './loopback.ts';

let server: LoopbackServer;
beforeEach(async () => {
  server = await aServer(() => ({}));
});
afterEach(() => server.close());

const token: Answer = { body: { access_token: 'client.1', expires_in: 1799, token_type: 'bearer' } };
const created: Answer = { status: 201, body: { data: { type: 'onboardingDetails', id: 'details-1', attributes: {} } } };
const answering = (details: Answer, tokens: Answer = token): void =>
  server.answer(({ path }) => (path.endsWith('/oauth2/token') ? tokens : details));

const newcomer = { institutionId: 'bank-1', email: 'els@bakery.example', name: 'Els  van den Broeck' };

const addressFor = async (about: object | undefined): Promise<URL> => {
  const { authorizationServer } = makePonto({
    urls: { api: `${server.origin}/ponto-connect`, customApi: server.origin, authorization: 'https://consent.example' },
    application: anApplicationSource(),
    vault: new MemoryVault(),
    tenantSecrets: noTenantSecrets,
    clock: aClock(),
    jitter: () => 0,
    limits: { timeoutMs: 1_000, tokenTimeoutMs: 1_000, maxAnswerBytes: 100_000 },
    onboardingMs: 300,
  });
  const redirectUri = 'https://us.example/oauth/callback';
  const request = { state: 'state-1', codeVerifier: 'v'.repeat(43), redirectUri };
  return new URL(await authorizationServer.authorizationUrl({ ...request, ...(about && { newcomer: about }) }));
};
const detailsIn = (url: URL): string | null => url.searchParams.get('onboarding_details_id');

describe('what Ponto is told before a person gets there', () => {
  it('is the bank and the contact, with a token of the platform; its id goes into the address', async () => {
    answering(created);

    const url = await addressFor(newcomer);

    expect(detailsIn(url)).toBe('details-1');
    expect(server.seen.at(-1)).toMatchObject({
      method: 'POST',
      target: '/ponto-connect/onboarding-details',
      headers: { authorization: 'Bearer client.1' },
    });
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({
      data: {
        type: 'onboardingDetails',
        attributes: {
          initialFinancialInstitutionId: 'bank-1',
          email: 'els@bakery.example',
          firstName: 'Els',
          lastName: 'van den Broeck',
        },
      },
    });
  });

  it.each([
    [{ institutionId: 'bank-1' }, { initialFinancialInstitutionId: 'bank-1' }],
    [{ email: 'els@bakery.example' }, { email: 'els@bakery.example' }],
    [
      { institutionId: 'bank-1', name: ' Els ' },
      { initialFinancialInstitutionId: 'bank-1', firstName: 'Els' },
    ],
    [{ institutionId: 'bank-1', name: ' ' }, { initialFinancialInstitutionId: 'bank-1' }],
  ])('is no more than is known: %j', async (about, attributes) => {
    answering(created);

    await addressFor(about);

    expect(JSON.parse(server.seen.at(-1)?.body ?? '').data.attributes).toEqual(attributes);
  });

  it('stands in no address', async () => {
    answering(created);

    const url = await addressFor(newcomer);

    const addresses = [url.href, ...server.seen.map(({ target }) => target)].map(decodeURIComponent).join(' ');
    expect(addresses).not.toMatch(/bakery\.example|Broeck|bank-1/);
  });

  it.each([[undefined], [{}], [{ name: ' ' }]])('is nothing where nothing is known: %j', async (about) => {
    answering(created);

    const url = await addressFor(about);

    expect([detailsIn(url), server.seen]).toEqual([null, []]);
  });
});

describe('the way to consent is open', () => {
  it.each<[string, Answer]>([
    ['refuses the bank', refusal(400, 'invalidAttribute')],
    ['does not know the call', refusal(404, 'resourceNotFound')],
    ['refuses our token', refusal(401, 'invalidAccessToken')],
    ['is down', html(503)],
    ['asks to slow down', refusal(429, 'tooManyRequests')],
    ['cuts its answer off', cutOff],
    ['sends a page', html(200)],
    ['names no id', { status: 201, body: { data: {} } }],
    ['does not answer', silence],
  ])('as without it when Ponto %s', async (_what, answer) => {
    answering(answer);

    const url = await addressFor(newcomer);

    expect(url.origin).toBe('https://consent.example');
    expect([url.searchParams.get('state'), detailsIn(url)]).toEqual(['state-1', null]);
    expect(server.seen.map(({ target }) => target)).toContain('/ponto-connect/onboarding-details');
  });

  it.each<[string, Answer]>([
    ['gives no token', refusal(401, 'invalid_client')],
    ['never answers', silence],
  ])('as without it when Ponto %s', async (_what, answer) => {
    answering(created, answer);

    expect(detailsIn(await addressFor(newcomer))).toBeNull();
  });
});
