import type { AlertDelivery } from '../domain/alerts/delivery.ts';
import type { IncidentKind } from '../domain/alerts/incident.ts';
import type { CalendarDate, Instant } from '../domain/calendar/calendarDate.ts';
import type { AccountRef, ConnectionRef } from './refsAndPages.ts';

/** Where a check stands within its shard. */
export interface CheckPlace extends ConnectionRef {
  readonly day: CalendarDate;
}

/** A connection that is to be checked on a day, or by the first run after it. */
export interface ScheduledCheck {
  readonly ref: ConnectionRef;
  readonly day: CalendarDate;
  /** Time of the last run that found it; absent when it was put since. */
  readonly seenAt?: Instant;
}

/**
 * Which connections the daily run must check, and when. Whoever writes the end of an authorization, or a fact that may be
 * an incident, puts a check **before**; a check for nothing costs two reads.
 */
export interface ScheduledChecks {
  /** Parts of all checks that can be worked on side by side. */
  readonly shards: readonly string[];
  /** Also forgets that a run has seen it. */
  put(day: CalendarDate, ref: ConnectionRef): Promise<void>;
  /**
   * The checks of one shard up to and including a day, however old, in the order of their places and a page at a time, so
   * that memory stays flat.
   *
   * @param from the first place that counts
   */
  due(shard: string, day: CalendarDate, from?: CheckPlace): AsyncIterable<readonly ScheduledCheck[]>;
  markSeen(check: ScheduledCheck, at: Instant): Promise<void>;
  /** Removes the check unless it was put anew since it was read. */
  remove(check: ScheduledCheck): Promise<void>;
}

/** The bus, a person by mail address, or an accountant by theirs: what one got in a digest is no mail to a contact. */
export type Audience =
  | { readonly kind: 'bus' }
  | { readonly kind: 'person'; readonly address: string }
  | { readonly kind: 'accountant'; readonly address: string };

/** Reminders of the end of one account's authorization to one audience. */
export interface ReminderRef extends AccountRef {
  readonly audience: Audience;
}

/** Mails about incidents of one kind, on one account or on the connection, to one address. */
export interface IncidentRef extends ConnectionRef {
  readonly kind: IncidentKind;
  readonly accountId?: string;
  readonly address: string;
}

export type AlertRef = ReminderRef | IncidentRef;

/** Who was alerted of what: the last alert for each reference. */
export interface AlertDeliveries {
  get(ref: AlertRef): Promise<AlertDelivery | undefined>;
  /** Writes if nobody has written since the caller read `seen`. */
  put(ref: AlertRef, delivery: AlertDelivery, seen: AlertDelivery | undefined): Promise<'written' | 'changed'>;
}

/**
 * Which connections, of whatever tenants, an accountant's address is set for. An entry may stand there for nothing: the
 * connection says who its accountant is. It may never be missing.
 */
export interface AccountantIndex {
  add(address: string, ref: ConnectionRef): Promise<void>;
  /** Only of a connection that is gone, which never comes back under its id. */
  remove(address: string, ref: ConnectionRef): Promise<void>;
  connectionsOf(address: string): AsyncIterable<readonly ConnectionRef[]>;
}

/** Which tenants each digest was about, for as long as a report of it may come. */
export interface SentDigests {
  keep(digestId: string, tenantIds: readonly string[], at: Instant): Promise<void>;
  /** The tags of the mails of those tenants, a page at a time; none of a digest that is made up or long gone. */
  tagsOf(digestId: string): AsyncIterable<readonly string[]>;
}

export interface PendingDigest {
  /** Where it stands in the list; says nothing of the address. */
  readonly place: string;
  readonly address: string;
}

/** Accountants for whom a run has news. An entry stays until its digest was sent. */
export interface PendingDigests {
  put(address: string): Promise<void>;
  get(place: string): Promise<PendingDigest | undefined>;
  /**
   * In the order of their places and a page at a time, so that memory stays flat.
   *
   * @param from the first place that counts
   */
  all(from?: string): AsyncIterable<readonly PendingDigest[]>;
  remove(address: string): Promise<void>;
}
