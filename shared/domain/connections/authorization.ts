import { defined } from '../../language/defined.ts';
import {
  calendarDateAt,
  dayOf,
  daysBetween,
  defaultTimeZone,
  type CalendarDate,
  type Instant,
} from '../calendar/calendarDate.ts';
import type { Sync } from '../syncs/sync.ts';
import type { Account, Authorization } from './connection.ts';

export type AuthorizationState = 'valid' | 'expiring' | 'expired' | 'revoked';

/**
 * What can happen to the authorisation of an account. No state is stored: it follows from what Ponto tells and the day,
 * so that none can be forgotten to be moved.
 */
export const authorizationTransitions = {
  monthBeforeEnd: { from: ['valid'], to: 'expiring' },
  end: { from: ['valid', 'expiring'], to: 'expired' },
  renewed: { from: ['valid', 'expiring', 'expired', 'revoked'], to: 'valid' },
  lost: { from: ['valid', 'expiring', 'expired'], to: 'revoked' },
} as const satisfies Record<string, { from: readonly AuthorizationState[]; to: AuthorizationState }>;

export interface AuthorizationNow {
  readonly state: AuthorizationState;
  readonly authorizedAt?: Instant;
  readonly expiresAt?: Instant;
  /** Calendar days in Brussels; 0 on the last day and after it. */
  readonly daysLeft?: number;
}

/** People are warned from this many days before the end. */
export const expiringFromDays = 30;

/** The day in Brussels on which an authorization ends. An end that is no moment is an end that nobody knows. */
export const lastDayOf = ({ expiresAt }: Pick<Authorization, 'expiresAt'>): CalendarDate | undefined =>
  expiresAt === undefined ? undefined : calendarDateAt(expiresAt, defaultTimeZone);

/** What a run has told about an authorization. */
type LastRun = Pick<Sync, 'status' | 'errorCode' | 'createdAt'>;

/** The last run has met its end at the bank, and nobody has authorised the account anew since. */
const isEndReported = ({ authorizedAt }: Authorization, lastSync: LastRun | undefined): boolean =>
  lastSync?.status === 'failed' &&
  lastSync.errorCode === 'authorization_expired' &&
  !(authorizedAt !== undefined && Date.parse(authorizedAt) > Date.parse(lastSync.createdAt));

/**
 * How an account's authorization stands at a moment. What happens at the bank has the last word: the end that is expected
 * is an estimate.
 */
export const authorizationOf = (account: Account, now: Instant, lastSync?: LastRun): AuthorizationNow => {
  const { revoked, authorizedAt, expiresAt, endedAt } = account.authorization;
  if (revoked || endedAt !== undefined || isEndReported(account.authorization, lastSync)) {
    // An end that lies ahead is none any more.
    const isPast = expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now);
    return {
      state: revoked ? 'revoked' : 'expired',
      ...defined({ authorizedAt }),
      ...(isPast && { expiresAt }),
      daysLeft: 0,
    };
  }
  // An unreadable end must not hide the account.
  const lastDay = lastDayOf({ ...defined({ expiresAt }) });
  const daysLeft = lastDay === undefined ? undefined : Math.max(0, daysBetween(dayOf(now, defaultTimeZone), lastDay));
  return {
    state: stateAt(expiresAt, daysLeft, now),
    ...defined({ authorizedAt }),
    ...(lastDay !== undefined && expiresAt !== undefined && { expiresAt }),
    ...defined({ daysLeft }),
  };
};

const stateAt = (expiresAt: Instant | undefined, daysLeft: number | undefined, now: Instant): AuthorizationState => {
  if (expiresAt === undefined || daysLeft === undefined) return 'valid';
  if (Date.parse(expiresAt) <= Date.parse(now)) return 'expired';
  return daysLeft <= expiringFromDays ? 'expiring' : 'valid';
};

/** The week in which an authorization ends, counted from today. */
export type WeekOfEnd = 'ended' | 'this_week' | 'week_2' | 'week_3' | 'week_4' | 'later';

const weeks = ['this_week', 'week_2', 'week_3', 'week_4'] as const;

/** @returns undefined when nobody knows the end */
export const weekOfEnd = (expiresAt: Instant | undefined, now: Instant): WeekOfEnd | undefined => {
  const lastDay = lastDayOf({ ...defined({ expiresAt }) });
  if (expiresAt === undefined || lastDay === undefined) return undefined;
  if (Date.parse(expiresAt) <= Date.parse(now)) return 'ended';
  return weeks[Math.floor(daysBetween(dayOf(now, defaultTimeZone), lastDay) / 7)] ?? 'later';
};
