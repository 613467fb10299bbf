/** One attempt, ready to go out: what its signature covers is sent byte for byte. */
export interface WebhookRequest {
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of an attempt. What the receiver says beyond its status is nobody's business: it is not kept. */
export type WebhookAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly durationMs: number;
      /** How long the receiver asks us to wait, where it says so (RFC 9110, section 10.2.3). */
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly durationMs: number };

export type UnreachableReason =
  /** The name leads to an address that is not public, or the address of the endpoint is none that is allowed. */
  'address_refused' | 'timeout' | 'tls' | 'dns' | 'connection' | 'answer_too_large';

export interface WebhookSender {
  /** Sends once. Whatever the receiver does is an answer: this does not throw for it. */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
}
