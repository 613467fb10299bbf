import * as z from 'zod';
import { aRunner, type FixtureRunner } from './aRunner.ts';

const echoed = z.object({
  event: z.looseObject({
    headers: z.record(z.string(), z.string()),
    requestContext: z.looseObject({ time: z.string() }),
  }),
  env: z.record(z.string(), z.string()),
  functionName: z.string(),
  remainingMs: z.number(),
});

describe('the local HTTP API', () => {
  let fixture: FixtureRunner;

  beforeAll(async () => {
    fixture = await aRunner();
  });

  afterAll(async () => {
    await fixture.stop();
  });

  const seen = async (path: string, init?: RequestInit) => echoed.parse(await (await fixture.get(path, init)).json());

  it('hands the request over in payload format 2.0', async () => {
    const { event } = await seen('/public/a%20b?x=1&x=2&y=%26', {
      headers: { 'X-Thing': 'Value', cookie: 'one=1; two=2', 'x-forwarded-for': '203.0.113.9' },
    });

    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /public/{id}',
      rawPath: '/public/a b',
      rawQueryString: 'x=1&x=2&y=%26',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-thing': 'Value', 'x-forwarded-for': '203.0.113.9, 127.0.0.1' },
      queryStringParameters: { x: '1,2', y: '&' },
      pathParameters: { id: 'a b' },
      requestContext: { http: { method: 'GET', path: '/public/a b', sourceIp: '127.0.0.1' }, stage: '$default' },
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('body');
    expect(event.requestContext).not.toHaveProperty('authorizer');
    expect(event.requestContext.time).toMatch(/^\d{2}\/\w{3}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/);
  });

  it('answers for a function that does not let it in on this path as AWS does, and says why on the console', async () => {
    const response = await fixture.get('/shut');

    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    expect(fixture.said).toEqual([
      expect.stringMatching(
        /^apigateway\.amazonaws\.com is not authorized to perform: lambda:InvokeFunction on resource: \S+:function:produce because no resource-based policy/,
      ),
    ]);
  });

  it('hands JSON over as text and bytes as base64', async () => {
    const text = await seen('/public/1', {
      method: 'POST',
      body: '{"ä":1}',
      headers: { 'content-type': 'application/json' },
    });
    const bytes = await seen('/public/1', {
      method: 'POST',
      body: new Uint8Array([0, 255]),
      headers: { 'content-type': 'application/octet-stream' },
    });

    expect(text.event).toMatchObject({ body: '{"ä":1}', isBase64Encoded: false });
    expect(bytes.event).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  });

  it('answers with status, headers and cookies of the function', async () => {
    const response = await fixture.get('/public/1');

    expect(response.status).toBe(200);
    expect(response.headers.get('x-seen')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['plain', 200, '{"hello":"world"}'],
    ['nothing', 200, 'null'],
    ['malformed', 500, '{"message":"Internal Server Error"}'],
    ['throws', 500, '{"message":"Internal Server Error"}'],
    ['bytes', 200, Buffer.from([0, 255, 1]).toString('latin1')],
  ])('answers for a function that returns %s with %i', async (way, status, body) => {
    const response = await fixture.get(`/unruly/${way}`);

    expect(response.status).toBe(status);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toBe(body);
  });

  it('answers 404 where the template has no route, and for a method that no route takes', async () => {
    const answers = await Promise.all([
      fixture.get('/nothing'),
      fixture.get('/publi'),
      fixture.get('/public/1/2'),
      fixture.get('/public/'),
      fixture.get('/public/1', { method: 'DELETE' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(await answers[0]?.json()).toEqual({ message: 'Not Found' });
  });

  it('refuses a body over 10 MB', async () => {
    const response = await fixture.get('/public/1', { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });

    expect(response.status).toBe(413);
  });

  it('refuses a body that is an event of more than 6 MB, which Lambda would not take', async () => {
    const bytes = 4_800_000;
    const headers = { 'content-type': 'application/octet-stream' };

    const asBase64 = await fixture.get('/public/1', { method: 'POST', headers, body: new Uint8Array(bytes) });
    const asText = await fixture.get('/public/1', { method: 'POST', body: 'x'.repeat(bytes) });

    expect([asBase64.status, await asBase64.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect(asText.status).toBe(200);
  });

  it('hands no answer over that is longer than Lambda hands over, and says so on the console', async () => {
    const longest = await fixture.get('/unruly/longest');
    const tooLong = await fixture.get('/unruly/too-long');

    expect([longest.status, (await longest.text()).length]).toEqual([200, 6_291_528]);
    expect([tooLong.status, await tooLong.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(fixture.said.join('\n')).toContain(
      'unruly: Function.ResponseSizeTooLarge: Response payload size exceeded maximum allowed payload size',
    );
  });

  it('refuses more than 10,240 bytes of request line and header values', async () => {
    const withHeaderOf = (bytes: number) => fixture.get('/public/1', { headers: { 'x-long': 'x'.repeat(bytes) } });

    const long = await withHeaderOf(10_240);
    const fitting = await withHeaderOf(9_800);

    expect([long.status, await long.json()]).toEqual([431, { message: 'Request Header Fields Too Large' }]);
    expect(fitting.status).toBe(200);
  });

  it('does not wait longer than the integration allows', async () => {
    const response = await fixture.get('/impatient/hangs');

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ message: 'Service Unavailable' });
  });

  it('gives a function the environment of the template and of Lambda, and nothing of the one who started it', async () => {
    const { env, functionName, remainingMs } = await seen('/public/1');

    expect(env).toMatchObject({
      TENANT_CLAIM: 'tenantId',
      KEY_ARN: expect.stringMatching(/^arn:aws:kms:eu-central-1:000000000000:key\/[\w-]{36}$/),
      PONTO_SECRET_ID: expect.stringMatching(/:secret:fixture\/platform-\w{6}$/),
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'echo',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['PATH']));
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['HOME']));
    expect(functionName).toBe('echo');
    expect(remainingMs).toBeGreaterThan(1000);
    expect(remainingMs).toBeLessThanOrEqual(2000);
  });

  it('says on the console which function failed, and goes on', async () => {
    await fixture.get('/unruly/throws');

    expect(fixture.said).toContain('unruly: RangeError: on purpose');
    expect((await fixture.get('/unruly/fine')).status).toBe(200);
  });
});
