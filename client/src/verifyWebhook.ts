import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { webhooks } from './openapi.ts';

/** An event as it is posted to a webhook endpoint, told apart by `type`. A later release may post types that are not here: read past them. */
export type WebhookEvent = webhooks[keyof webhooks]['post']['requestBody']['content']['application/json'];

/** A request as it came: a `Request` of the web has such headers, and so have `IncomingMessage` of Node.js and a Lambda's event. */
export interface WebhookRequest {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came, before anything has parsed it. */
  readonly body: string | Uint8Array;
}

export interface VerifyWebhookOptions {
  /**
   * How long ago, or ahead, it may have been signed; 300 seconds by default, as the specification says. On a laptop, where the
   * product has a clock of its own, `Infinity`.
   */
  readonly toleranceSeconds?: number;
}

/** Why a request is no webhook of ours; answer it with 400. */
export type WebhookRefusal = 'headers_missing' | 'signed_too_long_ago' | 'signed_ahead' | 'not_signed' | 'no_event';

const words: Readonly<Record<WebhookRefusal, string>> = {
  headers_missing: 'the request has not the headers of a webhook',
  signed_too_long_ago: 'the webhook was signed too long ago: is it sent again by somebody else?',
  signed_ahead: 'the webhook was signed ahead of now: is the clock of this machine right?',
  not_signed: 'the webhook is not signed with a secret of this endpoint',
  no_event: 'the webhook is signed, but holds no event',
};

/** A request is no webhook of ours. Decide by `because`; `message` is for your log. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly because: WebhookRefusal;

  constructor(because: WebhookRefusal) {
    super(words[because]);
    this.because = because;
  }
}

/**
 * The event that a request to your webhook endpoint brings, once its signature and its time are found right.
 *
 * @param secrets the secret of the endpoint; while a rotation overlaps the old one may stand beside it, in any order
 * @returns the event; its `data.id` is the `webhook-id`, the same on every repeat
 * @throws WebhookError where the request is not ours, and Error where a secret is none (`whsec_…`)
 */
export const verifyWebhook = (
  { headers, body }: WebhookRequest,
  secrets: string | readonly string[],
  { toleranceSeconds = 300 }: VerifyWebhookOptions = {},
): WebhookEvent => {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  const [id, timestamp, signatures] = (['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const).map((name) =>
    headerOf(headers, name),
  );
  if (!id || !timestamp || !/^\d+$/.test(timestamp) || !signatures) throw new WebhookError('headers_missing');
  const signedAt = new Date(Number(timestamp) * 1000);
  const isOurs = signersOf(secrets).some((signer) => isAmong(signatures, signer.sign(id, signedAt, text)));
  if (!isOurs) throw new WebhookError('not_signed');
  const secondsAgo = (Date.now() - signedAt.getTime()) / 1000;
  if (secondsAgo > toleranceSeconds) throw new WebhookError('signed_too_long_ago');
  if (secondsAgo < -toleranceSeconds) throw new WebhookError('signed_ahead');
  return eventOf(text);
};

const headerOf = (headers: WebhookRequest['headers'], name: string): string | undefined => {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  // Some gateways keep the letters as they were sent.
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'string' ? value : undefined;
};

const signersOf = (secrets: string | readonly string[]): readonly Webhook[] => {
  const all = typeof secrets === 'string' ? [secrets] : secrets;
  if (all.length === 0) throw new Error('a webhook is verified with one secret at least');
  return all.map((secret) => new Webhook(secret));
};

/** Signatures stand side by side, one for each secret that signs; those of versions to come differ. */
const isAmong = (signatures: string, expected: string): boolean => {
  const ours = Buffer.from(expected);
  return signatures.split(' ').some((signature) => {
    const theirs = Buffer.from(signature);
    return theirs.length === ours.length && timingSafeEqual(theirs, ours);
  });
};

/** What is signed is what we made: its shape is that of the description, or of a later release. */
const eventOf = (text: string): WebhookEvent => {
  const body = parsed(text);
  if (!isEvent(body)) throw new WebhookError('no_event');
  return body;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new WebhookError('no_event');
  }
};

const isEvent = (body: unknown): body is WebhookEvent =>
  typeof body === 'object' &&
  body !== null &&
  'type' in body &&
  typeof body.type === 'string' &&
  'data' in body &&
  typeof body.data === 'object' &&
  body.data !== null;
