import { defined } from '../../language/defined.ts';
import { dayOf, defaultTimeZone, type CalendarDate, type Instant } from '../calendar/calendarDate.ts';
import { periodOfDays, type Period } from '../statements/period.ts';

/** Why a line cannot be booked exactly. */
export const refusalReasons = [
  'amount_unreadable',
  'fee_unreadable',
  'currency_unreadable',
  'currency_of_another_account',
  'date_unreadable',
  'too_large',
  'shape_unreadable',
] as const;

/** A line that cannot be booked, told apart so that the rest of its page goes in; with what could be read of it. */
export interface RefusedLine {
  readonly pontoId: string;
  readonly reason: (typeof refusalReasons)[number];
  readonly executionDate?: CalendarDate;
  /** Exact decimal text, negative for a debit. */
  readonly amount?: string;
  readonly currency?: string;
}

/** A refused line as the books keep it. Of one that an earlier release refused, only the id is known until it is read again. */
export interface KeptRefusal extends Omit<RefusedLine, 'reason'> {
  readonly reason: RefusedLine['reason'] | 'unknown';
  readonly firstSeenAt?: Instant;
  readonly lastSeenAt?: Instant;
}

/** They stand in the head, which is read with every run: of more, those that were seen last. */
export const maxRefused = 100;

/**
 * What is kept once lines were refused (again) at a moment.
 *
 * @param kept before; those that are refused again keep when they were first seen
 */
export const withRefused = (
  kept: readonly KeptRefusal[],
  refused: readonly RefusedLine[],
  at: Instant,
): readonly KeptRefusal[] => {
  const before = new Map(kept.map((one) => [one.pontoId, one]));
  const now = new Map(refused.map((line) => [line.pontoId, seenAgain(before.get(line.pontoId), line, at)]));
  return [...kept.filter(({ pontoId }) => !now.has(pontoId)), ...now.values()].slice(-maxRefused);
};

/**
 * What is kept where a list was read from its top to its end since a moment, in one run or several: Ponto has no other.
 * Lines that an earlier release refused tell no moment.
 *
 * @param isOfOneRun one run has read all of it
 */
export const seenSince = (kept: readonly KeptRefusal[], since: Instant, isOfOneRun: boolean): readonly KeptRefusal[] =>
  kept.filter(({ lastSeenAt }) => (lastSeenAt === undefined ? !isOfOneRun : lastSeenAt >= since));

/** The days of refused lines; of one without a readable day, the day on which it was first seen. Undefined where no day is known. */
export const daysOfRefused = (kept: readonly KeptRefusal[]): Period | undefined =>
  periodOfDays(
    kept.flatMap(({ executionDate, firstSeenAt, lastSeenAt }) => {
      const seenAt = firstSeenAt ?? lastSeenAt;
      return executionDate ?? (seenAt === undefined ? [] : dayOf(seenAt, defaultTimeZone));
    }),
  );

/** An earlier release did not keep when it first saw a line: that is not told anew. */
const seenAgain = (before: KeptRefusal | undefined, line: RefusedLine, at: Instant): KeptRefusal => ({
  ...line,
  ...defined({ firstSeenAt: before ? before.firstSeenAt : at }),
  lastSeenAt: at,
});
