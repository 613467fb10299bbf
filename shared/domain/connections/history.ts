import type { Instant } from '../calendar/calendarDate.ts';
import type { ConnectionStatus } from './connection.ts';

/** Who did something to a connection. A user is known by the id in the verified token, and by nothing else. */
export type Actor =
  | { readonly kind: 'user'; readonly userId: string }
  /**
   * Whoever opened our page of a consent that this user began. A consent is finished, cancelled or fails in the browser that
   * passed the page; with the code `other_browser`, in one that did not.
   */
  | { readonly kind: 'visitor'; readonly begunBy: string }
  /** Ponto told us, by a webhook. */
  | { readonly kind: 'ponto' }
  | { readonly kind: 'schedule' }
  /** A piece of work of ours that nobody waits for. */
  | { readonly kind: 'system' };

/** Everything that can have happened to a connection, in the past tense. */
export const historyEvents = [
  'connection_begun',
  'legacy_recorded',
  'consent_begun',
  'consent_unconfirmed',
  'consent_finished',
  'consent_cancelled',
  'consent_failed',
  'credentials_stored',
  'contacts_changed',
  'account_added',
  'account_lost',
  'account_ended',
  'account_continued',
  'succession_taken_back',
  'account_reauthorized',
  'reauthorization_begun',
  'access_refused',
  'organization_blocked',
  'organization_unblocked',
  'disconnected',
  'access_ended',
  'alert_sent',
] as const;

export type HistoryEvent = (typeof historyEvents)[number];

/**
 * What is kept of an event: never a secret, an address or an account number. Equal ones are one entry, so that work
 * that is delivered twice is told once.
 */
export interface HistoryEntry {
  readonly at: Instant;
  readonly by: Actor;
  readonly what: HistoryEvent;
  readonly accountId?: string;
  /** The status that the connection has since then. */
  readonly status?: ConnectionStatus;
  /** Why, as a code of the catalogue of problems; of an alert, what it was about. */
  readonly code?: string;
  /** Who was written to, by the part that the person has (`contact`, `notify-2`, `accountant`). */
  readonly recipient?: string;
}

/** An entry as a change of status carries it: the rest is known by whoever makes the change. */
export type HistoryNote = Pick<HistoryEntry, 'by' | 'what' | 'code'>;

/** What tells entries of one connection apart; sorts by time. */
export const historyIdOf = ({ at, what, code = '', accountId = '', recipient = '' }: HistoryEntry): string =>
  [at, what, code, accountId, recipient].join('_');
