import type { CalendarDate, Instant } from '../domain/calendar/calendarDate.ts';
import type { Telling } from '../domain/alerts/telling.ts';
import type { ConnectionRef } from './common.ts';

/** A connection that is to be looked at on a day, or by the first run after it. */
export interface ScheduledCheck {
  readonly ref: ConnectionRef;
  readonly day: CalendarDate;
  /** Time of the last run that found it; absent when it was put since. */
  readonly seenAt?: Instant;
}

/**
 * Which connections the expiry alerts must look at, and when. Whoever writes the end of an authorization puts a look
 * **before**; a look for nothing costs two reads.
 */
export interface ScheduledChecks {
  /** Also forgets that a run has seen it. */
  put(day: CalendarDate, ref: ConnectionRef): Promise<void>;
  /** All looks up to and including a day, however old, a page at a time, so that memory stays flat. */
  due(day: CalendarDate): AsyncIterable<readonly ScheduledCheck[]>;
  markSeen(look: ScheduledCheck, at: Instant): Promise<void>;
  /** Removes the look unless it was put anew since it was read. */
  remove(look: ScheduledCheck): Promise<void>;
}

/** The bus, a person by mail address, or an accountant by theirs: what one was told in a digest is no mail to a contact. */
export type Audience =
  | { readonly kind: 'bus' }
  | { readonly kind: 'person'; readonly address: string }
  | { readonly kind: 'accountant'; readonly address: string };

export interface TellingRef {
  readonly tenantId: string;
  readonly accountId: string;
  readonly audience: Audience;
}

/** Who was told what about the end of an account's authorization. */
export interface Tellings {
  get(ref: TellingRef): Promise<Telling | undefined>;
  /**
   * Writes a telling if nobody has written one since the caller read.
   *
   * @param seen what the caller read
   */
  put(ref: TellingRef, telling: Telling, seen: Telling | undefined): Promise<'written' | 'changed'>;
}
