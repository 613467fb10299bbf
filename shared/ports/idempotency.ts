import type { Instant } from '../domain/calendar/calendarDate.ts';

/** An answer that was given, so that a repeat of the request gets the same. */
export interface GivenAnswer {
  readonly status: number;
  readonly body: string;
}

export interface IdempotentRequest {
  readonly tenantId: string;
  /** The caller's key together with what it is for: user, method and path. */
  readonly key: string;
  /** Tells another request under the same key. */
  readonly fingerprint: string;
  readonly now: Instant;
}

export type IdempotencyTurn =
  /** Nobody has carried this request out: do it, then `complete` or `forget`. */
  | { readonly kind: 'first' }
  | { readonly kind: 'answered'; readonly answer: GivenAnswer }
  /** The first one is still at work. */
  | { readonly kind: 'in_progress' }
  /** The key was used for something else. */
  | { readonly kind: 'other_request' };

export interface IdempotencyStore {
  begin(request: IdempotentRequest): Promise<IdempotencyTurn>;
  complete(request: IdempotentRequest, answer: GivenAnswer): Promise<void>;
  /** After a fault: a repeat is carried out anew. */
  forget(request: IdempotentRequest): Promise<void>;
}
