import { Duration } from 'aws-cdk-lib/core';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ApplicationFunctionName } from '../../../shared/contracts/environment.ts';
import { alarmPeriod, ImpactAlarm, type ImpactAlarmProps } from '../impactAlarm.ts';
import type { CountedMetrics } from './countedMetrics.ts';

export interface FeedAlarmsProps {
  readonly counted: CountedMetrics;
  readonly functions: Readonly<Record<ApplicationFunctionName, IFunction>>;
  /** By the name that people know them by. */
  readonly tables: Readonly<Record<string, ITable>>;
}

const quarter = Duration.minutes(15);
const halfHour = Duration.minutes(30);
const hour = Duration.hours(1);
const sixHours = Duration.hours(6);

/** Several sums together; a metric that is silent counts as nothing. */
const sumOf = (label: string, period: Duration, metrics: readonly IMetric[]): IMetric =>
  new MathExpression({
    label,
    period,
    expression: metrics.map((_, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
  });

/**
 * Alarms on what the service promises, beside those that every queue, function and API brings along. Single mishaps are
 * told to the tenant whom they hurt; these go off when many are hurt, or when nobody else would notice.
 */
export class FeedAlarms extends Construct {
  constructor(scope: Construct, id: string, { counted, functions, tables }: FeedAlarmsProps) {
    super(scope, id);
    const alarms: Readonly<Record<string, ImpactAlarmProps>> = {
      FeedStopped: {
        severity: 'page',
        metric: noneComesThrough(counted),
        threshold: 1,
        evaluationPeriods: 2,
        errorImpact:
          'No account of any tenant gets new lines: of everything that was tried in an hour nothing came through.',
        runbook: 'feed.md#nothing-comes-through',
      },
      JobsFail: {
        severity: 'ticket',
        metric: counted.plain('RecordsFailed', quarter),
        threshold: 10,
        errorImpact: 'Many accounts are not brought up to date; their jobs will end in the dead letters.',
        runbook: 'work-queue.md#jobs-fail',
      },
      AccountsLate: {
        severity: 'ticket',
        metric: counted.by('AccountsStale', 'run', hour),
        threshold: 10,
        errorImpact: 'Tenants see books that are older than they chose: runs did not come through in time.',
        runbook: 'feed.md#accounts-are-late',
      },
      PontoInTrouble: {
        severity: 'ticket',
        metric: sumOf('Ponto errors', quarter, counted.each('PontoErrors', quarter)),
        threshold: 50,
        errorImpact: 'No account gets new lines while Ponto does not answer; people cannot connect a bank.',
        runbook: 'feed.md#ponto-is-in-trouble',
      },
      ConnectionsLost: {
        severity: 'page',
        metric: counted.by('EventsPublished', 'ConnectionReconnectRequired', hour),
        threshold: 20,
        errorImpact: 'Many tenants at once are asked to reconnect their bank, probably for no fault of theirs.',
        runbook: 'feed.md#connections-are-lost',
      },
      BooksDisagree: {
        severity: 'ticket',
        metric: counted.by('EventsPublished', 'BalanceMismatchFound', sixHours),
        threshold: 10,
        errorImpact:
          'Accountants cannot sign off: books of many accounts at once disagree with the balance of the bank.',
        runbook: 'feed.md#books-disagree-with-the-bank',
      },
      PeopleNotWarned: {
        severity: 'ticket',
        metric: counted.plain('ExpiryAlertsFailed', hour),
        threshold: 5,
        errorImpact: 'People are not told that their bank authorisation ends; their feed will stop without a word.',
        runbook: 'schedules.md#people-are-not-warned',
      },
      WebhooksRefused: {
        severity: 'ticket',
        metric: counted.plain('WebhooksRefused', hour),
        threshold: 50,
        errorImpact: 'What Ponto tells is not believed, or somebody forges it; accounts wait for their next schedule.',
        runbook: 'api-errors.md#webhooks-are-refused',
      },
      MailsBounce: {
        ...reputation('Reputation.BounceRate', 0.04),
        errorImpact:
          'SES is about to review or stop the account: then nobody is warned, of this and of every other service.',
        runbook: 'schedules.md#ses-is-about-to-stop-us',
      },
      MailsComplainedOf: {
        ...reputation('Reputation.ComplaintRate', 0.0008),
        errorImpact:
          'SES is about to review or stop the account: then nobody is warned, of this and of every other service.',
        runbook: 'schedules.md#ses-is-about-to-stop-us',
      },
      NoSyncRun: {
        severity: 'page',
        // Six hours lie between two schedules; eleven in the night to summer time, which has no 02:40.
        ...silenceOf(functions['sync-dispatch'], 12),
        errorImpact: 'No schedule fires: no account of any tenant is read, and nothing else would say so.',
        runbook: 'schedules.md#nothing-runs',
      },
      NoExpiryRun: {
        severity: 'ticket',
        ...silenceOf(functions['expiry-alert'], 26),
        errorImpact: 'Nobody is warned of the end of an authorisation, and nothing else would say so.',
        runbook: 'schedules.md#nothing-runs',
      },
      Throttled: {
        severity: 'ticket',
        // Without a function: all of an account and region share one pool, and whoever is turned away does not matter.
        metric: new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'Throttles',
          statistic: 'Sum',
          period: alarmPeriod,
          label: 'throttled invocations of the account',
        }),
        threshold: 10,
        errorImpact: 'Tenants get 429 or 503 from the API, and jobs wait: the account has no executions left.',
        runbook: 'aws-limits.md#executions-run-out',
      },
    };
    for (const [name, props] of Object.entries(alarms)) new ImpactAlarm(this, name, props);
    for (const [name, table] of Object.entries(tables)) {
      new ImpactAlarm(this, `${name}Throttled`, {
        severity: 'ticket',
        metric: throttledRequests(table),
        threshold: 100,
        evaluationPeriods: 3,
        errorImpact: `Syncs and the API wait for the table of the ${name.toLowerCase()}, or fail on it.`,
        runbook: 'aws-limits.md#a-table-is-throttled',
      });
    }
  }
}

/** 1 where work was tried for half an hour and none of it succeeded: it stayed on the queue, or its runs failed. */
const noneComesThrough = (counted: CountedMetrics): IMetric =>
  new MathExpression({
    label: 'half an hour in which nothing succeeded',
    period: halfHour,
    expression: 'IF(FILL(failed, 0) + FILL(passing, 0) + FILL(bug, 0) >= 10 AND FILL(succeeded, 0) < 1, 1, 0)',
    usingMetrics: {
      failed: counted.plain('RecordsFailed', halfHour),
      passing: counted.by('SyncsFinished', 'passing', halfHour),
      bug: counted.by('SyncsFinished', 'bug', halfHour),
      succeeded: counted.by('SyncsFinished', 'succeeded', halfHour),
    },
  });

/**
 * SES reckons it for the whole account, whoever sends, and tells it now and then: until it tells anew, the last word holds.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
 */
const reputation = (metricName: string, threshold: number) => ({
  severity: 'ticket' as const,
  metric: new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum', period: hour }),
  threshold,
  silence: 'keeps' as const,
});

/** Counted by the hour, because CloudWatch looks back further than a day only for periods of an hour. */
const silenceOf = (lambda: IFunction, hours: number) => ({
  metric: lambda.metricInvocations({ period: hour, statistic: 'Sum' }),
  threshold: 1,
  fires: 'below' as const,
  evaluationPeriods: hours,
});

const throttledRequests = (table: ITable): IMetric =>
  sumOf('throttled requests', alarmPeriod, [
    table.metric('ReadThrottleEvents', { statistic: 'Sum', period: alarmPeriod }),
    table.metric('WriteThrottleEvents', { statistic: 'Sum', period: alarmPeriod }),
  ]);
