import type { Instant } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { afterwards } from './afterwards.ts';

/** So long a delivery is kept, whatever became of it. */
export const keptDays = 30;
/** The last attempts that a delivery shows. */
export const maxAttemptsShown = 20;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Pauses before the second attempt, the third, and so on: ten attempts in three days. */
const pausesMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 20 * hour];

export type DeliveryState = 'pending' | 'delivered' | 'failed';
/** `exhausted`: tried for three days in vain. `gone`: the receiver answered 410. `disabled`: nothing is sent there any more. */
export type FailedBecause = 'exhausted' | 'gone' | 'disabled';

/** What became of one attempt: a status, or why there was none. */
export interface DeliveryAttempt {
  readonly at: Instant;
  readonly status?: number;
  readonly reason?: string;
  readonly durationMs: number;
}

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  /** Sorts by the time of the event. */
  readonly id: string;
  /** Of the event on the bus: the receiver tells repeats by it. */
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  /** What is sent, byte for byte. */
  readonly body: string;
  readonly state: DeliveryState;
  readonly failedBecause?: FailedBecause;
  /** The next attempt is made then, or later while its endpoint rests. */
  readonly dueAt?: Instant;
  /** Attempts since it was made, or last replayed. */
  readonly tries: number;
  /**
   * Grows with every write: of two workers with one delivery, one goes on. A message has the turn that it was put for; one
   * whose turn is over ends.
   */
  readonly turn: number;
  /** The last ones, the newest last. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly createdAt: Instant;
  readonly endedAt?: Instant;
}

export type AttemptVerdict = 'delivered' | 'gone' | 'in_vain';

/** Any 2xx says that it was taken; 410 that nothing is wanted there any more (Standard Webhooks). */
export const verdictOf = (status: number | undefined): AttemptVerdict => {
  if (status === 410) return 'gone';
  return status !== undefined && status >= 200 && status < 300 ? 'delivered' : 'in_vain';
};

const ended = (
  { dueAt: _due, ...delivery }: WebhookDelivery,
  state: 'delivered' | 'failed',
  at: Instant,
  failedBecause?: FailedBecause,
): WebhookDelivery => ({ ...delivery, state, endedAt: at, turn: delivery.turn + 1, ...defined({ failedBecause }) });

/** @param spread from 0 to 1: many deliveries that failed together do not come back together */
export const afterAttempt = (
  delivery: WebhookDelivery,
  attempt: DeliveryAttempt,
  { now, spread }: { readonly now: Instant; readonly spread: number },
): WebhookDelivery => {
  const attempts = [...delivery.attempts, attempt].slice(-maxAttemptsShown);
  const tried = { ...delivery, attempts, tries: delivery.tries + 1 };
  const verdict = verdictOf(attempt.status);
  if (verdict === 'delivered') return ended(tried, 'delivered', now);
  if (verdict === 'gone') return ended(tried, 'failed', now, 'gone');
  const pause = pausesMs[delivery.tries];
  if (pause === undefined) return ended(tried, 'failed', now, 'exhausted');
  // A tenth more or less.
  const dueAt = afterwards(now, Math.round(pause * (0.9 + spread / 5)));
  return { ...tried, dueAt, turn: delivery.turn + 1 };
};

/** Put off: the message that comes next has the next turn. */
export const waiting = (delivery: WebhookDelivery): WebhookDelivery => ({ ...delivery, turn: delivery.turn + 1 });

/** Its endpoint takes nothing any more: it is shown as failed, and can be replayed. */
export const givenUp = (delivery: WebhookDelivery, at: Instant): WebhookDelivery =>
  ended(delivery, 'failed', at, 'disabled');

/** Sent again from the beginning, with the same id and the same body. */
export const replayed = (
  { failedBecause: _because, endedAt: _ended, ...delivery }: WebhookDelivery,
  at: Instant,
): WebhookDelivery => ({ ...delivery, state: 'pending', tries: 0, dueAt: at, turn: delivery.turn + 1 });

/**
 * The id of a delivery: the same for the same event, so that an event that comes twice makes one delivery, and in the order
 * of time, so that a list is one.
 */
export const deliveryIdOf = (occurredAt: Instant, digestOfEventId: string): string =>
  `${placeOf(occurredAt)}-${digestOfEventId.slice(0, 24)}`;

/** What the ids of all deliveries of a moment begin with. */
export const placeOf = (at: Instant): string => String(Date.parse(at)).padStart(14, '0');
