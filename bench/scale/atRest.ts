import * as z from 'zod';
import { metrics, type MetricDefinition } from '../../shared/contracts/metrics.ts';
import { costOf } from './prices.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: unknown;
}

/** What is paid for though nobody does anything: by what, how many, and for how much in a month. */
export interface AtRest {
  readonly what: string;
  readonly count: number;
  readonly usd: number;
}

const alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });

/** An alarm costs by the metrics that it looks at: one, or those of its expression. */
const metricsOf = (properties: unknown): number =>
  alarm.parse(properties).Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;

const minutesPerMonth = (365 / 12) * 24 * 60;

const schedule = z.object({ ScheduleExpression: z.string() });

/** Runs in a month of what goes off every few minutes; schedules of the day are among the runs of the accounts. */
const runsOf = (properties: unknown): number => {
  const { ScheduleExpression } = schedule.parse(properties);
  const [, rate, every] =
    /^(?:rate\((\d+) minutes?\)|cron\(\*(?:\/(\d+))? \* \* \* \? \*\))$/.exec(ScheduleExpression) ?? [];
  const isOften = rate !== undefined || ScheduleExpression.startsWith('cron(*');
  return isOften ? minutesPerMonth / Number(rate ?? every ?? 1) : 0;
};

/** A look from outside: what asks waits a fifth of a second with a quarter of a gigabyte, what answers is done at once. */
const lookUsd =
  costOf('schedulerCall', 1) +
  costOf('lambdaRequest', 2) +
  costOf('apiRequest', 1) +
  costOf('lambdaGigabyteSecond', 0.2 * 0.25 + 0.01) +
  costOf('logGigabyte', 4000 / 1024 ** 3);

/** Lambda asks a queue with five requests that each wait twenty seconds, also when nothing comes. */
const pollsPerMonth = 5 * 3 * minutesPerMonth;

const one = (): number => 1;

interface Kind {
  readonly what: string;
  readonly usd: number;
  readonly count: (properties: unknown) => number;
}

/** What costs by lying there, by its type in a template, and for how much in a month. */
const lying: Readonly<Record<string, Kind>> = {
  'AWS::KMS::Key': { what: 'keys', usd: costOf('kmsKeyMonth', 1), count: one },
  'AWS::SecretsManager::Secret': { what: 'secrets', usd: costOf('secretMonth', 1), count: one },
  'AWS::CloudWatch::Alarm': { what: 'metrics of alarms', usd: costOf('alarmMonth', 1), count: metricsOf },
  'AWS::CloudWatch::CompositeAlarm': { what: 'composite alarms', usd: costOf('compositeAlarmMonth', 1), count: one },
  'AWS::CloudWatch::Dashboard': { what: 'dashboards', usd: costOf('dashboardMonth', 1), count: one },
  'AWS::Scheduler::Schedule': { what: 'looks from outside', usd: lookUsd, count: runsOf },
  'AWS::Lambda::EventSourceMapping': {
    what: 'queues that are asked',
    usd: costOf('sqsRequest', pollsPerMonth),
    count: one,
  },
  'AWS::WAFv2::WebACL': { what: 'web ACLs', usd: costOf('webAclMonth', 1), count: one },
};

/** Costs by use alone, or nothing. A type that is in neither list is refused, so that nothing is forgotten. */
const byUse =
  /^AWS::(DynamoDB::Table|KMS::Alias|Cognito::\w+|Events::\w+|SQS::\w+|Lambda::\w+|Logs::\w+|IAM::\w+|Scheduler::\w+|SES::\w+|ApiGatewayV2::\w+|SNS::\w+|S3::\w+|SSM::Parameter|CloudFront::\w+|SecretsManager::ResourcePolicy|CodeDeploy::\w+|Backup::BackupPlan|Backup::BackupSelection|Backup::BackupVault|CDK::Metadata)$/;

/** @throws Error for a type of which nobody has said what it costs */
export const atRestOf = (resources: readonly Resource[]): readonly AtRest[] => {
  const counts = new Map<string, number>();
  for (const { Type, Properties } of resources) {
    const kind = lying[Type];
    if (kind) counts.set(Type, (counts.get(Type) ?? 0) + kind.count(Properties));
    else if (!byUse.test(Type)) throw new Error(`nobody has said what ${Type} costs at rest`);
  }
  return Object.entries(lying).flatMap(([type, { what, usd }]) => {
    const count = counts.get(type) ?? 0;
    return count === 0 ? [] : [{ what, count, usd: usd * count }];
  });
};

export const totalAtRest = (parts: readonly AtRest[]): number => parts.reduce((sum, { usd }) => sum + usd, 0);

/** Pairs of our own metrics and labels: what CloudWatch bills, each by the hours in which it has data. */
export const ownMetrics = Object.values<MetricDefinition>(metrics).reduce(
  (sum, { split }) => sum + (split?.labels.length ?? 1),
  0,
);
