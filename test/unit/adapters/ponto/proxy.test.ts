import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeTransport, type HttpRequest } from '../../../../shared/adapters/ponto/http.ts';
import { makeCertificates } from './certificates.ts';
import { aServer, cutOff, silence, type Answerer, type LoopbackServer } from './loopback.ts';

const limits = { timeoutMs: 2_000, tokenTimeoutMs: 2_000, maxAnswerBytes: 1_000_000 };

/** A forward proxy that lets everything through unless a test says otherwise. */
const aProxy = async () => {
  const tunnels: { readonly target: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const forwarded: string[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | undefined;
  const server: Server = createServer((request, response) => {
    forwarded.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"by":"proxy"}');
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    tunnels.push({ target: request.url ?? '', headers: request.headers });
    client.on('error', () => undefined);
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    tunnels,
    forwarded,
    refuse: (status: string): void => void (refusal = status),
    close: async (): Promise<void> => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

describe('a transport behind a proxy', () => {
  let certificates: Awaited<ReturnType<typeof makeCertificates>>;
  let proxy: Awaited<ReturnType<typeof aProxy>>;
  let server: LoopbackServer;
  const seenCertificates: boolean[] = [];
  const answerWith = (answer: ReturnType<Answerer>): void =>
    server.answer(({ socket }) => {
      seenCertificates.push(socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0);
      return answer;
    });

  beforeAll(async () => {
    certificates = await makeCertificates();
  });
  beforeEach(async () => {
    seenCertificates.splice(0);
    const { ca, server: identity } = certificates;
    const strict = { ...identity, ca, requestCert: true, rejectUnauthorized: true };
    [proxy, server] = await Promise.all([aProxy(), aServer(() => ({}), strict)]);
    answerWith({ body: { ok: true } });
  });
  afterEach(() => Promise.all([proxy.close(), server.close()]));

  const post = (more: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'POST',
    url: new URL(`${server.origin}/there?a=%5Bb%5D`),
    headers: { authorization: 'Bearer t' },
    body: 'é',
    ...more,
  });
  const through = (url = proxy.url) => makeTransport(certificates.client, limits, url);
  const failureOf = (request: Promise<unknown>): Promise<unknown> => request.catch((error: unknown) => error);

  it.each([[{}], [{ freshConnection: true, spendsToken: true }]])(
    'reaches the other side by a tunnel, with its certificate, and the proxy sees nothing: %j',
    async (kind) => {
      const answer = await through()(post(kind));

      expect([answer.status, answer.body]).toEqual([200, '{"ok":true}']);
      expect(proxy.tunnels.map(({ target }) => target)).toEqual([`127.0.0.1:${server.port}`]);
      expect(JSON.stringify(proxy.tunnels)).not.toMatch(/there|Bearer/);
      expect(proxy.forwarded).toEqual([]);
      expect(seenCertificates).toEqual([true]);
      expect(server.seen[0]).toMatchObject({ method: 'POST', target: '/there?a=%5Bb%5D', body: 'é' });
    },
  );

  it('keeps its tunnel for the next request', async () => {
    const transport = through();

    await transport(post());
    await transport(post());

    expect([server.seen.length, proxy.tunnels.length]).toEqual([2, 1]);
  });

  it('hands a plain request to the proxy', async () => {
    const answer = await through()(
      post({ method: 'GET', url: new URL('http://ponto.example/there'), body: undefined }),
    );

    expect(answer.body).toBe('{"by":"proxy"}');
    expect(proxy.forwarded).toEqual(['GET http://ponto.example/there']);
  });

  it.each([
    ['does not let it through', () => proxy.refuse('407 Proxy Authentication Required')],
    ['breaks', () => proxy.refuse('502 Bad Gateway')],
  ])('knows that nothing has arrived when the proxy %s', async (_what, prepare) => {
    prepare();

    const failure = await failureOf(through()(post()));

    expect(failure).toMatchObject({ name: 'TransportFailure', mayHaveArrived: false, transient: true });
    expect(server.seen).toEqual([]);
  });

  it('knows that nothing has arrived when no proxy is there', async () => {
    await proxy.close();

    expect(await failureOf(through()(post()))).toMatchObject({ mayHaveArrived: false, transient: true });
    proxy = await aProxy();
  });

  it.each([
    ['is cut off', cutOff],
    ['does not come', silence],
  ])('does not claim that nothing has arrived when the answer %s', async (_what, answer) => {
    answerWith(answer);
    const transport = makeTransport(certificates.client, { ...limits, timeoutMs: 500, tokenTimeoutMs: 500 }, proxy.url);

    const failure = await failureOf(transport(post({ freshConnection: true, spendsToken: true })));

    expect(server.seen).toHaveLength(1);
    expect(failure).toMatchObject({ name: 'TransportFailure', mayHaveArrived: true });
  });
});
