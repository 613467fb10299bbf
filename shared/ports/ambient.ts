import type { Instant } from '../domain/calendar/calendarDate.ts';

/** Time is passed in, so that a test can choose it. */
export interface Clock {
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
}

/** A digest of a text, the same at every time and place: two texts of one digest are one. */
export type Digest = (text: string) => string;

/** Ids and secrets are passed in, for the same reason. */
export interface IdSource {
  /** A new id that sorts by time of creation (UUID version 7, RFC 9562). */
  next(): string;
  /** 256 random bits in Base64url, for OAuth state and PKCE verifiers. */
  secret(): string;
}
