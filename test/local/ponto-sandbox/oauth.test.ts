import * as z from 'zod';
import type { PontoSandbox } from '../../../local/ponto-sandbox/startPontoSandbox.ts';
import {
  accountsOf,
  authorization,
  basic,
  bearer,
  call,
  clientToken,
  consent,
  control,
  errorCodes,
  exchange,
  form,
  linkedUser,
  platform,
  redirectUri,
  refresh,
  startTestSandbox,
  tokens,
  verifier,
} from './harness.ts';

const oauthError = z.object({ error: z.string(), error_description: z.string() });

describe('OAuth at the sandbox', () => {
  let sandbox: PontoSandbox & { readonly wall: { at: number } };
  let tokenUrl: string;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    tokenUrl = `${sandbox.url}/ponto-connect/oauth2/token`;
  });
  afterEach(async () => {
    await sandbox.close();
  });

  const codeOf = async (): Promise<string> => (await consent(sandbox)).searchParams.get('code') ?? '';
  const userStatus = async (token: string): Promise<number> =>
    (await call(`${sandbox.url}/ponto-connect/accounts`, { headers: bearer(token) })).status;

  it('gives a code for a consent, and tokens of 1799 seconds for the code', async () => {
    const location = await consent(sandbox);

    const reply = await exchange(sandbox, location.searchParams.get('code') ?? '');

    expect(location.href.startsWith(`${redirectUri}?`)).toBe(true);
    expect(location.searchParams.get('state')).toBe('state-12345');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(tokens.parse(reply.json)).toMatchObject({ expires_in: 1799, scope: 'ai name offline_access' });
  });

  it('takes a code once only, and takes back what it gave when it comes again', async () => {
    const code = await codeOf();
    const first = tokens.parse((await exchange(sandbox, code)).json);

    const second = await exchange(sandbox, code);

    expect(second.status).toBe(400);
    expect(oauthError.parse(second.json).error).toBe('invalid_grant');
    expect(await userStatus(first.access_token)).toBe(401);
  });

  it.each([
    ['another verifier', { code_verifier: `${verifier}x` }],
    ['no verifier', { code_verifier: '' }],
    ['another redirect address', { redirect_uri: 'http://localhost:3000/other/oauth/callback' }],
    ['another code', { code: 'nonsense' }],
  ])('refuses %s with invalid_grant', async (_name, changes) => {
    const reply = await exchange(sandbox, await codeOf(), changes);

    expect(reply.status).toBe(400);
    expect(oauthError.parse(reply.json).error).toBe('invalid_grant');
  });

  it('refuses a code after ten minutes', async () => {
    const code = await codeOf();
    sandbox.wall.at += 10 * 60_000;

    const reply = await exchange(sandbox, code);

    expect(oauthError.parse(reply.json).error).toBe('invalid_grant');
  });

  it('refuses wrong credentials with invalid_client', async () => {
    const wrong = basic({ ...platform, clientSecret: 'wrong' });

    const reply = await call(tokenUrl, form({ grant_type: 'client_credentials' }, wrong));

    expect(reply.status).toBe(401);
    expect(oauthError.parse(reply.json).error).toBe('invalid_client');
  });

  it('takes credentials that are form-encoded before they are put together', async () => {
    const encoded = basic({ clientId: platform.clientId.replace('-', '%2D'), clientSecret: 'platform+secret%2B1' });

    const reply = await call(tokenUrl, form({ grant_type: 'client_credentials' }, encoded));

    expect(reply.status).toBe(200);
  });

  it('rotates the refresh token at every use', async () => {
    const first = await linkedUser(sandbox);

    const second = tokens.parse((await refresh(sandbox, first.refresh_token)).json);

    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await userStatus(second.access_token)).toBe(200);
  });

  it('revokes the whole chain when a used refresh token comes again', async () => {
    const first = await linkedUser(sandbox);
    const second = tokens.parse((await refresh(sandbox, first.refresh_token)).json);

    const reused = await refresh(sandbox, first.refresh_token);

    expect(oauthError.parse(reused.json).error).toBe('invalid_grant');
    expect((await refresh(sandbox, second.refresh_token)).status).toBe(400);
    expect(await userStatus(second.access_token)).toBe(401);
  });

  it('leaves the other chains of the organization alone', async () => {
    const one = await linkedUser(sandbox);
    const other = await linkedUser(sandbox);
    await refresh(sandbox, one.refresh_token);
    await refresh(sandbox, one.refresh_token);

    expect(await userStatus(one.access_token)).toBe(401);
    expect(await userStatus(other.access_token)).toBe(200);
  });

  it('gives no refresh token without offline_access', async () => {
    const issued = await linkedUser(sandbox, { scope: 'ai' });

    expect(issued.refresh_token).toBeUndefined();
    expect(issued.scope).toBe('ai');
  });

  it('ends an access token after its time', async () => {
    const { access_token } = await linkedUser(sandbox);
    sandbox.wall.at += 1_799_000;

    const reply = await call(`${sandbox.url}/ponto-connect/accounts`, { headers: bearer(access_token) });

    expect(reply.status).toBe(401);
    expect(errorCodes(reply)).toEqual(['invalidAccessToken']);
  });

  it('ends the integration when its refresh token is revoked', async () => {
    const one = await linkedUser(sandbox);
    const other = await linkedUser(sandbox);

    const reply = await call(`${sandbox.url}/ponto-connect/oauth2/revoke`, form({ token: one.refresh_token ?? '' }));

    expect(reply.status).toBe(200);
    expect(await userStatus(one.access_token)).toBe(401);
    expect(await userStatus(other.access_token)).toBe(401);
  });

  it('tells client tokens and user tokens apart', async () => {
    const user = await linkedUser(sandbox);
    const client = await clientToken(sandbox);
    const partner = `${sandbox.url}/ponto-connect/integration-accounts`;

    expect(await userStatus(client)).toBe(401);
    expect((await call(partner, { headers: bearer(user.access_token) })).status).toBe(401);
    expect((await call(partner, { headers: bearer(client) })).status).toBe(200);
  });

  it('lets a custom integration reach its own organization, the grant type given in the address', async () => {
    const headers = basic({ clientId: 'custom-korenaar', clientSecret: 'korenaar-secret-id' });
    const issue = `${sandbox.url}/custom/oauth2/token?grant_type=client_credentials`;

    const issued = tokens.parse((await call(issue, { method: 'POST', headers })).json);
    const accounts = await call(`${sandbox.url}/custom/accounts`, { headers: bearer(issued.access_token) });

    expect(issued).toMatchObject({ scope: 'ai' });
    expect(z.object({ data: z.array(z.unknown()) }).parse(accounts.json).data).toHaveLength(8);
    expect(await userStatus(issued.access_token)).toBe(401);
  });

  it('ends a custom integration’s tokens when its credentials are made anew', async () => {
    const issue = `${sandbox.url}/custom/oauth2/token`;
    const headers = basic({ clientId: 'custom-korenaar', clientSecret: 'korenaar-secret-id' });
    const { access_token } = tokens.parse(
      (await call(issue, form({ grant_type: 'client_credentials' }, headers))).json,
    );
    const { sub } = z
      .object({ sub: z.string() })
      .parse((await call(`${sandbox.url}/custom/userinfo`, { headers: bearer(access_token) })).json);

    await control(sandbox, `/organizations/${sub}/custom-integration`);

    expect((await call(`${sandbox.url}/custom/accounts`, { headers: bearer(access_token) })).status).toBe(401);
    expect((await call(issue, form({ grant_type: 'client_credentials' }, headers))).status).toBe(401);
  });

  it('shows a page instead of sending the browser to an address that is not registered', async () => {
    const query = new URLSearchParams(authorization({ redirect_uri: 'https://evil.example/oauth/callback' }));

    const reply = await call(`${sandbox.url}/oauth2/auth?${query}`);

    expect(reply.status).toBe(400);
    expect(reply.headers.get('location')).toBeNull();
  });

  it.each([
    ['an unknown scope', { scope: 'ai everything' }, 'invalid_scope'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ])('sends the browser back with an error for %s', async (_name, changes, error) => {
    const query = new URLSearchParams(authorization(changes));

    const reply = await call(`${sandbox.url}/oauth2/auth?${query}`);

    expect(reply.status).toBe(302);
    expect(new URL(reply.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });

  it('asks for a challenge when the switch says so', async () => {
    await control(sandbox, '/settings', { pkceAlways: true }, 'PATCH');
    const { code_challenge: _challenge, code_challenge_method: _method, ...plain } = authorization();

    const reply = await call(`${sandbox.url}/oauth2/auth?${new URLSearchParams(plain)}`);

    expect(new URL(reply.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
  });

  it('answers a blocked organization with 403 until it is unblocked', async () => {
    const { access_token } = await linkedUser(sandbox);
    const { sub } = z
      .object({ sub: z.string() })
      .parse((await call(`${sandbox.url}/ponto-connect/userinfo`, { headers: bearer(access_token) })).json);

    await control(sandbox, `/organizations/${sub}/block`);
    const blocked = await userStatus(access_token);
    await control(sandbox, `/organizations/${sub}/unblock`);

    expect(blocked).toBe(403);
    expect(await accountsOf(sandbox, access_token)).toHaveLength(2);
  });
});
