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
const statistic = z.enum(['Sum', 'Maximum', 'Minimum', 'p99']);
const query = z.object({
  Id: z.string(),
  Expression: z.string().optional(),
  MetricStat: z.object({ Metric: metricSchema, Period: z.number(), Stat: statistic }).optional(),
});
const alarmSchema = z.object({
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  DatapointsToAlarm: z.number().optional(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore']),
  Metrics: z.array(query).optional(),
});
const single = metricSchema
  .extend({ Period: z.number(), Statistic: statistic.optional(), ExtendedStatistic: statistic.optional() })
  .transform(({ Statistic, ExtendedStatistic, ...rest }) => ({
    ...rest,
    stat: Statistic ?? ExtendedStatistic ?? 'Sum',
  }));

const statisticOf = (stat: z.output<typeof statistic>, values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  switch (stat) {
    case 'Sum':
      return sorted.reduce((sum, value) => sum + value, 0);
    case 'Minimum':
      return sorted[0] ?? 0;
    case 'Maximum':
      return sorted.at(-1) ?? 0;
    case 'p99':
      return sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0;
  }
};

/**
 * What a metric math expression comes to, of the forms that our alarms use: numbers, sums, `FILL(m, 0)`, `IF(a, b, c)`, `AND`.
 * Undefined where a metric that is not filled has no value.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
const computed = (expression: string, values: Readonly<Record<string, number | undefined>>): number | undefined => {
  const filled = expression.replace(/FILL\((\w+), 0\)/g, (_all, id: string) => String(values[id] ?? 0));
  const [, condition, then, otherwise] = /^IF\((.+?), (.+), (.+)\)$/.exec(filled) ?? [];
  if (condition !== undefined && then !== undefined && otherwise !== undefined) {
    const holds = condition.split(' AND ').every((part) => compared(part, values));
    return computed(holds ? then : otherwise, values);
  }
  return filled.split(' + ').reduce<number | undefined>((sum, part) => {
    const value = product(part, values);
    return sum === undefined || value === undefined ? undefined : sum + value;
  }, 0);
};

const compared = (text: string, values: Readonly<Record<string, number | undefined>>): boolean => {
  const [, left = '', operator, right = ''] = /^(.+) (>=|<) (.+)$/.exec(text) ?? [];
  if (operator === undefined) throw new Error(`cannot evaluate ${text}`);
  const [a, b] = [computed(left, values), computed(right, values)];
  if (a === undefined || b === undefined) return false;
  return operator === '<' ? a < b : a >= b;
};

const product = (text: string, values: Readonly<Record<string, number | undefined>>): number | undefined => {
  const parts = text.split(/ ([*/]) /);
  const numbers = parts
    .filter((_, index) => index % 2 === 0)
    .map((part) => {
      if (/^\d+$/.test(part)) return Number(part);
      if (!/^\w+$/.test(part)) throw new Error(`cannot evaluate ${text}`);
      return values[part];
    });
  return numbers.reduce((result, value, index) => {
    if (index === 0 || result === undefined || value === undefined) return index === 0 ? value : undefined;
    return parts[2 * index - 1] === '/' ? result / value : result * value;
  }, numbers[0]);
};

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
 * values, missing ones count as the alarm says, and so many periods must breach as it says.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export const goesOff = (
  alarm: Resource,
  data: readonly Datum[],
  now: number,
  resources: ReadonlyMap<string, Resource>,
): boolean => {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator, TreatMissingData, Metrics } =
    alarmSchema.parse(alarm.Properties);
  const measured = (metric: Named, seconds: number, stat: z.output<typeof statistic>, period: number) => {
    const wanted = Object.fromEntries(metric.Dimensions.map(({ Name, Value }) => [Name, valueOf(Value, resources)]));
    const end = now - period * seconds * 1000;
    const values = data
      .filter(({ namespace, name }) => namespace === metric.Namespace && name === metric.MetricName)
      .filter(({ dimensions }) => JSON.stringify(sorted(dimensions)) === JSON.stringify(sorted(wanted)))
      .filter(({ at: moment }) => moment > end - seconds * 1000 && moment <= end)
      .map(({ value }) => value);
    if (values.length === 0) return undefined;
    return statisticOf(stat, values);
  };
  const inPeriod = (period: number): number | undefined => {
    if (Metrics === undefined) {
      const metric = single.parse(alarm.Properties);
      return measured(metric, metric.Period, metric.stat, period);
    }
    const values = Object.fromEntries(
      Metrics.flatMap(({ Id, MetricStat: part }) =>
        part ? [[Id, measured(part.Metric, part.Period, part.Stat, period)]] : [],
      ),
    );
    const expression = Metrics.find(({ Expression }) => Expression !== undefined)?.Expression;
    return expression === undefined ? Object.values(values)[0] : computed(expression, values);
  };
  const bad = Array.from({ length: EvaluationPeriods }, (_, period) => inPeriod(period)).filter((value) => {
    if (value === undefined) return TreatMissingData === 'breaching';
    return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
  });
  return bad.length >= (DatapointsToAlarm ?? EvaluationPeriods);
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
