import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { createHmac } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { gatewayMessage } from '../../../shared/contracts/http/gatewayAnswers.ts';
import { makeIdentify } from '../../../shared/runtime/http/identity.ts';
import { anApiEvent } from '../../builders/api.ts';
import { aDataDir, aRunner, type FixtureRunner } from './aRunner.ts';

const issued = z.object({ token: z.string(), expiresAt: z.iso.datetime() });
const authorized = z.object({
  event: z.object({
    requestContext: z.object({
      authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.string()), scopes: z.null() }) }),
    }),
  }),
});
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens of the local runner', () => {
  const dataDir = aDataDir();
  let fixture: FixtureRunner;

  beforeAll(async () => {
    fixture = await aRunner({ dataDir });
  });
  afterAll(async () => {
    await fixture.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const tokenFor = async (request: object) =>
    issued.parse(await (await fixture.post('/local/tokens', request)).json()).token;
  const call = (token: string) => fixture.get('/v1/accounts', { headers: { authorization: `Bearer ${token}` } });
  /** The key that signs good tokens, as whoever can read the data directory has it. */
  const ownKey = async () => {
    const jwk = z
      .looseObject({ kty: z.string() })
      .parse(JSON.parse(readFileSync(join(dataDir, 'token-key.json'), 'utf8')));
    return await importJWK(jwk, 'RS256');
  };
  const signed = async (claims: Record<string, unknown>, key?: Parameters<SignJWT['sign']>[0]) =>
    await new SignJWT({ iss: 'https://issuer.example', aud: 'fixture', exp: inAnHour(), tenantId: 't', ...claims })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key ?? (await ownKey()));
  const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;

  it('open the API, and tell the function tenant, user and address as texts', async () => {
    const response = await call(await tokenFor({ tenantId: 'tenant-1', userId: 'user-1', email: 'a@example.com' }));

    expect(response.status).toBe(200);
    const { claims } = authorized.parse(await response.json()).event.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({
      iss: 'https://issuer.example',
      aud: 'fixture',
      tenantId: 'tenant-1',
      sub: 'user-1',
      email: 'a@example.com',
      exp: expect.stringMatching(/^\d+$/),
    });
  });

  it.each([[null], [['tenant-1', 'tenant-2']], [[]], [{ id: 'tenant-1' }], [true]])(
    'with a claim %j instead of a tenant name no tenant, although the gateway makes a text of it',
    async (tenantId) => {
      const response = await call(await signed({ tenantId, sub: 'user-1' }));
      const { claims } = authorized.parse(await response.json()).event.requestContext.authorizer.jwt;

      const identify = () => makeIdentify({ tenant: 'tenantId' })(anApiEvent({ claims }));

      expect(claims['tenantId']).toEqual(expect.any(String));
      expect(identify).toThrow(expect.objectContaining({ code: 'tenant_missing' }));
    },
  );

  it('are still good after a restart', async () => {
    const token = await tokenFor({ tenantId: 'tenant-1' });

    await fixture.stop();
    fixture = await aRunner({ dataDir });

    expect((await call(token)).status).toBe(200);
  });

  it('count without the word Bearer, as at API Gateway', async () => {
    const token = await tokenFor({ tenantId: 'tenant-1' });

    expect((await fixture.get('/v1/accounts', { headers: { authorization: token } })).status).toBe(200);
  });

  it('are refused when forged, foreign, misdirected or out of time', async () => {
    const good = await tokenFor({ tenantId: 'tenant-1' });
    const [header = '', payload = '', signature = ''] = good.split('.');
    const foreign = await generateKeyPair('RS256', { extractable: true });
    const publicPem = await exportSPKI((await generateKeyPair('RS256', { extractable: true })).publicKey);
    const hmacOf = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('base64url');
    const hs256 = `${base64({ alg: 'HS256' })}.${payload}`;
    const { n } = z.object({ n: z.string() }).parse(JSON.parse(readFileSync(join(dataDir, 'token-key.json'), 'utf8')));
    const now = Math.floor(Date.now() / 1000);
    const forged = {
      'no token': '',
      'not a token': 'abc',
      'without a signature': `${header}.${payload}.`,
      'algorithm none': `${base64({ alg: 'none' })}.${payload}.`,
      'algorithm none with a signature': `${base64({ alg: 'none' })}.${payload}.${signature}`,
      'HMAC with the public modulus': `${hs256}.${hmacOf(hs256, n)}`,
      'HMAC with a public key': `${hs256}.${hmacOf(hs256, publicPem)}`,
      'another tenant under the old signature': `${header}.${base64({ iss: 'https://issuer.example', aud: 'fixture', exp: inAnHour(), tenantId: 'x' })}.${signature}`,
      'a key of its own': await signed({}, foreign.privateKey),
      'another audience': await signed({ aud: 'other' }),
      'no audience': await signed({ aud: undefined }),
      'another issuer': await signed({ iss: 'https://issuer.example/' }),
      expired: await signed({ exp: now - 10 }),
      'without an end': await signed({ exp: undefined }),
      'not yet valid': await signed({ nbf: now + 600 }),
      'issued in the future': await signed({ iat: now + 600 }),
    };

    const statuses = await Promise.all(
      Object.entries(forged).map(async ([what, token]) => [what, (await call(token)).status] as const),
    );

    expect(statuses.filter(([, status]) => status !== 401)).toEqual([]);
    expect((await call(await signed({}))).status).toBe(200);
    expect((await call(await signed({ aud: undefined, client_id: 'fixture' }))).status).toBe(200);
  });

  it('are missing: the answer is that of the authorizer', async () => {
    const response = await fixture.get('/v1/accounts');

    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(gatewayMessage().parse(await response.json())).toEqual({ message: 'Unauthorized' });
  });
});
