import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { standardSigner } from '../../../shared/adapters/outgoing/standardSigner.ts';
import { makeWebhookSender } from '../../../shared/adapters/outgoing/webhookSender.ts';
import type { UnsignedWebhook } from '../../../shared/ports/webhookSigner.ts';

/** A webhook as it came over the wire. */
export interface Delivered {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Signs and sends these as the product does, and tells what a receiver on loopback was handed. */
export const delivered = async (webhooks: readonly UnsignedWebhook[]): Promise<readonly Delivered[]> => {
  const received: Delivered[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({ headers: Object.fromEntries(headers), body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  const sender = makeWebhookSender({ receivers: 'loopback', now: () => performance.now() });
  const url = `http://127.0.0.1:${address.port}/`;
  try {
    for (const webhook of webhooks) {
      const answer = await sender.send({ url, headers: standardSigner.sign(webhook), body: webhook.body });
      if (answer.kind !== 'answered') throw new Error(`a webhook did not arrive: ${answer.reason}`);
    }
    return received;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
};
