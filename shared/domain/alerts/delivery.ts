import { defined } from '../../language/defined.ts';
import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import { isSamePeriod, type Ending } from './ending.ts';
import type { ReminderStep } from './reminderSchedule.ts';

/** What other software is told last: that the authorization has ended. It stands below the last reminder. */
export const ended = -1;

/** What a reminder is about: one step before the end of one authorization. */
export interface ReminderTopic {
  readonly authorizedAt?: Instant;
  readonly lastDay: CalendarDate;
  readonly step: number;
}

/** What an incident mail is about; see `Incident`. */
export interface IncidentTopic {
  readonly cause: string;
}

export type AlertTopic = ReminderTopic | IncidentTopic;

export const reminderOf = ({ authorizedAt, lastDay }: Ending, step: ReminderStep | typeof ended): ReminderTopic => ({
  ...defined({ authorizedAt }),
  lastDay,
  step,
});

export interface DeliveryProgress {
  /**
   * - `begun`: somebody is sending it, or crashed while doing so.
   * - `done`: it was sent.
   * - `refused`: the mail service said no; nobody got it.
   */
  readonly state: 'begun' | 'done' | 'refused';
  /** How often it was begun; a refusal takes back its attempt. */
  readonly attempts: number;
  /** Time of the run that wrote this. */
  readonly run: Instant;
}

/** The last alert of one kind that one recipient got about one account or connection. */
export type AlertDelivery = AlertTopic & DeliveryProgress;

/**
 * A mail that was begun and not recorded as sent may have gone out: the mail service knows no idempotency. It is sent once
 * more, because a repeated warning is better than a missing one, and after that never again.
 *
 *     run 1: begun -- mail service takes the mail -- (crash) ---- not recorded
 *     run 2:                                                 begun, attempt 2 -- sent again: the one repeat
 *     run 1: begun -- (crash) -- no mail
 *     run 2:                     begun, attempt 2 -- sent: the catch-up
 */
const maxAttempts = 2;

/**
 * - `delivered`: sent before, this alert or one that supersedes it.
 * - `busy`: another worker of this run is at it or crashed: a later run takes it up.
 */
export type Claim = AlertDelivery | 'delivered' | 'busy';

/** May a run send an alert, by what the recipient got before? @returns what it must write before it does */
export const claimOf = (topic: AlertTopic, known: AlertDelivery | undefined, run: Instant): Claim => {
  const standing = known ? standingOf(known, topic) : 'superseded';
  if (standing === 'covers') return 'delivered';
  const attempts = known && standing === 'same' ? attemptAfter(known, run) : 1;
  return typeof attempts === 'number' ? { ...topic, state: 'begun', attempts, run } : attempts;
};

/** How an alert that somebody got stands to another one about the same thing. */
const standingOf = (known: AlertTopic, topic: AlertTopic): 'superseded' | 'same' | 'covers' => {
  if ('cause' in known || 'cause' in topic) {
    return 'cause' in known && 'cause' in topic && known.cause === topic.cause ? 'same' : 'superseded';
  }
  if (!isSamePeriod(known, topic) || known.step > topic.step) return 'superseded';
  return known.step < topic.step ? 'covers' : 'same';
};

const attemptAfter = (known: DeliveryProgress, run: Instant): number | 'delivered' | 'busy' => {
  if (known.state === 'done') return 'delivered';
  if (known.state === 'refused') return known.attempts + 1;
  if (Date.parse(known.run) >= Date.parse(run)) return 'busy';
  return known.attempts < maxAttempts ? known.attempts + 1 : 'delivered';
};

/** How a delivery goes on after the mail service has answered. A refused mail was no attempt: a later run sends it anew. */
export const afterSending = (begun: AlertDelivery, answer: 'sent' | 'refused'): AlertDelivery =>
  answer === 'sent' ? { ...begun, state: 'done' } : { ...begun, state: 'refused', attempts: begun.attempts - 1 };
