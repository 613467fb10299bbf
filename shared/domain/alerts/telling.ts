import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import { isSamePeriod, type Ending } from './ending.ts';
import type { ReminderStep } from './reminderSchedule.ts';

/** What other software is told last: that the authorization has ended. It stands below the ladder's last rung. */
export const ended = -1;

export type Step = ReminderStep | typeof ended;

/**
 * - `begun`: somebody is telling it, or crashed while doing so.
 * - `done`: it was told.
 * - `refused`: the mail service said no; nobody was told.
 */
export type TellingState = 'begun' | 'done' | 'refused';

/** The last step that one audience was told of one account. */
export interface Telling {
  readonly authorizedAt?: Instant;
  readonly lastDay: CalendarDate;
  readonly step: number;
  readonly state: TellingState;
  /** How often it was begun; a refusal takes back its attempt. */
  readonly attempts: number;
  /** Time of the run that wrote this. */
  readonly run: Instant;
}

export type Turn =
  /** Told before, this step or a tighter one. */
  | { readonly kind: 'told' }
  /** Another worker of this run is at it or crashed: a later run takes it up. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'take'; readonly telling: Telling };

/**
 * A mail that was begun and not noted as sent may have gone out: the mail service knows no idempotency. It is sent once
 * more, because a repeated warning is better than a missing one, and after that never again.
 *
 *     run 1: begun -- mail service takes the mail -- (crash) ---- not noted
 *     run 2:                                                 begun, attempt 2 -- sent again: the one repeat
 *     run 1: begun -- (crash) -- no mail
 *     run 2:                     begun, attempt 2 -- sent: the catch-up
 */
const mostAttempts = 2;

/**
 * May what was begun before be begun again?
 *
 * @returns which attempt it is
 */
export const againBy = (
  known: { readonly state: TellingState; readonly attempts: number; readonly run: Instant },
  run: Instant,
): number | 'told' | 'busy' => {
  if (known.state === 'done') return 'told';
  if (known.state === 'refused') return known.attempts + 1;
  if (Date.parse(known.run) >= Date.parse(run)) return 'busy';
  return known.attempts < mostAttempts ? known.attempts + 1 : 'told';
};

/** Whose turn it is to tell a step of an ending, by what the audience was told before. */
export const turnOf = (ending: Ending, step: Step, known: Telling | undefined, run: Instant): Turn => {
  const begin = (attempts: number): Turn => ({
    kind: 'take',
    telling: {
      ...(ending.authorizedAt !== undefined && { authorizedAt: ending.authorizedAt }),
      lastDay: ending.lastDay,
      step,
      state: 'begun',
      attempts,
      run,
    },
  });
  if (!known || !isSamePeriod(known, ending) || known.step > step) return begin(1);
  if (known.step < step) return { kind: 'told' };
  const attempts = againBy(known, run);
  return typeof attempts === 'number' ? begin(attempts) : { kind: attempts };
};
