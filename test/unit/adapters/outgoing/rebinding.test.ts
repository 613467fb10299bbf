import { addressPolicy } from '../../../../shared/adapters/outgoing/addressPolicy.ts';
import { makeWebhookSender } from '../../../../shared/adapters/outgoing/webhookSender.ts';
import { aServer } from '../ponto/loopback.ts';
import { aSender, host, privateAddress, publicAddress, trustedCertificates } from './aReceiver.ts';

let certificates: Awaited<ReturnType<typeof trustedCertificates>>;
let receiver: Awaited<ReturnType<typeof aServer>>;

beforeAll(async () => {
  certificates = await trustedCertificates();
  receiver = await aServer(() => ({}), certificates.server);
});
afterAll(async () => {
  certificates.forget();
  await receiver.close();
});

describe('a name that changes its address', () => {
  it('is asked for once an attempt, and what was judged is what is connected to', async () => {
    const answers = [[publicAddress], [privateAddress]];
    const judged: string[] = [];
    const { send, asked, close } = await aSender({
      addresses: () => answers[Math.min(asked.length, 2) - 1],
      mayReach: (_host, address) => judged.push(address) > 0 && address === publicAddress,
    });

    const first = await send(receiver.port);
    const second = await send(receiver.port);
    await close();

    expect(first).toMatchObject({ kind: 'answered', status: 200 });
    expect(second).toMatchObject({ kind: 'unreachable', reason: 'address_refused' });
    expect([asked, judged, receiver.connections()]).toEqual([[host, host], [publicAddress, privateAddress], 1]);
  });
});

describe('a name that leads to what is not public', () => {
  it.each([
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['0.0.0.0'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['fd00:ec2::254'],
    ['64:ff9b::7f00:1'],
  ])('is not connected to: %s', async (address) => {
    const before = receiver.connections();
    const { send, close } = await aSender({ addresses: () => [address], mayReach: addressPolicy('public') });

    const answer = await send(receiver.port);
    await close();

    expect(answer).toMatchObject({ kind: 'unreachable', reason: 'address_refused' });
    expect(receiver.connections()).toBe(before);
  });

  it('is refused as a whole when one of its addresses is', async () => {
    const before = receiver.connections();
    const { send, close } = await aSender({ addresses: () => [publicAddress, privateAddress] });

    const answer = await send(receiver.port);
    await close();

    expect(answer).toMatchObject({ kind: 'unreachable', reason: 'address_refused' });
    expect(receiver.connections()).toBe(before);
  });
});

describe('receivers on a developer’s machine', () => {
  const sendTo = (receivers: 'public' | 'loopback', url: string) =>
    makeWebhookSender({ receivers, now: () => performance.now() }).send({ url, headers: {}, body: '{}' });

  it('are reached without TLS where they are allowed, and never else', async () => {
    const plain = await aServer(() => ({}));
    const urls = [`http://localhost:${plain.port}/`, `http://127.0.0.1:${plain.port}/`];

    const allowed = [await sendTo('loopback', urls[0]!), await sendTo('loopback', urls[1]!)];
    const connections = plain.connections();
    const refused = [await sendTo('public', urls[0]!), await sendTo('public', urls[1]!)];
    await plain.close();

    expect(allowed.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
    expect(refused).toEqual([
      { kind: 'unreachable', reason: 'address_refused', durationMs: 0 },
      { kind: 'unreachable', reason: 'address_refused', durationMs: 0 },
    ]);
    expect(plain.connections()).toBe(connections);
  });

  it('do not make other names kinder', async () => {
    const { send, close } = await aSender({ receivers: 'loopback', mayReach: addressPolicy('loopback') });

    const answer = await send(receiver.port);
    await close();

    expect(answer).toMatchObject({ reason: 'address_refused' });
  });
});
