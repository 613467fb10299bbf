import type { Instant } from '../domain/calendar/calendarDate.ts';

/** Time is passed in, so that a test can choose it. */
export interface Clock {
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
}

/** Ids and secrets are passed in, for the same reason. */
export interface IdSource {
  /** A new id that sorts by time of creation (UUID version 7, RFC 9562). */
  next(): string;
  /** 256 random bits in Base64url, for OAuth state and PKCE verifiers. */
  secret(): string;
}
