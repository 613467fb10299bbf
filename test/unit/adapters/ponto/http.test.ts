import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeTransport, TransportFailure, type HttpRequest } from '../../../../shared/adapters/ponto/http.ts';
import { makeCertificates } from './certificates.ts';
import { aServer, cutOff, silence, type Answerer, type LoopbackServer } from './loopback.ts';

const limits = { timeoutMs: 5_000, tokenTimeoutMs: 5_000, maxAnswerBytes: 1_000_000 };
let server: LoopbackServer | undefined;

const serve = async (answerer: Answerer): Promise<LoopbackServer> => {
  server = await aServer(answerer);
  return server;
};

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const get = (origin: string): HttpRequest => ({
  method: 'GET',
  url: new URL(`${origin}/there?a=%5Bb%5D`),
  headers: {},
});
const failureOf = (request: Promise<unknown>): Promise<unknown> => request.catch((error: unknown) => error);

describe('transport', () => {
  it('sends method, target, headers and body as they are and gives back status, headers and body', async () => {
    const { origin, seen } = await serve(() => ({ status: 418, headers: { 'x-one': '1' }, body: '{"é":1}' }));

    const answer = await makeTransport(
      undefined,
      limits,
    )({
      method: 'POST',
      url: new URL(`${origin}/there?page%5Blimit%5D=100`),
      headers: { accept: 'text/x' },
      body: 'é',
    });

    expect([answer.status, answer.header('x-one'), answer.header('x-two'), answer.body]).toEqual([
      418,
      '1',
      undefined,
      '{"é":1}',
    ]);
    expect(seen[0]).toMatchObject({ method: 'POST', target: '/there?page%5Blimit%5D=100', body: 'é' });
    expect(seen[0]?.headers).toMatchObject({
      accept: 'text/x',
      'content-length': '2',
      'user-agent': expect.stringMatching(/^ponto-bank-sync\/\d/),
    });
  });

  it('puts signs together that arrive in two pieces', async () => {
    const bytes = Buffer.from('€');
    const { origin } = await serve(() => ({
      raw: (response) => {
        response.write(bytes.subarray(0, 1), () => setImmediate(() => response.end(bytes.subarray(1))));
      },
    }));

    expect((await makeTransport(undefined, limits)(get(origin))).body).toBe('€');
  });

  it('keeps its connection', async () => {
    const { origin, connections } = await serve(() => ({}));
    const transport = makeTransport(undefined, limits);

    await transport(get(origin));
    await transport(get(origin));

    expect(connections()).toBe(1);
  });

  it('opens a connection of its own for what must not be sent twice', async () => {
    const { origin, connections } = await serve(() => ({}));
    const transport = makeTransport(undefined, limits);

    await transport(get(origin));
    await transport({ ...get(origin), freshConnection: true });

    expect(connections()).toBe(2);
  });

  it('cannot tell whether a request arrived that died on a kept connection', async () => {
    const { origin, answer } = await serve(() => ({}));
    const transport = makeTransport(undefined, limits);
    await transport(get(origin));
    answer(() => ({ raw: (response) => void response.destroy() }));

    expect(await failureOf(transport(get(origin)))).toMatchObject({ name: 'TransportFailure', mayHaveArrived: true });
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await aServer(() => ({}));
    const { origin } = await serve(() => ({ status: 302, headers: { location: elsewhere.origin } }));

    expect((await makeTransport(undefined, limits)(get(origin))).status).toBe(302);
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.close();
  });

  it('gives up on an answer that does not come, and knows that the request may have arrived', async () => {
    const { origin } = await serve(() => silence);

    const failure = await failureOf(makeTransport(undefined, { ...limits, timeoutMs: 400 })(get(origin)));

    expect(failure).toBeInstanceOf(TransportFailure);
    expect(failure).toMatchObject({ mayHaveArrived: true, transient: true });
  });

  it('gives up on an answer that comes too slowly to its end', async () => {
    const { origin } = await serve(() => ({ raw: (response) => void response.write('{"data":') }));

    const failure = await failureOf(makeTransport(undefined, { ...limits, timeoutMs: 400 })(get(origin)));

    expect(failure).toMatchObject({ mayHaveArrived: true, message: 'no whole answer from Ponto: timed out' });
  });

  it('does not take half an answer for a whole one', async () => {
    const { origin } = await serve(() => cutOff);

    const failure = await failureOf(makeTransport(undefined, limits)(get(origin)));

    expect(failure).toMatchObject({ name: 'TransportFailure', mayHaveArrived: true, transient: true });
  });

  it('does not take an answer without end for a whole one', async () => {
    const { origin } = await serve(() => ({
      raw: (response) => void response.write('{"data":[]}', () => response.destroy()),
    }));

    expect(await failureOf(makeTransport(undefined, limits)(get(origin)))).toBeInstanceOf(TransportFailure);
  });

  it('stops at an answer that is too large, and another try is useless', async () => {
    const { origin } = await serve(() => ({ body: 'x'.repeat(2_000_000) }));

    const failure = await failureOf(makeTransport(undefined, limits)(get(origin)));

    expect(failure).toMatchObject({ name: 'TransportFailure', transient: false });
  });

  it('knows that nothing arrived where nobody listens', async () => {
    const { origin, close } = await aServer(() => ({}));
    await close();

    const failure = await failureOf(makeTransport(undefined, limits)(get(origin)));

    expect(failure).toMatchObject({ name: 'TransportFailure', mayHaveArrived: false });
    expect(failure).toMatchObject({ message: 'no whole answer from Ponto: no connection (ECONNREFUSED)' });
  });
});

describe('mutual TLS', () => {
  let certificates: Awaited<ReturnType<typeof makeCertificates>>;

  beforeAll(async () => {
    certificates = await makeCertificates();
  });

  const secureServer = async (): Promise<LoopbackServer> => {
    const { ca, server: identity } = certificates;
    server = await aServer(() => ({ body: { ok: true } }), {
      ...identity,
      ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    return server;
  };

  it('shows its certificate and is let in', async () => {
    const { origin, seen } = await secureServer();

    const answer = await makeTransport(certificates.client, limits)(get(origin));

    expect(answer.status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  it('is kept out without a certificate, and with one that is not for clients', async () => {
    const { origin, seen } = await secureServer();
    const { ca, server: identity } = certificates;
    const wrong = makeTransport({ certificate: identity.cert, privateKey: identity.key, ca }, limits);
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, ca]);

    const [without, withWrong] = await Promise.all([
      failureOf(makeTransport(undefined, limits)(get(origin))),
      failureOf(wrong(get(origin))),
    ]).finally(() => setDefaultCACertificates(trusted));

    expect(without).toBeInstanceOf(TransportFailure);
    expect(without).toMatchObject({ message: expect.stringContaining('CERTIFICATE_REQUIRED') });
    expect(withWrong).toBeInstanceOf(TransportFailure);
    expect(seen).toEqual([]);
  });

  it('does not talk to a server that it does not trust, and nothing arrives there', async () => {
    const { origin, seen } = await secureServer();
    const { certificate, privateKey, passphrase } = certificates.client;

    const failure = await failureOf(makeTransport({ certificate, privateKey, passphrase }, limits)(get(origin)));

    expect(failure).toMatchObject({ name: 'TransportFailure', mayHaveArrived: false });
    expect(seen).toEqual([]);
  });
});
