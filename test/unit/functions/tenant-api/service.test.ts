import { gunzipSync } from 'node:zlib';
import { anApi, goodBody, outcomeOf } from './anApi.ts';
import { makeLateWebhookRoutes, makeTenantApiRoutes } from '../../../../shared/api/tenantApi.ts';
import { operations } from '../../../../shared/contracts/http/operations.ts';
import { inert } from '../../../builders/inert.ts';

describe('the API about itself', () => {
  it('says that it is up, and in which version, to everybody', async () => {
    const answer = await anApi().ask({ path: '/v1/health', claims: undefined });

    expect(goodBody('getHealth', answer)).toEqual({ status: 'ok', version: '0.1.0' });
  });

  it('says which release is deployed, where it knows', async () => {
    const answer = await anApi({ release: '0.1.0+6aee1b3f2a10' }).ask({ path: '/v1/health', claims: undefined });

    expect(goodBody('getHealth', answer)).toMatchObject({ release: '0.1.0+6aee1b3f2a10' });
  });

  it('gives its description to everybody', async () => {
    const answer = await anApi().ask({ path: '/v1/openapi.json', claims: undefined });

    expect(goodBody('getOpenApi', answer)).toMatchObject({
      openapi: '3.1.1',
      servers: [{ url: 'https://sync.example' }],
    });
  });

  describe('in its description', () => {
    const { ask } = anApi();
    const described = (headers: Record<string, string> = {}) =>
      ask({ path: '/v1/openapi.json', claims: undefined, headers });

    it('is compressed for whoever takes that, because the gateway does not', async () => {
      const plain = await described();
      const compressed = await described({ 'accept-encoding': 'br, gzip' });

      expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json' });
      expect(compressed.isBase64Encoded).toBe(true);
      const bytes = Buffer.from(compressed.body, 'base64');
      expect(gunzipSync(bytes).toString('utf8')).toBe(plain.body);
      expect(bytes.byteLength).toBeLessThan(plain.body.length / 6);
    });

    it('is plain for everybody else, and says what it depends on', async () => {
      const plain = await described({ 'accept-encoding': 'gzip;q=0' });

      expect(JSON.parse(plain.body)).toMatchObject({ openapi: '3.1.1' });
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.headers['vary']).toBe('accept-encoding');
      expect((await described({ 'accept-encoding': 'gzip' })).headers['vary']).toBe('accept-encoding');
    });

    it.each([
      ['its tag', (tag: string) => tag],
      ['its tag among others', (tag: string) => `"another", ${tag}`],
      ['its tag without the mark of a weak one', (tag: string) => tag.replace('W/', '')],
      ['anything', () => '*'],
    ])('is not sent again to whoever holds %s', async (_what, heldOf) => {
      const { etag = '' } = (await described()).headers;

      const again = await described({ 'if-none-match': heldOf(etag), 'accept-encoding': 'gzip' });

      expect([again.statusCode, again.body]).toEqual([304, '']);
      expect(again.headers).toMatchObject({ etag, 'cache-control': 'public, no-cache', vary: 'accept-encoding' });
      expect(again.headers['content-encoding']).toBeUndefined();
    });

    it('is sent to whoever holds another one, and is asked about each time', async () => {
      const answer = await described({ 'if-none-match': '"another"' });

      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'public, no-cache']);
    });
  });

  it('answers every call of the contract but fetch-accounts, which has a function of its own', () => {
    const routes = {
      ...makeTenantApiRoutes({ ...inert<Parameters<typeof makeTenantApiRoutes>[0]>('deps') }),
      ...makeLateWebhookRoutes({ webhooks: async () => inert('webhooks') }),
    };

    expect(Object.keys(routes).sort()).toEqual(
      Object.keys(operations)
        .filter((name) => name !== 'fetchAccounts')
        .sort(),
    );
    for (const [name, route] of Object.entries(routes)) {
      expect([name, route.operation]).toEqual([
        name,
        Object.entries(operations).find(([known]) => known === name)?.[1],
      ]);
    }
  });

  it('answers nothing of a tenant without a token', async () => {
    const { ask } = anApi();
    const asked = Object.values(operations).filter((operation) => !('public' in operation));

    const outcomes = await Promise.all(
      asked
        .filter(({ path }) => !path.endsWith('/fetch-accounts'))
        .map(async ({ method, path }) =>
          outcomeOf(await ask({ method, path: path.replace('{id}', 'x'), claims: undefined })),
        ),
    );

    expect(new Set(outcomes.map(String))).toEqual(new Set(['403,tenant_missing']));
    expect(outcomes.length).toBeGreaterThan(20);
  });

  it('refuses every call in the language that the caller reads most', async () => {
    const { ask } = anApi();
    const headers = { 'accept-language': 'nl,en;q=0.9' };

    const answers = await Promise.all(
      Object.values(operations).map(({ method, path }) =>
        ask({ method, path: path.replace('{id}', 'x'), claims: undefined, query: 'unknown=1', headers }),
      ),
    );

    expect(new Set(answers.map((answer) => answer.headers['content-language']))).toEqual(new Set(['nl']));
  });
});
