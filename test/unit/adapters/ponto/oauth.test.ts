import { createHash } from 'node:crypto';
import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets, platform } from './doubles.ts';
import { aServer, cutOff, html, refusal, silence, type Answer, type LoopbackServer } from './loopback.ts';

let server: LoopbackServer;
const clock = aClock();

beforeEach(async () => {
  server = await aServer(() => ({}));
});

afterEach(async () => {
  await server.close();
});

const build = (application = anApplicationSource()) =>
  makePonto({
    urls: {
      api: `${server.origin}/ponto-connect`,
      customApi: `${server.origin}/custom`,
      authorization: 'https://authorization.example',
    },
    application,
    vault: new MemoryVault(),
    tenantSecrets: noTenantSecrets,
    clock,
    jitter: () => 0,
    limits: { timeoutMs: 1_000, tokenTimeoutMs: 1_000, maxAnswerBytes: 100_000 },
  }).authorizationServer;

const tokens = {
  access_token: 'access.1',
  expires_in: 1799,
  refresh_token: 'refresh.2',
  scope: 'ai name offline_access',
  token_type: 'bearer',
};
const oauthError = (status: number, error: string): Answer => ({
  status,
  body: { error, error_description: 'wording', error_hint: 'h' },
});
const form = (): Record<string, string> => Object.fromEntries(new URLSearchParams(server.seen.at(-1)?.body));
const basicOf = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

const expiresAt = new Date(Date.parse(clock.now()) + 1_799_000).toISOString();

describe('the way to consent', () => {
  it('leads to Ponto with state, PKCE and our scopes', async () => {
    const codeVerifier = 'v'.repeat(43);

    const url = new URL(
      await build().authorizationUrl({
        state: 'state-1',
        codeVerifier,
        redirectUri: 'https://us.example/oauth/callback',
      }),
    );

    expect(url.origin + url.pathname).toBe('https://authorization.example/oauth2/auth');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: platform.clientId,
      response_type: 'code',
      redirect_uri: 'https://us.example/oauth/callback',
      scope: 'ai name offline_access',
      state: 'state-1',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
  });
});

describe('exchanging a code', () => {
  const exchange = () =>
    build().exchangeCode({
      code: 'code-1',
      codeVerifier: 'verifier',
      redirectUri: 'https://us.example/oauth/callback',
    });

  it('sends the code with its verifier, as the platform', async () => {
    server.answer(() => ({ body: tokens }));

    const got = await exchange();

    expect(got).toEqual({ accessToken: 'access.1', accessTokenExpiresAt: expiresAt, refreshToken: 'refresh.2' });
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/ponto-connect/oauth2/token' });
    expect(server.seen[0]?.headers.authorization).toBe(basicOf(platform.clientId, platform.clientSecret));
    expect(server.seen[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(form()).toEqual({
      grant_type: 'authorization_code',
      code: 'code-1',
      code_verifier: 'verifier',
      redirect_uri: 'https://us.example/oauth/callback',
      client_id: platform.clientId,
    });
  });

  it.each([
    ['invalid_grant', oauthError(400, 'invalid_grant'), 'reconnect_required'],
    ['authorizationCodeInvalid', refusal(400, 'authorizationCodeInvalid'), 'reconnect_required'],
    ['invalid_client', oauthError(401, 'invalid_client'), 'internal_error'],
    ['clientIdInvalid', refusal(400, 'clientIdInvalid'), 'internal_error'],
    ['a code that is not known', oauthError(400, 'invalid_scope'), 'ponto_answer_not_understood'],
    ['a page with 400', html(400), 'ponto_answer_not_understood'],
    ['a page with 401', html(401), 'ponto_answer_not_understood'],
    ['a page with 200', html(200), 'ponto_answer_not_understood'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example' } }, 'ponto_answer_not_understood'],
    ['nothing but null', { body: 'null' }, 'ponto_answer_not_understood'],
    ['no access token', { body: { ...tokens, access_token: null } }, 'ponto_answer_not_understood'],
    [
      'an access token that no header can carry',
      { body: { ...tokens, access_token: 'a\r\nb' } },
      'ponto_answer_not_understood',
    ],
    ['another kind of token', { body: { ...tokens, token_type: 'mac' } }, 'ponto_answer_not_understood'],
    ['429', refusal(429, 'tooManyRequests'), 'ponto_throttled'],
    ['503', html(503), 'ponto_unavailable'],
    ['half an answer', cutOff, 'ponto_unavailable'],
    ['silence', silence, 'ponto_unavailable'],
  ] as const)('is not sent twice, and %s becomes a fault', async (_what, answer, code) => {
    server.answer(() => answer);

    const failure = await failureOf(exchange());

    expect(failure).toMatchObject({ name: 'Fault', code });
    expect(server.seen).toHaveLength(1);
    const told = failure instanceof Error ? `${failure.message} ${failure.stack} ${String(failure.cause)}` : '';
    expect(told).not.toMatch(/access\.1|refresh\.2|platform-secret|verifier|code-1|wording/);
  });

  it('carries the request id of Ponto in the fault', async () => {
    server.answer(() => ({ ...oauthError(400, 'invalid_grant'), headers: { 'ibanity-request-id': 'r-7' } }));

    expect(await failureOf(exchange())).toMatchObject({ requestId: 'r-7' });
  });
});

describe('refreshing', () => {
  it('sends the refresh token as the platform and takes the changed one', async () => {
    server.answer(() => ({ body: tokens }));

    expect((await build().refresh('refresh.1')).refreshToken).toBe('refresh.2');
    expect(form()).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh.1', client_id: platform.clientId });
  });

  it.each([
    ['the same', 'refresh.1'],
    ['none', undefined],
    ['null', null],
    ['an empty one', ''],
  ])('keeps the refresh token when the answer has %s', async (_what, refresh_token) => {
    server.answer(() => ({ body: { ...tokens, refresh_token } }));

    expect((await build().refresh('refresh.1')).refreshToken).toBe('refresh.1');
  });

  it.each([
    ['missing', undefined, 300],
    ['text', '1799', 1_799],
    ['absurd', 1e15, 86_400],
  ])('gives the token a sound life when Ponto tells one that is %s', async (_what, expires_in, seconds) => {
    server.answer(() => ({ body: { ...tokens, expires_in } }));

    const { accessTokenExpiresAt } = await build().refresh('refresh.1');

    expect(Date.parse(accessTokenExpiresAt) - Date.parse(clock.now())).toBe(seconds * 1000);
  });

  it('goes on with a rotated platform secret', async () => {
    const application = anApplicationSource();
    application.rotate({ clientId: 'platform-client', clientSecret: 'rotated' });
    const rotated = basicOf('platform-client', 'rotated');
    server.answer(({ headers }) =>
      headers.authorization === rotated ? { body: tokens } : oauthError(401, 'invalid_client'),
    );

    expect((await build(application).refresh('refresh.1')).accessToken).toBe('access.1');
    expect(server.seen).toHaveLength(2);
  });

  it('never blames the customer for a platform secret that Ponto refuses', async () => {
    server.answer(() => ({ ...oauthError(401, 'invalid_client'), headers: { 'www-authenticate': 'Basic' } }));

    expect(await failureOf(build().refresh('refresh.1'))).toMatchObject({ code: 'internal_error' });
  });

  it('does not travel over a connection that was kept', async () => {
    server.answer(() => ({ body: tokens }));
    const authorizationServer = build();

    await authorizationServer.refresh('refresh.1');
    await authorizationServer.refresh('refresh.2');

    expect(server.connections()).toBe(2);
  });
});

describe("a token for a tenant's own credentials", () => {
  const credentials = { clientId: 'tenant-client', clientSecret: 'tenant secret:%' };

  it('is asked for at the other host, with the credentials of the tenant alone', async () => {
    server.answer(() => ({ body: { access_token: 'access.1', expires_in: 1799, token_type: 'bearer', scope: 'ai' } }));

    const got = await build().customIntegrationToken(credentials);

    expect(got).toEqual({ accessToken: 'access.1', accessTokenExpiresAt: expiresAt });
    expect(server.seen[0]).toMatchObject({ path: '/custom/oauth2/token' });
    expect(server.seen[0]?.headers.authorization).toBe(basicOf('tenant-client', 'tenant secret:%'));
    expect(form()).toEqual({ grant_type: 'client_credentials', client_id: 'tenant-client' });
  });

  it.each([
    ['invalid_client', oauthError(401, 'invalid_client')],
    ['credentialsInvalid', refusal(401, 'credentialsInvalid')],
    ['an unknown code with 401', refusal(401, 'somethingNew')],
    ['a bare challenge', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: '' }],
    ['invalid_grant', oauthError(400, 'invalid_grant')],
  ])('is refused as credentials_refused: %s', async (_what, answer) => {
    server.answer(() => answer);

    expect(await failureOf(build().customIntegrationToken(credentials))).toMatchObject({ code: 'credentials_refused' });
  });

  it.each([
    ['a page with 401', html(401), 'ponto_answer_not_understood'],
    ['503', html(503), 'ponto_unavailable'],
  ] as const)('does not blame the tenant for %s', async (_what, answer, code) => {
    server.answer(() => answer);

    expect(await failureOf(build().customIntegrationToken(credentials))).toMatchObject({ code });
  });

  it('is asked for again after a passing fault: nothing rotates here', async () => {
    const answers = [html(503), { body: tokens }];
    server.answer(() => answers.shift() ?? html(500));

    expect((await build().customIntegrationToken(credentials)).accessToken).toBe('access.1');
  });
});
