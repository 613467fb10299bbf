import * as z from 'zod';
import { noBody, noQuery, type Operation } from '../../../../shared/contracts/http/operations.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { json, noContent, problem, type Answer } from '../../../../shared/runtime/http/answer.ts';
import { httpFunction } from '../../../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../../../shared/runtime/http/identity.ts';
import { route, type Route } from '../../../../shared/runtime/http/route.ts';
import { makeRouter, type RouterDeps } from '../../../../shared/runtime/http/router.ts';
import { aContext, aCounters, aLog, anApiEvent, bodyOf, tenantClaims, type ApiRequest } from '../../../builders/api.ts';
import { anAllowance, unhurried } from '../../../builders/allowance.ts';

const anOperation = { summary: 'A call', query: noQuery, body: noBody, answers: {}, problems: [] } as const;

const putOperation = {
  ...anOperation,
  method: 'PUT',
  path: '/v1/accounts/{id}/link',
  query: () => z.strictObject({ limit: z.coerce.number().int().default(7) }),
  body: () => z.strictObject({ name: z.string().max(300_000), count: z.number().optional() }),
} as const satisfies Operation;

const echo = route(putOperation, async ({ id, query, body, caller, sourceIp }) =>
  json(200, { id, query, body, caller, sourceIp }),
);

/** A router behind the middleware that every function of the API has. */
const aFunction = (routes: Record<string, Route>, overrides: Partial<RouterDeps> = {}) => {
  const log = aLog();
  const counters = aCounters();
  const observers = { log: log.log, counters: counters.counters };
  const handler = httpFunction(
    observers,
    makeRouter({
      routes,
      identify: makeIdentify({ tenant: 'tenant' }),
      withIdempotency: (_event, _caller, execute) => execute(),
      meter: unhurried,
      log: log.log,
      ...overrides,
    }),
  );
  return { log, counters, ask: (request: ApiRequest) => handler(anApiEvent(request), aContext) };
};

const put: ApiRequest = { method: 'PUT', path: '/v1/accounts/a-1/link', body: { name: 'x' } };

describe('the router', () => {
  it('refuses a tenant that has used up what it may, names the limit and says when to come back', async () => {
    const { ask } = aFunction(
      { linkAccount: echo },
      {
        meter: async () => {
          const allowance = anAllowance({ remaining: 0 });
          return { allowance, exceeded: { code: 'too_many_requests', limit: 6_000, allowance } };
        },
      },
    );

    const refused = await ask(put);

    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({
      'retry-after': '12',
      'ratelimit-policy': '"requests";q=6000;w=60',
      ratelimit: '"requests";r=0;t=12',
    });
    expect(bodyOf(refused)).toMatchObject({ code: 'too_many_requests', detail: expect.stringContaining('6000') });
  });

  it('tells whoever has a token how the tenant stands, whether the call was carried out or refused', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answers = [await ask(put), await ask({ ...put, body: { name: 1 } })];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'ratelimit-policy': '"requests";q=6000;w=60',
        ratelimit: '"requests";r=5999;t=12',
      });
    }
  });

  it('tells of the quota that refuses, where it is another than that of requests', async () => {
    const allowance = anAllowance({ of: 'syncs', limit: 5, windowSeconds: 3_600, remaining: 0, secondsLeft: 90 });
    const { ask } = aFunction(
      { linkAccount: echo },
      { admission: async () => ({ code: 'too_many_syncs', limit: 5, allowance }) },
    );

    const refused = await ask(put);

    expect(refused.headers).toMatchObject({
      'retry-after': '90',
      'ratelimit-policy': '"syncs";q=5;w=3600',
      ratelimit: '"syncs";r=0;t=90',
    });
  });

  it('tells nobody without a token of any quota', async () => {
    const { ask } = aFunction({ linkAccount: { ...echo, operation: { ...putOperation, public: true } } });

    const answer = await ask(put);

    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('ratelimit'))).toEqual([]);
  });

  it('refuses what would last only once the call is known to be valid', async () => {
    const asked: unknown[] = [];
    const { ask } = aFunction(
      { linkAccount: echo },
      {
        admission: async (call) => {
          asked.push(call);
          return { code: 'too_many_linked_accounts', limit: 2_000 };
        },
      },
    );

    const invalid = await ask({ ...put, body: { name: 1 } });
    const refused = await ask(put);

    expect([invalid.statusCode, refused.statusCode]).toEqual([400, 409]);
    expect(asked).toEqual([expect.objectContaining({ operation: 'linkAccount', id: 'a-1' })]);
  });

  it('sends no answer that Lambda would not hand over, and says that the fault is ours', async () => {
    const long = (bytes: number) => route(putOperation, async () => json(200, 'x'.repeat(bytes - 2)));

    const fits = await aFunction({ linkAccount: long(5_000_000) }).ask(put);
    const { ask, log } = aFunction({ linkAccount: long(5_000_001) });
    const refused = await ask(put);

    expect(fits.statusCode).toBe(200);
    expect([refused.statusCode, bodyOf(refused)['code']]).toEqual([500, 'internal_error']);
    expect(log.messages).toContainEqual({
      code: 'INTERNAL_ERROR',
      fields: { error: expect.objectContaining({ name: 'AnswerTooLong' }) },
    });
  });

  it('hands over the id, the validated query and body, the caller and the source address', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({ ...put, query: 'limit=3', sourceIp: '198.51.100.9' });

    expect(answer.statusCode).toBe(200);
    expect(bodyOf(answer)).toEqual({
      id: 'a-1',
      query: { limit: 3 },
      body: { name: 'x' },
      caller: { tenantId: 'tenant-1', userId: 'user-1' },
      sourceIp: '198.51.100.9',
    });
  });

  it.each([
    ['Bakkerij Els', { tenantName: 'Bakkerij Els' }],
    ['two\nlines', {}],
    ['turned \u202e', {}],
    ['', {}],
    [undefined, {}],
  ])('knows the tenant by the name in the token, where it is one: %j', async (name, named) => {
    const { ask } = aFunction(
      { linkAccount: echo },
      { identify: makeIdentify({ tenant: 'tenant', tenantName: 'tenantName' }) },
    );

    const answer = await ask({ ...put, claims: { ...tenantClaims, tenantName: name } });

    expect(bodyOf(answer)['caller']).toEqual({ tenantId: 'tenant-1', userId: 'user-1', ...named });
  });

  describe('of software', () => {
    const identify = makeIdentify({ tenant: 'custom:tenantId', softwareTenant: 'tenantId' });
    const claims = { sub: '4f0abc', token_use: 'access', tenantId: 'bakery' };

    it.each([
      ['the claim that only the issuer writes', claims, { tenantId: 'bakery', userId: '4f0abc' }],
      ['no ID token has it', { ...claims, token_use: 'id' }, undefined],
      ['no token without a use has it', { ...claims, token_use: undefined }, undefined],
      [
        'the one of a person comes first',
        { ...claims, 'custom:tenantId': 'els' },
        { tenantId: 'els', userId: '4f0abc' },
      ],
      ['an access token without it names nobody', { ...claims, tenantId: undefined }, undefined],
    ])('takes the tenant from its access token: %s', async (_, given, caller) => {
      const answer = await aFunction({ linkAccount: echo }, { identify }).ask({ ...put, claims: given });

      expect(answer.statusCode).toBe(caller ? 200 : 403);
      expect(bodyOf(answer)['caller']).toEqual(caller);
    });

    it('is nobody where the issuer is another one', async () => {
      const other = makeIdentify({ tenant: 'org' });

      const answer = await aFunction({ linkAccount: echo }, { identify: other }).ask({ ...put, claims });

      expect(bodyOf(answer)).toMatchObject({ code: 'tenant_missing' });
    });
  });

  it('reads a body that the gateway encoded in Base64', async () => {
    const { ask } = aFunction({ linkAccount: echo });
    const body = Buffer.from('{"name":"Crème"}').toString('base64');

    const answer = await ask({ ...put, body, isBase64Encoded: true });

    expect(bodyOf(answer)).toMatchObject({ body: { name: 'Crème' } });
  });

  it('takes JSON whatever the case of its header and with a charset', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({
      ...put,
      body: undefined,
      headers: { 'Content-Type': 'Application/JSON; charset=utf-8' },
    });
    const withBody = await ask({ ...put, headers: { 'content-type': 'application/json; charset=utf-8' } });

    expect(answer.statusCode).toBe(400);
    expect(withBody.statusCode).toBe(200);
  });

  it.each<[string, ApiRequest, number, string]>([
    ['an address that does not exist', { path: '/v1/nothing' }, 404, 'route_not_found'],
    ['an address below a call', { path: '/v1/accounts/a/link/more', method: 'PUT' }, 404, 'route_not_found'],
    ['an address with a slash at its end', { path: '/v1/accounts/' }, 404, 'route_not_found'],
    ['an address without an id', { ...put, path: '/v1/accounts//link' }, 404, 'route_not_found'],
    ['a call of another function', { method: 'POST', path: '/v1/journals' }, 404, 'route_not_found'],
    ['a method that the address does not take', { ...put, method: 'DELETE' }, 405, 'method_not_allowed'],
    ['a token without a tenant', { ...put, claims: { sub: 'user-1' } }, 403, 'tenant_missing'],
    ['a token without a user', { ...put, claims: { tenant: 'tenant-1' } }, 403, 'user_missing'],
    ['no token at all', { ...put, claims: undefined }, 403, 'tenant_missing'],
    ['an id of another shape', { ...put, path: '/v1/accounts/a%00b/link' }, 404, 'not_found'],
    ['an id that is too long', { ...put, path: `/v1/accounts/${'a'.repeat(101)}/link` }, 404, 'not_found'],
    ['malformed JSON', { ...put, body: '{"name":' }, 400, 'malformed_json'],
    [
      'bytes that are no UTF-8',
      { ...put, body: Buffer.from('{"name":"\xff"}', 'latin1').toString('base64'), isBase64Encoded: true },
      400,
      'malformed_json',
    ],
    ['half a character in a member', { ...put, body: '{"name":"a\\ud800"}' }, 400, 'malformed_json'],
    ['half a character in a name', { ...put, body: '{"a":[{"\\udfff":1}]}' }, 400, 'malformed_json'],
    ['another media type', { ...put, headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    [
      'a media type that only begins alike',
      { ...put, headers: { 'content-type': 'application/jsonx' } },
      415,
      'unsupported_media_type',
    ],
    ['a packed body', { ...put, headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported_media_type'],
    ['a body over 256 kB', { ...put, body: { name: 'x'.repeat(262_144) } }, 413, 'body_too_large'],
    ['a body over 256 kB in bytes only', { ...put, body: { name: '€'.repeat(100_000) } }, 413, 'body_too_large'],
    [
      'a body over 256 kB in Base64',
      { ...put, body: Buffer.alloc(262_145, 'x').toString('base64'), isBase64Encoded: true },
      413,
      'body_too_large',
    ],
    ['no body', { ...put, body: undefined }, 400, 'invalid_request'],
    ['a wrong type', { ...put, body: { name: 3 } }, 400, 'invalid_request'],
    ['a body that is no object', { ...put, body: '[]' }, 400, 'invalid_request'],
    ['an unknown member', { ...put, body: { name: 'x', nmae: 'y' } }, 400, 'invalid_request'],
    ['an unknown parameter', { ...put, query: 'limt=3' }, 400, 'invalid_request'],
    ['a parameter given twice', { ...put, query: 'limit=3&limit=4' }, 400, 'invalid_request'],
    ['a parameter of a wrong type', { ...put, query: 'limit=many' }, 400, 'invalid_request'],
  ])('refuses %s', async (_, request, status, code) => {
    const { ask, log } = aFunction({ linkAccount: echo });

    const answer = await ask(request);

    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(bodyOf(answer)).toMatchObject({ type: `/docs/problems/${code}`, status, code });
    expect(log.messages.filter(({ code: message }) => message === 'REQUEST_REFUSED')).toEqual([
      { code: 'REQUEST_REFUSED', fields: { status, problem: code } },
    ]);
  });

  it('takes a body of exactly 256 kB', async () => {
    const { ask } = aFunction({ linkAccount: echo });
    const wrapping = JSON.stringify({ name: '' }).length;

    const answer = await ask({ ...put, body: { name: 'x'.repeat(262_144 - wrapping) } });

    expect(answer.statusCode).toBe(200);
  });

  it('says which methods an address takes', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const journals = await ask({ method: 'DELETE', path: '/v1/journals' });
    const link = await ask({ ...put, method: 'HEAD' });

    expect(journals.headers['allow']).toBe('GET, POST');
    expect(link.headers['allow']).toBe('PUT');
  });

  it('names every member that does not fit, and no value', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({ ...put, body: { name: 3, count: 'BE68539007547034', other: 'BE68539007547034' } });

    expect(bodyOf(answer)['errors']).toEqual([
      { path: 'name', message: 'must be a text' },
      { path: 'count', message: 'must be a number' },
      { path: 'other', message: 'is not known here' },
    ]);
    expect(answer.body).not.toContain('BE68539007547034');
  });

  it('says what does not fit in the language of the reader', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({ ...put, body: { count: 1 }, headers: { 'accept-language': 'de' } });

    expect(bodyOf(answer)['errors']).toEqual([{ path: 'name', message: 'ist erforderlich' }]);
  });

  it('answers a thousand faults of a request with twenty', async () => {
    const { ask } = aFunction({ linkAccount: echo });
    const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`member-${index}`, 1]));

    const answer = await ask({ ...put, body });

    expect(bodyOf(answer)['errors']).toHaveLength(20);
  });

  it('tells who is unknown nothing about what would be valid', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({ ...put, body: '{', claims: undefined });

    expect(bodyOf(answer)).toMatchObject({ code: 'tenant_missing' });
  });

  it('takes the tenant from the verified claims alone', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({
      ...put,
      claims: { sub: 'user-1' },
      headers: { tenant: 'tenant-2', 'x-tenant-id': 'tenant-2', authorization: 'Bearer tenant-2' },
    });

    expect(answer.statusCode).toBe(403);
  });

  const notIds: readonly unknown[] = [
    ...['', 'x'.repeat(257), '€'.repeat(86), 'a\ud800', '\udc00', 'a\nb', 'a\u0000', 'a\u202eb', ' a', 'a '],
    ...[['tenant-1'], { id: 'tenant-1' }, null, 7, true],
    // What gateways make of a claim that is no text.
    ...[
      'null',
      '<nil>',
      'undefined',
      'true',
      'false',
      '[]',
      '[tenant-1 tenant-2]',
      '["tenant-1"]',
      '{"id":1}',
      'map[a:1]',
    ],
  ];

  it.each(notIds.map((claim) => [claim]))('fails closed on a tenant or user claim that is no id: %j', async (claim) => {
    const { ask } = aFunction({ linkAccount: echo });

    const asTenant = await ask({ ...put, claims: { sub: 'user-1', tenant: claim } });
    const asUser = await ask({ ...put, claims: { sub: claim, tenant: 'tenant-1' } });

    expect([asTenant.statusCode, bodyOf(asTenant)['code']]).toEqual([403, 'tenant_missing']);
    expect([asUser.statusCode, bodyOf(asUser)['code']]).toEqual([403, 'user_missing']);
  });

  it.each([
    ['7'],
    ['auth0|5f7c8ec7c33c6c004bbafe82'],
    ['https://issuer.example/tenants/7?x=[1]'],
    ['Bäckerei Müller #1'],
    ['nullable'],
    ['x'.repeat(256)],
    [`${'€'.repeat(85)}x`],
  ])('takes the id that a token names as it is: %j', async (claim) => {
    const { ask } = aFunction({ linkAccount: echo });

    const answer = await ask({ ...put, claims: { sub: claim, tenant: claim } });

    expect(bodyOf(answer)).toMatchObject({ caller: { tenantId: claim, userId: claim } });
  });

  it('does not take what every object inherits for a claim', async () => {
    const { ask } = aFunction({ linkAccount: echo }, { identify: makeIdentify({ tenant: 'constructor' }) });

    const answer = await ask(put);

    expect(answer.statusCode).toBe(403);
  });

  it('answers a public call without a token', async () => {
    const operation = { ...anOperation, method: 'GET', path: '/v1/health', public: true } as const;
    const { ask } = aFunction({ getHealth: route(operation, async () => json(200, { status: 'ok' })) });

    const answer = await ask({ path: '/v1/health', claims: undefined });

    expect(answer.statusCode).toBe(200);
  });

  it('sends POST through the idempotency of its caller, and no other method', async () => {
    const seen: string[] = [];
    const withIdempotency: RouterDeps['withIdempotency'] = (event, caller, execute) => {
      seen.push(`${event.requestContext.http.method} ${caller.userId}`);
      return execute();
    };
    const post = { ...putOperation, method: 'POST' } as const;
    const { ask } = aFunction({ put: echo, post: route(post, async () => json(201, {})) }, { withIdempotency });

    await ask(put);
    await ask({ ...put, method: 'POST' });

    expect(seen).toEqual(['POST user-1']);
  });
});

describe('every answer', () => {
  const answering = (answer: () => Promise<ReturnType<typeof json>>) =>
    aFunction({ linkAccount: route(putOperation, answer) });

  it('is kept by no cache and not guessed at', async () => {
    const { ask } = aFunction({ linkAccount: echo });

    for (const request of [put, { path: '/v1/nothing' }]) {
      const { headers } = await ask(request);

      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
  });

  it.each([
    ['good', async () => json(200, {}), undefined],
    ['a problem', async () => problem('journal_taken'), 'request-1'],
    [
      'a failure',
      async (): Promise<Answer> => {
        throw new TypeError();
      },
      'request-1',
    ],
  ])('names its request by the id that the gateway and our log have: %s', async (_what, answer, told) => {
    const { headers, body } = await answering(answer).ask(put);

    expect([headers['x-request-id'], bodyOf({ body })['requestId']]).toEqual(['request-1', told]);
  });

  it('without content has no content type', async () => {
    const answer = await answering(async () => noContent).ask(put);

    expect(answer).toEqual({
      statusCode: 204,
      headers: {
        'cache-control': 'no-store',
        ratelimit: '"requests";r=5999;t=12',
        'ratelimit-policy': '"requests";q=6000;w=60',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-request-id': 'request-1',
      },
      body: '',
    });
  });

  it.each([
    ['a problem that the call answers', async (): Promise<Answer> => problem('journal_taken')],
    [
      'a problem that is thrown',
      async (): Promise<Answer> => {
        throw new Fault('bank_unavailable');
      },
    ],
  ])('is in the language of the reader: %s', async (_what, answer) => {
    const { ask } = answering(answer);

    const read = async (language: string) => {
      const { headers, body } = await ask({ ...put, headers: { 'accept-language': language } });
      return [headers['content-language'], headers['vary'], bodyOf({ body })['detail']];
    };

    expect(await read('nl-BE, en;q=0.5')).toEqual(['nl', 'accept-language', expect.stringMatching(/dagboek|De bank/)]);
    expect(await read('pl')).toEqual(['en', 'accept-language', expect.stringMatching(/journal|The bank/)]);
  });

  it('tells the call which language is read, and says that the answer is in it', async () => {
    const { ask } = aFunction({ linkAccount: route(putOperation, async ({ language }) => json(200, { language })) });

    const answer = await ask({ ...put, headers: { 'accept-language': 'de' } });

    expect([bodyOf(answer), answer.headers['content-language']]).toEqual([{ language: 'de' }, 'de']);
  });

  it.each([
    ['good', async () => json(200, {})],
    ['empty', async () => noContent],
    ['a problem', async () => problem('journal_taken')],
    [
      'a failure',
      async (): Promise<Answer> => {
        throw new TypeError();
      },
    ],
  ])('keeps browsers to HTTPS where it came by it, and says nothing of it elsewhere: %s', async (_what, answer) => {
    const { ask } = answering(answer);

    const bare = await ask(put);
    const https = await ask({ ...put, headers: { 'X-Forwarded-Proto': 'https' } });
    const http = await ask({ ...put, headers: { 'x-forwarded-proto': 'http' } });

    expect(bare.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(https.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(http.headers).not.toHaveProperty('strict-transport-security');
  });

  it('that is a problem is logged once', async () => {
    const { ask, log } = answering(async () => problem('journal_taken'));

    const answer = await ask(put);

    expect(answer.statusCode).toBe(409);
    expect(log.codes()).toEqual(['STARTED', 'REQUEST_REFUSED', 'COMPLETED']);
  });

  it('to an error of ours is whole, tells nothing of it, and is logged once', async () => {
    const { ask, log, counters } = answering(async () => {
      throw new TypeError('BE68539007547034 is not a function');
    });

    const answer = await ask(put);

    expect(answer).toEqual({
      statusCode: 500,
      headers: {
        'cache-control': 'no-store',
        'content-language': 'en',
        'strict-transport-security': 'max-age=31536000',
        vary: 'accept-language',
        'x-content-type-options': 'nosniff',
        'x-request-id': 'request-1',
        'content-type': 'application/problem+json',
      },
      body: expect.any(String),
    });
    expect(bodyOf(answer)).toEqual({
      type: '/docs/problems/internal_error',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal_error',
      detail: 'Something went wrong on our side. Try again later.',
      requestId: 'request-1',
    });
    expect(log.codes()).toEqual(['STARTED', 'INTERNAL_ERROR', 'COMPLETED']);
    expect(JSON.stringify(log.messages)).not.toContain('BE68539007547034');
    expect(counters.counted).toEqual({ InternalErrors: 1 });
    expect(counters.published()).toBe(1);
  });

  it('to something thrown that is no error is whole too', async () => {
    const { ask } = answering(() => Promise.reject('text'));

    const answer = await ask(put);

    expect(answer.statusCode).toBe(500);
  });

  it('to a passing fault says when to come back', async () => {
    const { ask, log, counters } = answering(async () => {
      throw new Fault('ponto_throttled', { retryAfterSeconds: 12.2 });
    });

    const answer = await ask(put);

    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('13');
    expect(bodyOf(answer)).toMatchObject({ code: 'ponto_throttled', detail: expect.stringContaining('slow down') });
    expect(log.codes()).toEqual(['STARTED', 'FAULT_MET', 'COMPLETED']);
    expect(counters.counted).toEqual({ FaultsMet: 1 });
  });

  it('to a fault that a person can heal says where', async () => {
    const { ask } = answering(async () => {
      throw new Fault('organization_blocked');
    });

    const answer = await ask(put);

    expect(bodyOf(answer)).toMatchObject({
      status: 409,
      action: { label: 'Open the Ponto dashboard', url: 'https://dashboard.myponto.com' },
    });
  });

  it('to a fault that is ours says no more than that', async () => {
    const { ask, log } = answering(async () => {
      throw new Fault('internal_error');
    });

    const answer = await ask(put);

    expect(answer.statusCode).toBe(500);
    expect(log.codes()).toContain('INTERNAL_ERROR');
  });
});
