import { Duration } from 'aws-cdk-lib/core';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
  type IAlarmAction,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export type Runbook = `${string}.md` | `${string}.md#${string}`;

/** What somebody who is woken must know. Every construct that can fail asks for it. */
export interface Impact {
  /** Who is hurt, and how. Printed in the alarm. */
  readonly errorImpact: string;
  /** File below `docs/runbooks/`, and the heading in it, that tells what to do. */
  readonly runbook: Runbook;
}

export interface ImpactAlarmProps extends Impact {
  readonly metric: IMetric;
  /** The alarm goes off at this value; see `fires`. */
  readonly threshold: number;
  /**
   * `atLeast`: at the threshold and above, and silence means that nothing went wrong. `below`: under the threshold, and
   * silence is what it listens for.
   *
   * @default atLeast
   */
  readonly fires?: 'atLeast' | 'below';
  /** @default 1 */
  readonly evaluationPeriods?: number;
}

/** An alarm that says who is hurt and where to read on. */
export class ImpactAlarm extends Construct {
  readonly #alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    const { metric, threshold, evaluationPeriods = 1, fires = 'atLeast', errorImpact, runbook } = props;
    this.#alarm = new Alarm(this, 'Alarm', {
      metric,
      threshold,
      evaluationPeriods,
      comparisonOperator:
        fires === 'atLeast'
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: fires === 'atLeast' ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      alarmDescription: `${errorImpact} Runbook: docs/runbooks/${runbook}`,
    });
  }

  /** The alarm itself, to be shown on the dashboard. */
  get alarm(): Alarm {
    return this.#alarm;
  }

  tell(action: IAlarmAction): void {
    this.#alarm.addAlarmAction(action);
  }
}

/** Long enough to smooth nothing away, short enough that somebody can still act. */
export const alarmPeriod = Duration.minutes(5);
