import { addDays, type CalendarDate, type Instant } from '../calendar/calendarDate.ts';
import type { Health } from '../connections/health.ts';
import { amountOf } from '../money/currency.ts';
import { equals, negate, type Decimal } from '../money/decimal.ts';
import { defined } from '../../language/defined.ts';
import { isWithin, type Period } from '../statements/period.ts';
import type { PendingLine } from './line.ts';
import { foldMonth, type MonthEntry, type MonthPart } from './monthView.ts';

/**
 * How far the day that somebody has in mind may lie from the day that the bank booked. An order is booked on the next
 * banking day at the latest, and Easter, the longest rest of the European payment systems, puts four days in between.
 */
export const toleranceDays = 5;

/** The days on which a payment may have been booked. */
export const daysAround = (date: CalendarDate): Period => ({
  from: addDays(date, -toleranceDays),
  to: addDays(date, toleranceDays),
});

/** What became of a payment that the books know, in the order in which it answers. */
export const knownCodes = ['found', 'pending', 'corrected', 'removed', 'other_sign'] as const;
export type KnownCode = (typeof knownCodes)[number];

/** Lines that the books know, by what became of them; pending ones by Ponto's id. */
export interface KnownPayments extends Readonly<Record<Exclude<KnownCode, 'pending'>, readonly number[]>> {
  readonly pending: readonly string[];
  readonly pendingOtherSign: readonly string[];
}

/**
 * Looks a payment up among the lines of its months.
 *
 * @param parts of every month that the days touch
 */
export const findPayment = (
  amount: Decimal,
  days: Period,
  parts: readonly MonthPart[],
  pending: readonly PendingLine[],
): KnownPayments => {
  const isAbout = (sought: Decimal, said: { readonly executionDate: CalendarDate; readonly amount: string }): boolean =>
    isWithin(said.executionDate, days) && equals(amountOf(said.amount), sought);
  // One without a day may be booked on any that is still to come.
  const announced = (sought: Decimal): readonly string[] =>
    pending
      .filter(({ content: { executionDate, amount: said } }) =>
        executionDate === undefined ? equals(amountOf(said), sought) : isAbout(sought, { executionDate, amount: said }),
      )
      .map(({ pontoId }) => pontoId);
  const latest = [...foldMonth(parts).values()];
  const numbers = (entries: readonly MonthEntry[]): readonly number[] => entries.map(({ line }) => line);
  const now = latest.filter((entry) => isAbout(amount, entry));
  const once = new Set(
    parts.flatMap(({ entries }) => entries.filter((entry) => isAbout(amount, entry)).map(({ line }) => line)),
  );
  return {
    found: numbers(now.filter(({ removed }) => !removed)),
    removed: numbers(latest.filter(({ line, removed }) => removed && once.has(line))),
    corrected: numbers(latest.filter((entry) => !entry.removed && once.has(entry.line) && !now.includes(entry))),
    other_sign: numbers(latest.filter((entry) => !entry.removed && isAbout(negate(amount), entry))),
    pending: announced(amount),
    pendingOtherSign: announced(negate(amount)),
  };
};

/** What is known about an account besides its lines. */
export interface Situation {
  /** Lines before this day stay out; absent when the account feeds no journal. */
  readonly startsOn?: CalendarDate;
  /** Why nothing new can come until a person does something. */
  readonly blocked?: Health;
  /** The last day of which Ponto may have got everything while nothing was in the way. */
  readonly coveredUpTo?: CalendarDate;
  /** Why the last run did not come to its end. */
  readonly failed?: Health;
  readonly underWay: boolean;
  /** When the books last had everything that Ponto held. */
  readonly readAt?: Instant;
  /** When Ponto last got through to the bank. */
  readonly bankReachedAt?: Instant;
  /** The first and the last day of which everything is in and proven. */
  readonly completeFrom?: CalendarDate;
  readonly completeUpTo?: CalendarDate;
  /** Booked and pending ones that are not in the books or on show. */
  readonly refusedLines: number;
}

/** Why a payment may be missing, with what there is to say about it. */
export type Absence =
  | { readonly code: 'account_not_linked' }
  | { readonly code: 'before_import_from'; readonly startsOn: CalendarDate }
  | { readonly code: 'authorization_gap'; readonly blocked: Health; readonly bankReachedAt?: Instant }
  | { readonly code: 'not_read_yet'; readonly underWay: boolean; readonly failed?: Health; readonly readAt?: Instant }
  | { readonly code: 'line_refused'; readonly lines: number }
  | { readonly code: 'not_at_bank'; readonly completeUpTo: CalendarDate }
  | { readonly code: 'not_at_ponto'; readonly readAt: Instant; readonly bankReachedAt?: Instant };

/** Why a payment that the books do not know may be missing, the surest reason first. */
export const absencesOf = (days: Period, situation: Situation): readonly Absence[] => {
  const { startsOn, blocked, coveredUpTo, readAt, bankReachedAt, completeUpTo, underWay, failed } = situation;
  if (startsOn === undefined) return [{ code: 'account_not_linked' }];
  const absences: Absence[] = [];
  if (days.from < startsOn) absences.push({ code: 'before_import_from', startsOn });
  if (days.to < startsOn) return absences;
  const gap = coveredUpTo === undefined || coveredUpTo < days.to ? blocked : undefined;
  if (gap) {
    absences.push({ code: 'authorization_gap', blocked: gap, ...defined({ bankReachedAt }) });
  } else if (readAt === undefined || failed !== undefined || underWay) {
    absences.push({ code: 'not_read_yet', underWay, ...defined({ failed, readAt }) });
  }
  if (situation.refusedLines > 0) absences.push({ code: 'line_refused', lines: situation.refusedLines });
  if (gap || readAt === undefined) return absences;
  const isProven = days.from >= (situation.completeFrom ?? days.from);
  if (completeUpTo !== undefined && isProven && days.to <= completeUpTo)
    return [...absences, { code: 'not_at_bank', completeUpTo }];
  // What could not be read may be the payment: that Ponto has none is more than is known.
  if (situation.refusedLines > 0) return absences;
  return [...absences, { code: 'not_at_ponto', readAt, ...defined({ bankReachedAt }) }];
};
