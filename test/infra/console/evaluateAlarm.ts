import * as z from 'zod';
import { at, ofType, type Resource } from '../support.ts';

/** A value that CloudWatch got. */
export interface Datum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: number;
  readonly value: number;
}

const metricSchema = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});
const statistic = z.enum(['Sum', 'Maximum']);
const query = z.object({
  Id: z.string(),
  Expression: z.string().optional(),
  MetricStat: z.object({ Metric: metricSchema, Period: z.number(), Stat: statistic }).optional(),
});
const alarmSchema = z.object({
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
  Metrics: z.array(query).optional(),
});
const single = metricSchema.extend({ Period: z.number(), Statistic: statistic });

type Named = z.output<typeof metricSchema>;

/** A dimension's value as AWS would fill it in: the physical name where the template gives one. */
const valueOf = (value: unknown, resources: ReadonlyMap<string, Resource>): string => {
  const text = JSON.stringify(value);
  const names = ['FunctionName', 'QueueName', 'TableName'];
  const named = [...resources].find(([id]) => text.includes(id));
  const physical = names.map((name) => at(named?.[1].Properties, name)).find((name) => name !== undefined);
  return typeof value === 'string' ? value : String(physical ?? named?.[0]);
};

/**
 * Whether an alarm of the template goes off at a moment, given what CloudWatch got: each period gets the statistic of its
 * values, missing ones count as the alarm says, and all periods must breach.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export const goesOff = (
  alarm: Resource,
  data: readonly Datum[],
  now: number,
  resources: ReadonlyMap<string, Resource>,
): boolean => {
  const { EvaluationPeriods, Threshold, ComparisonOperator, TreatMissingData, Metrics } = alarmSchema.parse(
    alarm.Properties,
  );
  const measured = (metric: Named, seconds: number, stat: z.output<typeof statistic>, period: number) => {
    const wanted = Object.fromEntries(metric.Dimensions.map(({ Name, Value }) => [Name, valueOf(Value, resources)]));
    const end = now - period * seconds * 1000;
    const values = data
      .filter(({ namespace, name }) => namespace === metric.Namespace && name === metric.MetricName)
      .filter(({ dimensions }) => JSON.stringify(sorted(dimensions)) === JSON.stringify(sorted(wanted)))
      .filter(({ at: moment }) => moment > end - seconds * 1000 && moment <= end)
      .map(({ value }) => value);
    if (values.length === 0) return undefined;
    return stat === 'Sum' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  };
  const inPeriod = (period: number): number | undefined => {
    if (Metrics === undefined) {
      const metric = single.parse(alarm.Properties);
      return measured(metric, metric.Period, metric.Statistic, period);
    }
    const parts = Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat] : []));
    const expression = Metrics.find(({ Expression }) => Expression !== undefined)?.Expression;
    const [only] = parts;
    if (expression === undefined && only) return measured(only.Metric, only.Period, only.Stat, period);
    if (!/^FILL\(\w+, 0\)( \+ FILL\(\w+, 0\))*$/.test(expression ?? ''))
      throw new Error(`cannot evaluate ${expression}`);
    return parts.reduce((sum, { Metric, Period, Stat }) => sum + (measured(Metric, Period, Stat, period) ?? 0), 0);
  };
  return Array.from({ length: EvaluationPeriods }, (_, period) => inPeriod(period)).every((value) => {
    if (value === undefined) return TreatMissingData === 'breaching';
    return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
  });
};

const sorted = (dimensions: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(dimensions).sort(([a], [b]) => a.localeCompare(b));

/** By the name of the construct, without what the CDK puts around it. */
export const alarmsIn = (resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, Resource> =>
  new Map(
    ofType(resources, 'AWS::CloudWatch::Alarm').map((alarm) => [alarm.id.replace(/Alarm[0-9A-F]{8}$/, ''), alarm]),
  );

const entry = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** What CloudWatch takes out of lines of the log in the embedded metric format. */
export const extracted = (lines: readonly string[]): readonly Datum[] =>
  lines.flatMap((line) => {
    const { _aws, ...values } = entry.parse(JSON.parse(line));
    return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Dimensions.flatMap((names) =>
        Metrics.map(({ Name }) => ({
          namespace: Namespace,
          name: Name,
          dimensions: Object.fromEntries(names.map((name) => [name, String(values[name])])),
          at: _aws.Timestamp,
          value: Number(values[Name]),
        })),
      ),
    );
  });
