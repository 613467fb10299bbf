import type { ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { makeCertificates } from '../ponto/certificates.ts';
import { aServer, cutOff, silence, type Answer, type LoopbackServer } from '../ponto/loopback.ts';
import { aRudeReceiver, aSender, host, privateAddress, publicAddress, trustedCertificates } from './aReceiver.ts';

type Closing = { close(): Promise<void> };

let certificates: Awaited<ReturnType<typeof trustedCertificates>>;
const open: Closing[] = [];

beforeAll(async () => {
  certificates = await trustedCertificates();
});
afterAll(() => certificates.forget());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const opened = <T extends Closing>(one: T): T => {
  open.push(one);
  return one;
};
const aReceiver = async (answer: Answer): Promise<LoopbackServer> =>
  opened(await aServer(() => answer, certificates.server));
const sender = async (options?: Parameters<typeof aSender>[0]) => opened(await aSender(options));

const impatient = { connectMs: 30_000, totalMs: 1_000, maxAnswerBytes: 65_536, maxHeaderBytes: 8_192 };
const raw = (write: (response: ServerResponse) => void): Answer => ({ raw: write });
/** Writes a little for as long as somebody reads. */
const drip = (response: ServerResponse): void => {
  const timer = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(timer));
};

describe('a webhook that is sent', () => {
  it('arrives byte for byte, over TLS with the name of the host', async () => {
    const receiver = await aReceiver({ status: 204, raw: (response) => response.writeHead(204).end() });

    const answer = await (await sender()).send(receiver.port);

    expect(answer).toEqual({ kind: 'answered', status: 204, durationMs: expect.any(Number) });
    const [seen] = receiver.seen;
    expect([seen?.method, seen?.target, seen?.body]).toEqual(['POST', '/in?a=1', '{"é":1}']);
    expect(seen?.headers).toEqual({
      host: `${host}:${receiver.port}`,
      connection: 'close',
      'content-length': '8',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^ponto-bank-sync\/\d/),
      'webhook-id': 'evt-1',
    });
    expect((seen?.socket as TLSSocket).servername).toBe(host);
  });

  it('opens a connection for each attempt', async () => {
    const receiver = await aReceiver({});
    const { send } = await sender();

    await send(receiver.port);
    await send(receiver.port);

    expect(receiver.connections()).toBe(2);
  });

  it('takes the next address of a name when nobody listens at the first', async () => {
    const receiver = await aReceiver({});
    const { send } = await sender({ addresses: () => [privateAddress, publicAddress], mayReach: () => true });

    expect(await send(receiver.port)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('tells how long the receiver wants to be left alone, a day at most', async () => {
    const after = async (wanted: string) => {
      const receiver = await aReceiver({ status: 503, headers: { 'retry-after': wanted } });
      return (await sender()).send(receiver.port);
    };

    expect(await after('120')).toMatchObject({ status: 503, retryAfterSeconds: 120 });
    expect(await after('99999')).toMatchObject({ retryAfterSeconds: 86_400 });
    expect(await after('Tue, 01 Dec 2026 08:00:00 GMT')).not.toHaveProperty('retryAfterSeconds');
  });

  it('takes a redirect for an answer and goes nowhere', async () => {
    const elsewhere = opened(await aServer(() => ({})));
    const receiver = await aReceiver({ status: 307, headers: { location: elsewhere.origin } });

    expect(await (await sender()).send(receiver.port)).toMatchObject({ kind: 'answered', status: 307 });
    expect(elsewhere.connections()).toBe(0);
  });
});

describe('a receiver that tries to break the sender', () => {
  it.each<[string, Answer, object]>([
    ['answers 500', { status: 500 }, { kind: 'answered', status: 500 }],
    ['answers 410', { status: 410 }, { kind: 'answered', status: 410 }],
    ['never answers', silence, { reason: 'timeout' }],
    ['stops after its headers', raw((response) => response.writeHead(200).flushHeaders()), { reason: 'timeout' }],
    ['drips its answer', raw(drip), { reason: 'timeout' }],
    ['answers for ever that it goes on', raw((response) => goOn(response)), { reason: 'timeout' }],
    ['cuts its answer off', cutOff, { reason: 'connection' }],
    ['returns 10 MB', { body: 'x'.repeat(10_000_000) }, { reason: 'answer_too_large' }],
    ['returns 10 kB of headers', { headers: { 'x-large': 'x'.repeat(10_000) } }, { reason: 'answer_too_large' }],
    ['hangs up', raw((response) => void response.destroy()), { reason: 'connection' }],
    [
      'speaks another protocol',
      raw((response) => void response.socket?.end('SSH-2.0-x\r\n')),
      { reason: 'connection' },
    ],
    ['changes the protocol', raw((response) => void response.socket?.write(switching)), { reason: 'connection' }],
  ])('that %s', async (_does, answer, outcome) => {
    const receiver = await aReceiver(answer);

    expect(await (await sender({ limits: impatient })).send(receiver.port)).toMatchObject(outcome);
  });

  it.each<[string, Parameters<typeof aRudeReceiver>[0], string]>([
    ['takes the connection and says nothing', () => undefined, 'timeout'],
    ['answers a handshake with garbage', (socket) => void socket.write('x'.repeat(4_000)), 'tls'],
    ['speaks HTTP without TLS', (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'), 'tls'],
    ['closes instead of a handshake', (socket) => void socket.end(), 'tls'],
  ])('that %s', async (_does, greet, reason) => {
    const receiver = opened(await aRudeReceiver(greet));
    const { send } = await sender({ limits: { ...impatient, connectMs: 1_000, totalMs: 30_000 } });

    expect(await send(receiver.port)).toMatchObject({ kind: 'unreachable', reason });
  });

  it('that nobody has vouched for, or that is somebody else, or whose TLS is old', async () => {
    const { send } = await sender();
    const stranger = opened(await aServer(() => ({}), (await makeCertificates(host)).server));
    const receiver = await aReceiver({});
    const old = opened(
      await aServer(() => ({}), { ...certificates.server, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }),
    );

    expect(await send(stranger.port)).toMatchObject({ reason: 'tls' });
    expect(await send(receiver.port, 'other.example')).toMatchObject({ reason: 'tls' });
    expect(await send(old.port)).toMatchObject({ reason: 'tls' });
    expect([stranger.seen, receiver.seen, old.seen]).toEqual([[], [], []]);
  });

  it('that is not there, and whose name leads nowhere or nobody knows', async () => {
    const receiver = await aServer(() => ({}));
    await receiver.close();
    const limits = { ...impatient, connectMs: 1_000, totalMs: 30_000 };
    const sendTo = async (addresses: () => readonly string[] | undefined) =>
      (await sender({ addresses, limits })).send(receiver.port);

    expect(await sendTo(() => [publicAddress])).toMatchObject({ reason: 'connection' });
    expect(await sendTo(() => [])).toMatchObject({ reason: 'dns' });
    expect(await sendTo(() => undefined)).toMatchObject({ reason: 'timeout' });
  });
});

const switching = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';

const goOn = (response: ServerResponse): void => {
  const timer = setInterval(() => response.writeProcessing(), 20);
  response.on('close', () => clearInterval(timer));
};
