import * as z from 'zod';
import { metrics, type MetricDefinition } from '../../shared/contracts/metrics.ts';
import { costOf, type PriceName } from './prices.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: unknown;
}

/** What is paid for though nobody does anything: by what, how many, and for how much in a month. */
export interface AtRest {
  readonly what: string;
  readonly count: number;
  readonly price: PriceName;
  readonly usd: number;
}

const alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });

/** An alarm costs by the metrics that it looks at: one, or those of its expression. */
const metricsOf = (properties: unknown): number =>
  alarm.parse(properties).Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;

const schedule = z.object({ Schedule: z.object({ Expression: z.string() }) });
const minutesPerMonth = (365 / 12) * 24 * 60;

/** How often a canary runs in a month. @throws Error for another schedule than every so many minutes */
const runsOf = (properties: unknown): number => {
  const { Expression } = schedule.parse(properties).Schedule;
  const minutes = /^rate\((\d+) minutes?\)$/.exec(Expression)?.[1];
  if (minutes === undefined) throw new Error(`a canary runs by ${Expression}: nobody knows what that costs`);
  return minutesPerMonth / Number(minutes);
};

const one = (): number => 1;

/** What costs by lying there, by its type in a template. */
const lying: Readonly<
  Record<string, { readonly what: string; readonly price: PriceName; readonly count: (properties: unknown) => number }>
> = {
  'AWS::KMS::Key': { what: 'keys', price: 'kmsKeyMonth', count: one },
  'AWS::SecretsManager::Secret': { what: 'secrets', price: 'secretMonth', count: one },
  'AWS::CloudWatch::Alarm': { what: 'metrics of alarms', price: 'alarmMonth', count: metricsOf },
  'AWS::CloudWatch::CompositeAlarm': { what: 'composite alarms', price: 'compositeAlarmMonth', count: one },
  'AWS::CloudWatch::Dashboard': { what: 'dashboards', price: 'dashboardMonth', count: one },
  'AWS::Synthetics::Canary': { what: 'runs of a canary', price: 'canaryRun', count: runsOf },
  'AWS::WAFv2::WebACL': { what: 'web ACLs', price: 'webAclMonth', count: one },
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
  return Object.entries(lying).flatMap(([type, { what, price }]) => {
    const count = counts.get(type) ?? 0;
    return count === 0 ? [] : [{ what, count, price, usd: costOf(price, count) }];
  });
};

export const totalAtRest = (parts: readonly AtRest[]): number => parts.reduce((sum, { usd }) => sum + usd, 0);

/** Pairs of our own metrics and labels: what CloudWatch bills, each by the hours in which it has data. */
export const ownMetrics = Object.values<MetricDefinition>(metrics).reduce(
  (sum, { split }) => sum + (split?.labels.length ?? 1),
  0,
);
