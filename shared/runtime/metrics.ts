import {
  metrics,
  type Labels,
  type MetricDefinition,
  type MetricName,
  type PlainMetric,
} from '../contracts/metrics.ts';
import { systemClock } from './systemClock.ts';

export interface Counters {
  /** Adds to what was counted; of what is measured, the last value stays. */
  count(name: PlainMetric, value?: number): void;
  /** Counts under one label of the metric's dimension. */
  countBy<N extends keyof Labels>(name: N, label: Labels[N], value?: number): void;
}

export interface InvocationCounters extends Counters {
  /** Writes what was counted in the invocation. */
  publish(): void;
}

/** What was counted with the same dimension and label, or with none. */
interface Group {
  readonly dimension?: string;
  readonly label?: string;
  readonly values: Map<MetricName, number>;
}

const toStandardOutput = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Counts in the embedded metric format: lines of the log, no call to CloudWatch. Metrics without a dimension share a line;
 * every other line has one dimension.
 *
 * @param namespace where CloudWatch keeps them; each stage has its own
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const makeCounters = (namespace: string, write = toStandardOutput): InvocationCounters => {
  const groups = new Map<string, Group>();
  const add = (name: MetricName, value: number, label?: string): void => {
    const { split, measuredIn }: MetricDefinition = metrics[name];
    const key = JSON.stringify([split?.dimension, label]);
    const group = groups.get(key) ?? {
      ...(split && label !== undefined && { dimension: split.dimension, label }),
      values: new Map(),
    };
    group.values.set(name, measuredIn === undefined ? (group.values.get(name) ?? 0) + value : value);
    groups.set(key, group);
  };
  return {
    count: (name, value = 1) => add(name, value),
    countBy: (name, label, value = 1) => add(name, value, label),
    publish: () => {
      const timestamp = Date.parse(systemClock.now());
      for (const group of groups.values()) write(JSON.stringify(entryOf(namespace, group, timestamp)));
      groups.clear();
    },
  };
};

const unitOf = ({ measuredIn }: MetricDefinition): string => measuredIn ?? 'Count';

const entryOf = (namespace: string, { dimension, label, values }: Group, timestamp: number): object => ({
  _aws: {
    Timestamp: timestamp,
    CloudWatchMetrics: [
      {
        Namespace: namespace,
        Dimensions: [dimension === undefined ? [] : [dimension]],
        Metrics: [...values.keys()].map((name) => ({ Name: name, Unit: unitOf(metrics[name]) })),
      },
    ],
  },
  ...(dimension !== undefined && { [dimension]: label }),
  ...Object.fromEntries(values),
});
