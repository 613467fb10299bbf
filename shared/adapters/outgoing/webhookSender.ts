import { version } from '../../contracts/version.ts';
import { judgeEndpointUrl, type Receivers } from '../../domain/outgoing/endpointUrl.ts';
import type { WebhookSender } from '../../ports/webhookSender.ts';
import { addressPolicy, type AddressPolicy } from './addressPolicy.ts';
import { exchange, type SendLimits } from './exchange.ts';
import { makeResolveName, type ResolveName } from './resolveName.ts';

export interface WebhookSenderOptions {
  readonly receivers: Receivers;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly mayReach?: AddressPolicy;
  readonly resolveName?: ResolveName;
  readonly limits?: SendLimits;
}

const defaultLimits: SendLimits = {
  /** Name, connection and handshake: three seconds of name servers, and a handshake around the world is done in one. */
  connectMs: 5_000,
  /** A receiver that works before it answers does wrong, but ten seconds keep it; a worker's time is worth no more. */
  totalMs: 10_000,
  /** An answer has a status, and perhaps a page of a framework. */
  maxAnswerBytes: 64 * 1024,
  maxHeaderBytes: 8 * 1024,
};

/**
 * Sends webhooks to receivers that strangers chose. A receiver can make it speak to nobody but public addresses, wait no
 * longer and read no more than the limits say, follow no redirect and use no proxy or connection of somebody else.
 */
export const makeWebhookSender = ({
  receivers,
  now,
  mayReach = addressPolicy(receivers),
  resolveName = makeResolveName(),
  limits = defaultLimits,
}: WebhookSenderOptions): WebhookSender => ({
  send: async ({ url: text, headers, body }) => {
    const began = now();
    // Judged when it was registered; rules grow stricter, and a stored URL does not.
    const verdict = judgeEndpointUrl(text, receivers);
    if (verdict.kind === 'refused') return { kind: 'unreachable', reason: 'address_refused', durationMs: 0 };
    const sent = { url: verdict.url, headers: { ...ourHeaders, ...headers }, body };
    const outcome = await exchange(sent, limits, { mayReach, resolveName });
    return { ...outcome, durationMs: Math.round(now() - began) };
  },
});

const ourHeaders = { 'content-type': 'application/json', 'user-agent': `ponto-bank-sync/${version}` };
