import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { FilterPattern, MetricFilter, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { alarmPeriod, ImpactAlarm, type Impact, type ImpactAlarmProps } from './impactAlarm.ts';

export interface ApiAlarmsProps extends Impact {
  readonly stage: HttpStage;
  /** One JSON line per request, with `status` as text. */
  readonly accessLog: LogGroup;
  /** Where CloudWatch keeps what is counted in the access log. */
  readonly metricsNamespace: string;
}

/** Below so many a rate says nothing: a single request of the night would be all of them. */
const enough = { errors: 5, refusals: 20 };

/** Alarms on the API as callers see it. */
export const addApiAlarms = (scope: Construct, props: ApiAlarmsProps): void => {
  for (const [name, alarm] of Object.entries(alarmsOf(scope, props))) new ImpactAlarm(scope, name, alarm);
};

const alarmsOf = (scope: Construct, props: ApiAlarmsProps): Readonly<Record<string, ImpactAlarmProps>> => {
  const { stage, errorImpact, runbook } = props;
  const errors = stage.metricServerError({ period: alarmPeriod, statistic: 'Sum' });
  const requests = stage.metricCount({ period: alarmPeriod, statistic: 'Sum' });
  const refusals = countRefusals(scope, props);
  return {
    ServerErrors: { severity: 'ticket', metric: errors, threshold: 5, errorImpact, runbook },
    ServerErrorRate: {
      severity: 'ticket',
      metric: new MathExpression({
        label: 'answers of 500 and above, of 100',
        period: alarmPeriod,
        expression: `IF(FILL(errors, 0) >= ${enough.errors}, 100 * errors / requests, 0)`,
        usingMetrics: { errors, requests },
      }),
      threshold: 5,
      evaluationPeriods: 3,
      badPeriods: 2,
      errorImpact,
      runbook,
    },
    SlowAnswers: {
      severity: 'ticket',
      metric: stage.metricLatency({ period: alarmPeriod, statistic: 'p99' }),
      threshold: 10_000,
      evaluationPeriods: 6,
      badPeriods: 4,
      fewSamples: 'ignored',
      errorImpact: 'Software of tenants gives up and asks again, and people wait before a browser.',
      runbook: 'api-errors.md#answers-are-slow',
    },
    TokensRefused: {
      severity: 'ticket',
      metric: new MathExpression({
        label: 'requests refused for their token, of 100',
        period: alarmPeriod,
        expression: `IF(FILL(refusals, 0) >= ${enough.refusals}, 100 * refusals / requests, 0)`,
        usingMetrics: { refusals, requests },
      }),
      threshold: 50,
      evaluationPeriods: 3,
      errorImpact: 'Whoever shows a token is refused: the issuer has changed, or somebody tries the doors.',
      runbook: 'api-errors.md#tokens-are-refused',
    },
  };
};

/** An HTTP API counts 4xx together; which were refusals for want of a good token only the access log knows. */
const countRefusals = (scope: Construct, { accessLog, metricsNamespace }: ApiAlarmsProps) =>
  new MetricFilter(scope, 'Refusals', {
    logGroup: accessLog,
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.status', '=', '401'),
      FilterPattern.stringValue('$.status', '=', '403'),
    ),
    metricNamespace: metricsNamespace,
    metricName: 'TokensRefused',
    metricValue: '1',
  }).metric({ period: alarmPeriod, statistic: 'Sum' });
