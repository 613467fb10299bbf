import { defined } from '../../language/defined.ts';
import {
  addDays,
  dayOf,
  daysBetween,
  defaultTimeZone,
  type CalendarDate,
  type Instant,
} from '../calendar/calendarDate.ts';
import { lastDayOf } from '../connections/authorization.ts';
import type { Authorization } from '../connections/connection.ts';
import { reminderSchedule, reminderStepFor, type ReminderStep } from './reminderSchedule.ts';

/** The end of an authorization that somebody must be warned of. */
export interface Ending {
  readonly authorizedAt?: Instant;
  readonly expiresAt: Instant;
  /** The day of `expiresAt` in Brussels. */
  readonly lastDay: CalendarDate;
}

/** Longer after the end a mail would tell people what they have lived with; the account's health says it. */
const mailedForDays = 90;

/**
 * What ends, and when: as it is expected, or earlier where the bank has refused before. An account that is no longer shared
 * with us has no end to warn of: it says so by another code.
 */
export const endingOf = (authorization: Authorization): Ending | undefined => {
  const { authorizedAt, revoked } = authorization;
  const expiresAt = endOf(authorization);
  if (revoked || expiresAt === undefined) return undefined;
  const lastDay = lastDayOf({ expiresAt });
  return lastDay === undefined ? undefined : { expiresAt, lastDay, ...defined({ authorizedAt }) };
};

/** The expectation is an estimate; the bank has the last word. */
const endOf = ({ expiresAt, endedAt }: Authorization): Instant | undefined =>
  endedAt !== undefined && !(expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(endedAt))
    ? endedAt
    : expiresAt;

/** Calendar days in Brussels; negative after the last day. */
export const daysUntil = ({ lastDay }: Pick<Ending, 'lastDay'>, now: Instant): number =>
  daysBetween(dayOf(now, defaultTimeZone), lastDay);

export const hasEnded = ({ expiresAt }: Ending, now: Instant): boolean => Date.parse(expiresAt) <= Date.parse(now);

/**
 * The step that a mail of this moment is for. A step whose day lay before the authorization began is none: who has just
 * given an authorization for three weeks needs no warning that it is shorter than a month.
 */
export const dueReminderStep = (ending: Ending, now: Instant): ReminderStep | undefined => {
  const daysLeft = daysUntil(ending, now);
  const step = reminderStepFor(daysLeft);
  if (step === undefined || daysLeft < -mailedForDays) return undefined;
  return step > 0 && !isWithin(ending, addDays(ending.lastDay, -step)) ? undefined : step;
};

const isWithin = ({ authorizedAt }: Ending, day: CalendarDate): boolean => {
  const firstDay = authorizedAt === undefined ? undefined : lastDayOf({ expiresAt: authorizedAt });
  return firstDay === undefined || day > firstDay;
};

/** Days on which an alert may be due: the steps, and the day after, when the authorization has surely ended. */
const checkDays = ({ lastDay }: Pick<Ending, 'lastDay'>): readonly CalendarDate[] => [
  ...reminderSchedule.map((step) => addDays(lastDay, -step)),
  addDays(lastDay, 1),
];

/** The first day on which a new ending must be checked: today, when the reminders have begun. */
export const firstCheckOn = (ending: Pick<Ending, 'lastDay'>, today: CalendarDate): CalendarDate => {
  const begin = addDays(ending.lastDay, -reminderSchedule[0]);
  return begin > today ? begin : today;
};

/** The next day after today on which an alert may be due. */
export const nextCheckOn = (ending: Pick<Ending, 'lastDay'>, today: CalendarDate): CalendarDate | undefined =>
  checkDays(ending).find((day) => day > today);

/** What is remembered of an ending that somebody was told of. */
export type KnownEnding = Pick<Ending, 'authorizedAt' | 'lastDay'>;

/**
 * Is this still the authorization that somebody was told of? A new one begins when Ponto names a later begin, or, where
 * Ponto names none, when the end has moved on by more than all reminders: Ponto's end is an estimate that may shift by some
 * days, and that must not warn people anew.
 */
export const isSamePeriod = (told: KnownEnding, now: KnownEnding): boolean =>
  !isLater(now.authorizedAt, told.authorizedAt) && daysBetween(told.lastDay, now.lastDay) <= reminderSchedule[0];

const isLater = (a: Instant | undefined, b: Instant | undefined): boolean =>
  a !== undefined && b !== undefined && Date.parse(a) > Date.parse(b);
