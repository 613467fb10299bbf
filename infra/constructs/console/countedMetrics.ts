import type { Duration } from 'aws-cdk-lib/core';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  metrics,
  type Labels,
  type MetricDefinition,
  type MetricName,
  type PlainMetric,
} from '../../../shared/contracts/metrics.ts';

/** The metrics that the functions count themselves, as sums over a period unless another statistic is named. */
export interface CountedMetrics {
  plain(name: PlainMetric, period: Duration, label?: string, statistic?: string): Metric;
  by<N extends keyof Labels>(name: N, value: Labels[N], period: Duration, label?: string, statistic?: string): Metric;
  /** One for each label of the metric. */
  each(name: keyof Labels, period: Duration): readonly Metric[];
}

const spoken = (name: string): string => name.replaceAll('_', ' ');

/** @param namespace of the stage, as the functions get it */
export const countedMetrics = (namespace: string): CountedMetrics => {
  const metric = (name: MetricName, period: Duration, value?: string, label?: string, statistic = 'Sum'): Metric => {
    const { split }: MetricDefinition = metrics[name];
    return new Metric({
      namespace,
      metricName: name,
      statistic,
      period,
      label: label ?? (value === undefined ? name : spoken(value)),
      ...(split && value !== undefined && { dimensionsMap: { [split.dimension]: value } }),
    });
  };
  return {
    plain: (name, period, label, statistic) => metric(name, period, undefined, label, statistic),
    by: (name, value, period, label, statistic) => metric(name, period, value, label, statistic),
    each: (name, period) => {
      const { split }: MetricDefinition = metrics[name];
      return (split?.labels ?? []).map((value) => metric(name, period, value));
    },
  };
};
