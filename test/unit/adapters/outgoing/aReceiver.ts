import { createServer as createPlainServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeResolveName } from '../../../../shared/adapters/outgoing/resolveName.ts';
import { makeWebhookSender, type WebhookSenderOptions } from '../../../../shared/adapters/outgoing/webhookSender.ts';
import { makeCertificates } from '../ponto/certificates.ts';
import { aNameServer, type Addresses } from './aNameServer.ts';

/** Where receivers of these tests are: the machine's own address stands for a public one, its neighbours for private ones. */
export const publicAddress = '127.0.0.1';
export const privateAddress = '127.0.0.2';
export const host = 'hooks.example';

/** Trusts an authority of the tests until `forget` is called, as the real ones are trusted. */
export const trustedCertificates = async () => {
  const certificates = await makeCertificates(host);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, certificates.ca]);
  return { ...certificates, forget: () => setDefaultCACertificates(trusted) };
};

/** A sender with a name server of its own. */
export const aSender = async (options: Partial<WebhookSenderOptions> & { readonly addresses?: Addresses } = {}) => {
  const { addresses = () => [publicAddress], ...given } = options;
  const names = await aNameServer(addresses);
  const sender = makeWebhookSender({
    receivers: 'public',
    now: () => performance.now(),
    mayReach: (_host, address) => address === publicAddress,
    resolveName: makeResolveName([names.address]),
    ...given,
  });
  return {
    asked: names.asked,
    close: names.close,
    send: (port: number, name = host) =>
      sender.send({ url: `https://${name}:${port}/in?a=1`, headers: { 'webhook-id': 'evt-1' }, body: '{"é":1}' }),
  };
};

/** Speaks no HTTP: whatever comes in, it does this. */
export const aRudeReceiver = async (greet: (socket: Socket) => void) => {
  const sockets = new Set<Socket>();
  const server = createPlainServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, publicAddress, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
