import type { Language } from '../domain/mail/language.ts';
import type { Instant } from '../domain/calendar/calendarDate.ts';
import { createCatalogue, unnamed } from './catalogue.ts';
import de from './messages/de/problems.json' with { type: 'json' };
import en from './messages/en/problems.json' with { type: 'json' };
import es from './messages/es/problems.json' with { type: 'json' };
import fr from './messages/fr/problems.json' with { type: 'json' };
import nl from './messages/nl/problems.json' with { type: 'json' };

export const problemMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    currency_mismatch: { account: 'text', journal: 'text' },
    import_from_too_late: { day: 'day' },
    known_balance_too_early: { day: 'day' },
    known_balance_too_late: { day: 'day' },
    statement_open: { number: 'text' },
    statement_broken: { number: 'text' },
    format_cannot_hold: { format: 'text', number: 'text', reason: 'text', formats: 'text' },
    period_too_long: { limit: 'text' },
    too_many_accounts: { limit: 'text' },
    too_many_requests: { limit: 'text' },
    too_many_syncs: { limit: 'text' },
    too_many_page_sessions: { limit: 'text' },
    too_many_connections: { limit: 'text' },
    too_many_linked_accounts: { limit: 'text' },
    too_many_endpoints: { limit: 'text' },
    secrets_overlap: { until: 'moment' },
  },
);

/** What a problem names, where it names something. */
export interface ProblemValues {
  readonly account?: string;
  readonly journal?: string;
  readonly day?: string;
  readonly until?: Instant;
  readonly limit?: string;
  /** Of a statement. */
  readonly number?: string;
  readonly format?: string;
  readonly reason?: string;
  readonly formats?: string;
}

const nothingNamed = {
  account: unnamed,
  journal: unnamed,
  day: unnamed,
  until: unnamed,
  limit: unnamed,
  number: unnamed,
  format: unnamed,
  reason: unnamed,
  formats: unnamed,
};

/** The sentence of a problem. Where nothing is named, as in a description of the API, dots stand for it. */
export const problemDetail = (
  language: Language,
  code: keyof typeof problemMessages.texts.en,
  values: ProblemValues = {},
): string => problemMessages.text(language, code, { ...nothingNamed, ...values });

/** What a person can do next, with the address where it is done. */
export interface Action {
  readonly label: string;
  readonly url?: string;
  /** The call of the API that starts it. */
  readonly call?: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
    readonly path: string;
    /** What to send; absent where nothing is, or where only a person can say what. */
    readonly body?: Record<string, string>;
  };
}

export const dashboardUrl = 'https://dashboard.myponto.com';

const doneInDashboard: ReadonlySet<string> = new Set([
  'organization_blocked',
  'credentials_refused',
  'migration_required',
  'no_accounts',
  'onboarding_incomplete',
  'reauthorization_refused',
  'ending_refused',
]);

/**
 * The next step for a code, where it has an address that a person can open. Reconnecting and renewing begin with a call
 * of the API, which the accounting product makes; the message says so, and an address that leads nowhere would not help.
 */
export const actionFor = (language: Language, code: string | undefined): Action | undefined =>
  code !== undefined && doneInDashboard.has(code)
    ? { label: problemMessages.text(language, 'open_dashboard'), url: dashboardUrl }
    : undefined;
