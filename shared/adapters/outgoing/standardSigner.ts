import { Webhook } from 'standardwebhooks';
import type { WebhookSigner } from '../../ports/webhookSigner.ts';

/** Signs as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body, once for each secret. */
export const standardSigner: WebhookSigner = {
  sign: ({ secrets, id, sentAt, body }) => {
    const at = new Date(sentAt);
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    };
  },
};
