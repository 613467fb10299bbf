import { eventFacts, type EventType } from './events.ts';

/** What one metric counts. Every one is a sum, but those that are measured. */
export interface MetricDefinition {
  /** In the words of who watches it. */
  readonly meaning: string;
  /**
   * The one dimension that it is split by, and all that can stand in it: CloudWatch bills every pair of metric and label,
   * so there is no open list, and never a tenant, a connection or an account.
   */
  readonly split?: { readonly dimension: string; readonly labels: readonly string[] };
  /**
   * The unit of a value that is measured: of several in one invocation the last one counts, and a sum of them says nothing.
   *
   * @default none: it is counted
   */
  readonly measuredIn?: 'Milliseconds' | 'None';
}

const eventTypes = Object.keys(eventFacts).filter((name): name is EventType => name in eventFacts);

/**
 * Every metric that the functions count themselves; the rest comes from AWS. Dashboard, alarms and `docs/metrics.md` name
 * these and no others.
 */
export const metrics = {
  SyncsFinished: {
    meaning:
      'Runs over one account that ended: well, with what heals by itself, with what a person must heal, or by a bug',
    split: { dimension: 'outcome', labels: ['succeeded', 'passing', 'person', 'bug'] },
  },
  LinesAdded: { meaning: 'Lines that came into the books' },
  LinesCorrected: { meaning: 'Lines that got a new version' },
  LinesRemoved: { meaning: 'Lines that the bank took back' },
  ConnectionsSeen: {
    meaning:
      'Connections that their first scheduled run of the day passed, by what it found: summed over a day, all connections',
    split: { dimension: 'status', labels: ['active', 'reconnect_required', 'blocked', 'other'] },
  },
  AccountsStale: {
    meaning:
      'Accounts whose books are older than their frequency promises: the bank gives Ponto nothing, no run came through ' +
      'in time, or our access is gone',
    split: { dimension: 'cause', labels: ['bank', 'run', 'access'] },
  },
  AuthorizationsEnding: {
    meaning: 'Authorisations by the week in which they end, counted once a day with the connection that they belong to',
    split: { dimension: 'week', labels: ['ended', 'this_week', 'week_2', 'week_3', 'week_4', 'later'] },
  },
  ConnectionsDue: { meaning: 'Connections that a schedule found due' },
  EventsPublished: {
    meaning: 'Facts that went on the bus; a crash in between may tell one again',
    split: { dimension: 'type', labels: eventTypes },
  },
  ConsentsConnected: { meaning: 'Consents that ended in a connection' },
  ConsentsFailed: { meaning: 'Consents that failed, cancelled ones aside' },
  LooksFailed: {
    meaning:
      'Looks at accounts that could not be taken up once a person was done at Ponto, whose own word may make up for them: ' +
      'beside a consent, or once more after a renewal',
    split: { dimension: 'look', labels: ['neighbours', 'renewal'] },
  },
  RenewalsBegun: { meaning: 'People who went on to Ponto from a link in a mail' },
  ExpiryMailsSent: { meaning: 'Mails that warned somebody of the end of an authorisation or told of trouble' },
  MailsBounced: { meaning: 'Addresses whose mailbox refused a mail of ours for good' },
  MailsComplained: { meaning: 'Addresses whose reader called a mail of ours spam' },
  ExpiryAlertsFailed: {
    meaning: 'Connections on which somebody could not be warned; the next run tries it again',
  },
  PontoRequests: { meaning: 'Requests to Ponto, repeated ones included' },
  PontoErrors: {
    meaning: 'Requests that Ponto did not answer, throttled (429) or failed on (5xx)',
    split: { dimension: 'kind', labels: ['no_answer', 'throttled', 'server_error'] },
  },
  WebhooksTaken: { meaning: 'Events of Ponto that made work, or were known to need none' },
  WebhooksIgnored: {
    meaning:
      'Events of Ponto that nobody here knows what to do with: an unknown type, an organisation that nobody connected',
  },
  WebhooksRefused: { meaning: 'Requests that said they were events of Ponto and were not' },
  WebhookAttempts: {
    meaning:
      'Attempts to send an event of ours to an endpoint of a tenant: taken, answered with anything else, or not answered',
    split: { dimension: 'outcome', labels: ['taken', 'refused', 'unreachable'] },
  },
  WebhookJobsFailed: { meaning: 'Jobs that stayed on the queue of webhooks after a try, for a fault of ours' },
  WebhookDeliveriesFailed: {
    meaning: 'Events that an endpoint did not take in three days, or will not take; they can be replayed',
  },
  EndpointsDisabled: {
    meaning:
      'Endpoints of tenants that get nothing more: they answered 410, or nothing has reached them for three days',
    split: { dimension: 'cause', labels: ['gone', 'failing'] },
  },
  InternalErrors: { meaning: 'Requests that met an error of ours' },
  FaultsMet: { meaning: 'Requests that met a fault of Ponto, of a bank or of an access' },
  RecordsFailed: { meaning: 'Jobs that stayed on the work queue after a try' },
  HealthChecksPassed: { meaning: 'Looks at `/v1/health` from outside that found it well; one a minute is all of them' },
  HealthCheckMilliseconds: { meaning: 'Time of such a look, well or not (measured)', measuredIn: 'Milliseconds' },
  CertificateDaysLeft: {
    meaning: 'Days that our certificate at Ponto still lasts, told whenever the secret is read (measured)',
    split: { dimension: 'kind', labels: ['tls', 'signature'] },
    measuredIn: 'None',
  },
  TokenKeyUnusable: { meaning: 'Looks at the token key that found it disabled or waiting for its deletion' },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metrics;

/** Metrics that are split, each with what can stand in its dimension. */
export type Labels = {
  [
    N in MetricName as (typeof metrics)[N] extends { readonly split: unknown } ? N : never
  ]: (typeof metrics)[N] extends { readonly split: { readonly labels: readonly (infer L)[] } } ? L : never;
};

/** Metrics that are one number. */
export type PlainMetric = Exclude<MetricName, keyof Labels>;
