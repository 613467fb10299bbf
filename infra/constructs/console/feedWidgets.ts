import { Duration } from 'aws-cdk-lib/core';
import {
  GraphWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Lane } from '../../../shared/contracts/syncJob.ts';
import { alarmPeriod } from '../impactAlarm.ts';
import type { CountedMetrics } from './countedMetrics.ts';
import { linesOf, savedQueries } from './savedQueries.ts';

export interface FeedWidgetsProps {
  readonly counted: CountedMetrics;
  /** The work queue, by its lanes. */
  readonly lanes: Readonly<Record<Lane, IQueue>>;
  readonly deadLetters: Readonly<Record<string, IQueue>>;
  /** Logs of the functions that read Ponto. */
  readonly readers: readonly ILogGroup[];
}

const day = Duration.days(1);
const hour = Duration.hours(1);
const size = { width: 8, height: 6 };

/** SES counts for the whole account, whoever sends: our mails and those of other services in it. */
const mails = (metricName: string, label: string): Metric =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period: day, label });

/** How the service does, in the words of those it serves. A row is a question. */
export const feedWidgets = (props: FeedWidgetsProps): readonly (readonly IWidget[])[] => [
  freshness(props),
  work(props),
  books(props),
  people(props),
  banks(props),
  software(props),
];

const graph = (title: string, left: readonly Metric[], stacked = false): IWidget =>
  new GraphWidget({ title, left: [...left], stacked, ...size });

const freshness = ({ counted }: FeedWidgetsProps): readonly IWidget[] => [
  graph('Connections by status, a day', counted.each('ConnectionsSeen', day), true),
  graph('Accounts staler than their frequency, a day', counted.each('AccountsStale', day), true),
  graph('Authorisations by the week they end in, a day', counted.each('AuthorizationsEnding', day), true),
];

const work = ({ counted, lanes, deadLetters }: FeedWidgetsProps): readonly IWidget[] => [
  graph('Runs by outcome, an hour', counted.each('SyncsFinished', hour), true),
  graph(
    'Age of the oldest job, in seconds',
    Object.entries(lanes).map(([label, queue]) =>
      queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum', label }),
    ),
  ),
  graph('Jobs that wait, and dead letters', [
    ...Object.entries({ ...lanes, ...deadLetters }).map(([label, each]) =>
      each.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum', label }),
    ),
  ]),
];

const books = ({ counted }: FeedWidgetsProps): readonly IWidget[] => [
  graph('Lines, an hour', [
    counted.plain('LinesAdded', hour, 'added'),
    counted.plain('LinesCorrected', hour, 'corrected'),
    counted.plain('LinesRemoved', hour, 'removed'),
  ]),
  graph('Statements, a day', [
    counted.by('EventsPublished', 'StatementFinalised', day, 'made final'),
    counted.by('EventsPublished', 'BalanceMismatchFound', day, 'broken: books left the bank balance'),
  ]),
  graph('Connections won and lost, a day', [
    counted.by('EventsPublished', 'ConnectionActivated', day, 'activated'),
    counted.by('EventsPublished', 'ConnectionReconnectRequired', day, 'reconnect required'),
    counted.by('EventsPublished', 'ConnectionDisconnected', day, 'disconnected'),
    counted.plain('ConsentsFailed', day, 'consents that failed'),
  ]),
];

const people = ({ counted }: FeedWidgetsProps): readonly IWidget[] => [
  graph('Mails, a day', [
    counted.plain('ExpiryMailsSent', day, 'warnings sent'),
    counted.plain('ExpiryAlertsFailed', day, 'warnings that failed'),
    counted.plain('MailsBounced', day, 'addresses left out after a bounce'),
    counted.plain('MailsComplained', day, 'addresses left out after a complaint'),
    mails('Bounce', 'bounced'),
    mails('Complaint', 'complained about'),
  ]),
  graph('Authorisations, a day', [
    counted.by('EventsPublished', 'AuthorizationExpiring', day, 'warned of'),
    counted.plain('RenewalsBegun', day, 'renewals begun from a mail'),
    counted.by('EventsPublished', 'AccountReauthorized', day, 'renewed'),
    counted.by('EventsPublished', 'AuthorizationExpired', day, 'ended'),
  ]),
  graph("Ponto's events, an hour", [
    counted.plain('WebhooksTaken', hour, 'taken'),
    counted.plain('WebhooksIgnored', hour, 'ignored'),
    counted.plain('WebhooksRefused', hour, 'refused'),
  ]),
];

const software = ({ counted }: FeedWidgetsProps): readonly IWidget[] => [
  graph('Attempts of webhooks, an hour', counted.each('WebhookAttempts', hour), true),
  graph('Webhooks that did not arrive, a day', [
    counted.plain('WebhookDeliveriesFailed', day, 'deliveries that failed'),
    counted.plain('WebhookJobsFailed', day, 'jobs that failed by a fault of ours'),
  ]),
  graph('Endpoints disabled, a day', counted.each('EndpointsDisabled', day), true),
];

const banks = ({ counted, readers }: FeedWidgetsProps): readonly IWidget[] => [
  graph('Ponto errors, five minutes', counted.each('PontoErrors', alarmPeriod), true),
  graph('Days left of our certificates at Ponto', [
    counted.by('CertificateDaysLeft', 'tls', day, 'TLS', 'Minimum'),
    counted.by('CertificateDaysLeft', 'signature', day, 'signature', 'Minimum'),
  ]),
  // Institutions are too many for a dimension; the log knows them.
  new LogQueryWidget({
    title: 'Runs that failed, by institution',
    logGroupNames: readers.map(({ logGroupName }) => logGroupName),
    queryLines: [...savedQueries.filter(({ name }) => name === 'failed-runs-by-institution').flatMap(linesOf)],
    view: LogQueryVisualizationType.TABLE,
    width: 8,
    height: 6,
  }),
];
