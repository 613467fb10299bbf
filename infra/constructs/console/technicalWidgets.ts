import { Duration } from 'aws-cdk-lib/core';
import { GraphWidget, Metric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ApplicationFunctionName } from '../../../shared/contracts/environment.ts';
import { alarmPeriod } from '../impactAlarm.ts';
import type { CountedMetrics } from './countedMetrics.ts';

export interface TechnicalWidgetsProps {
  readonly counted: CountedMetrics;
  readonly functions: Readonly<Record<ApplicationFunctionName, IFunction>>;
  /** By the name that people know them by. */
  readonly tables: Readonly<Record<string, ITable>>;
  readonly apiId: string;
}

const hour = Duration.hours(1);

/** What it costs: each of these is a line of the bill, or a burden on Ponto. */
export const costWidgets = ({ counted, functions, tables }: TechnicalWidgetsProps): readonly IWidget[] => [
  new GraphWidget({
    title: 'Requests to Ponto, an hour',
    left: [counted.plain('PontoRequests', hour, 'requests'), counted.plain('ConnectionsDue', hour, 'connections due')],
    width: 8,
    height: 6,
  }),
  new GraphWidget({
    title: 'Consumed units of the tables, an hour',
    left: Object.entries(tables).flatMap(([name, table]) => [
      consumed(table, 'ConsumedReadCapacityUnits', `${name}: read`),
      consumed(table, 'ConsumedWriteCapacityUnits', `${name}: written`),
    ]),
    width: 8,
    height: 6,
  }),
  new GraphWidget({
    title: 'Time of functions, in milliseconds an hour',
    left: Object.entries(functions).map(([label, lambda]) =>
      lambda.metricDuration({ statistic: 'Sum', period: hour, label }),
    ),
    stacked: true,
    width: 8,
    height: 6,
  }),
];

const consumed = (table: ITable, name: string, label: string): Metric =>
  table.metric(name, { statistic: 'Sum', period: hour, label });

/** The API as callers see it. */
export const apiWidgets = ({ counted, apiId }: TechnicalWidgetsProps): readonly IWidget[] => {
  const ofApi = (metricName: string, statistic: string, label: string): Metric =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId: apiId },
      statistic,
      period: alarmPeriod,
      label,
    });
  return [
    new GraphWidget({
      title: 'API: requests, and errors of callers and of ours',
      left: [ofApi('Count', 'Sum', 'requests'), ofApi('4xx', 'Sum', '4xx'), ofApi('5xx', 'Sum', '5xx')],
      width: 8,
      height: 6,
    }),
    new GraphWidget({
      title: 'API: time to answer, in milliseconds',
      left: [ofApi('Latency', 'p50', 'half of them'), ofApi('Latency', 'p95', '95 of 100')],
      width: 8,
      height: 6,
    }),
    new GraphWidget({
      title: 'From outside: looks that found it well in five minutes, and their time',
      left: [counted.plain('HealthChecksPassed', alarmPeriod, 'well, of five')],
      right: [counted.plain('HealthCheckMilliseconds', alarmPeriod, 'milliseconds, the longest', 'Maximum')],
      width: 8,
      height: 6,
    }),
    new GraphWidget({
      title: 'Faults and errors, five minutes',
      left: [
        counted.plain('FaultsMet', alarmPeriod, 'requests that met a fault'),
        counted.plain('InternalErrors', alarmPeriod, 'requests that met an error of ours'),
        counted.plain('RecordsFailed', alarmPeriod, 'jobs that stayed on the queue'),
        counted.plain('TokenKeyUnusable', alarmPeriod, 'looks that found the token key unusable'),
        counted.by('LooksFailed', 'neighbours', alarmPeriod, 'looks beside a consent that failed'),
        counted.by('LooksFailed', 'renewal', alarmPeriod, 'second looks at a renewal that failed'),
      ],
      width: 8,
      height: 6,
    }),
  ];
};

/** One for each function: how often, how often badly, how long. */
export const functionWidgets = ({ functions }: TechnicalWidgetsProps): readonly IWidget[] =>
  Object.entries(functions).map(
    ([name, lambda]) =>
      new GraphWidget({
        title: name,
        left: [
          lambda.metricInvocations({ period: alarmPeriod, label: 'invocations' }),
          lambda.metricErrors({ period: alarmPeriod, label: 'errors' }),
          lambda.metricThrottles({ period: alarmPeriod, label: 'throttled' }),
        ],
        right: [lambda.metricDuration({ statistic: 'p95', period: alarmPeriod, label: 'ms, 95 of 100' })],
        width: 6,
        height: 5,
      }),
  );
