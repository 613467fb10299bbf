import { addDays, dayOf, defaultTimeZone, type Instant } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import type { Difference } from '../statements/difference.ts';
import { unconfirmedOf } from '../connections/unconfirmedOf.ts';
import type { Account, Connection, ScheduledFrequency } from '../connections/connection.ts';

/** What deserves a mail. Each is something that a person must heal, or that has lasted beyond what passes by itself. */
export const incidentKinds = [
  'reconnect_required',
  'credentials_refused',
  'organization_blocked',
  'onboarding_incomplete',
  'awaiting_confirmation',
  'accounts_lost',
  'statement_broken',
  'feed_stale',
] as const;

export type IncidentKind = (typeof incidentKinds)[number];

/** One cause of an incident: it is reported once to each person, however long it lasts. */
export interface Incident {
  readonly kind: IncidentKind;
  /** The account that it is about; missing where it is the connection. */
  readonly account?: Account;
  /** Tells this cause from an earlier one of the same kind, such as the moment since when it lasts. */
  readonly cause: string;
  /** Of books that differ: how, as it stands now. */
  readonly difference?: Difference;
}

/** How far an account has come, as far as incidents go. */
export interface AccountState {
  readonly account: Account;
  /** Since when its books differ from the bank's balance. */
  readonly brokenSince?: Instant;
  /** What they differ by. */
  readonly difference?: Difference;
  /** When something was last fetched for it, where the last run or the last look at Ponto has failed; missing while all goes well. */
  readonly nothingSince?: Instant;
}

/** A difference of a day or two is often the bank's own: a balance that runs ahead of its lines. */
export const brokenForDays = 2;

const hourMs = 3_600_000;
const hoursOf: Readonly<Record<ScheduledFrequency, number>> = {
  every_6_hours: 6,
  every_12_hours: 12,
  daily: 24,
  weekly: 7 * 24,
  monthly: 31 * 24,
};

/** Nothing for this many times the promised pace is more than a fault that passes. */
const staleAfterRounds = 3;

/**
 * What is wrong with a connection now. What stops the whole connection explains everything below it, and is reported alone; a
 * status that the person is at work on (a consent begun, a migration) is none. Ponto's deadline for a registration runs in
 * both: an organisation that has just begun often has no account to share yet.
 */
export const incidentsOf = (
  connection: Connection,
  accounts: readonly AccountState[],
  now: Instant,
): readonly Incident[] => {
  const cause = connection.statusSince ?? connection.updatedAt;
  switch (connection.status) {
    case 'reconnect_required': {
      const kind = connection.statusCode === 'credentials_refused' ? 'credentials_refused' : 'reconnect_required';
      return [{ kind, cause }];
    }
    case 'blocked':
      return [{ kind: 'organization_blocked', cause }];
    case 'active':
      return [
        ...incidentsOfRegistration(connection),
        ...accounts
          .filter(({ account }) => account.link !== undefined)
          .flatMap((state) => incidentsOfAccount(state, now)),
      ];
    case 'awaiting_consent':
      return [...incidentsOfRegistration(connection), ...incidentsOfConfirmation(connection)];
    case 'migration_required':
      return incidentsOfConfirmation(connection);
    case 'disconnected':
      return [];
  }
};

/** Ponto deletes such an organisation after 72 hours (Ponto reference, section 4.7): it is one cause, however long it lasts. */
const incidentsOfRegistration = ({ onboardingComplete, organizationId }: Connection): readonly Incident[] =>
  onboardingComplete === false ? [{ kind: 'onboarding_incomplete', cause: organizationId ?? '' }] : [];

/** Somebody has consented, and nothing is read before a user has looked at what came back. */
const incidentsOfConfirmation = (connection: Connection): readonly Incident[] => {
  const unconfirmed = unconfirmedOf(connection);
  return unconfirmed ? [{ kind: 'awaiting_confirmation', cause: unconfirmed.at }] : [];
};

/** An account that is no longer shared with us has no other incident that anybody could heal. */
const incidentsOfAccount = (
  { account, brokenSince, difference, nothingSince }: AccountState,
  now: Instant,
): readonly Incident[] => {
  if (account.authorization.revoked) {
    return [{ kind: 'accounts_lost', account, cause: account.authorization.authorizedAt ?? '' }];
  }
  return [
    ...(brokenSince !== undefined && isBrokenLongEnough(brokenSince, now)
      ? [{ kind: 'statement_broken', account, cause: brokenSince, ...defined({ difference }) } as const]
      : []),
    ...(nothingSince !== undefined && isStale(account, nothingSince, now)
      ? [{ kind: 'feed_stale', account, cause: nothingSince } as const]
      : []),
  ];
};

const isBrokenLongEnough = (since: Instant, now: Instant): boolean =>
  addDays(dayOf(since, defaultTimeZone), brokenForDays) <= dayOf(now, defaultTimeZone);

/** A `manual` account was promised nothing. */
const isStale = ({ link }: Account, nothingSince: Instant, now: Instant): boolean =>
  link !== undefined &&
  link.frequency !== 'manual' &&
  Date.parse(now) - Date.parse(nothingSince) > staleAfterRounds * hoursOf[link.frequency] * hourMs;
