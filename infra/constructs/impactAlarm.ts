import { Duration } from 'aws-cdk-lib/core';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
  type IAlarmAction,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

/** What somebody who is woken must know. Every construct that can fail asks for it. */
export interface Impact {
  /** Who is hurt, and how. Printed in the alarm. */
  readonly errorImpact: string;
  /** File below `docs/runbooks/` that tells what to do. */
  readonly runbook: `${string}.md`;
}

export interface ImpactAlarmProps extends Impact {
  readonly metric: IMetric;
  /** The alarm goes off at this value. */
  readonly threshold: number;
  /** @default 1 */
  readonly evaluationPeriods?: number;
}

/** An alarm that says who is hurt and where to read on. Silence is no alarm: no data means that nothing went wrong. */
export class ImpactAlarm extends Construct {
  readonly #alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    const { metric, threshold, evaluationPeriods = 1, errorImpact, runbook } = props;
    this.#alarm = new Alarm(this, 'Alarm', {
      metric,
      threshold,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${errorImpact} Runbook: docs/runbooks/${runbook}`,
    });
  }

  tell(action: IAlarmAction): void {
    this.#alarm.addAlarmAction(action);
  }
}

/** Long enough to smooth nothing away, short enough that somebody can still act. */
export const alarmPeriod = Duration.minutes(5);
