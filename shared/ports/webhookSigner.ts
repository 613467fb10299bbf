import type { Instant } from '../domain/calendar/calendarDate.ts';

/** What one attempt says, and the secrets that its receiver may know. */
export interface UnsignedWebhook {
  /** `whsec_…`: each that is valid now; two while a rotation overlaps. */
  readonly secrets: readonly string[];
  /** The same for every attempt at one event, so that the receiver can leave out repeats. */
  readonly id: string;
  /** Of this attempt: receivers refuse what was signed long ago. */
  readonly sentAt: Instant;
  readonly body: string;
}

/** Headers of the Standard Webhooks specification. */
export interface WebhookHeaders extends Readonly<Record<string, string>> {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** One signature for each secret, with a space between them. */
  readonly 'webhook-signature': string;
}

export interface WebhookSigner {
  sign(webhook: UnsignedWebhook): WebhookHeaders;
}
