import { Duration, Lazy } from 'aws-cdk-lib/core';
import {
  Alarm,
  CfnAlarm,
  ComparisonOperator,
  TreatMissingData,
  type AlarmBase,
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

/** `page` wakes somebody: many are hurt now, and it does not pass by itself. `ticket` waits for the morning. */
export type Severity = 'page' | 'ticket';

/** Where alarms of each severity go, and where their runbooks can be opened. */
export interface AlarmDesk {
  readonly actions: Readonly<Record<Severity, IAlarmAction>>;
  readonly linkTo: (runbook: Runbook) => string;
}

/** An alarm of ours, on one metric or over other alarms. */
export abstract class AnnouncedAlarm extends Construct {
  abstract readonly alarm: AlarmBase;
  readonly #severity: Severity;
  readonly #impact: Impact;
  #desk: AlarmDesk | undefined;

  constructor(scope: Construct, id: string, severity: Severity, impact: Impact) {
    super(scope, id);
    this.#severity = severity;
    this.#impact = impact;
  }

  /** Says when it goes off, and when it is over. */
  announceAt(desk: AlarmDesk): void {
    this.#desk = desk;
    this.alarm.addAlarmAction(desk.actions[this.#severity]);
    this.alarm.addOkAction(desk.actions[this.#severity]);
  }

  /** What the alarm says; known when the stack is complete. */
  protected description(): string {
    const { errorImpact, runbook } = this.#impact;
    return Lazy.string({
      produce: () => {
        if (!this.#desk) throw new Error(`${this.node.path} is announced nowhere`);
        return `${errorImpact} Runbook: ${this.#desk.linkTo(runbook)}`;
      },
    });
  }
}

export interface ImpactAlarmProps extends Impact {
  readonly severity: Severity;
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
  /**
   * What silence means, where `fires` does not say it: `keeps` leaves the alarm as it is, for what is told now and then.
   *
   * @default as `fires` says
   */
  readonly silence?: 'keeps' | 'isWell';
  /** @default 1 */
  readonly evaluationPeriods?: number;
  /**
   * How many of these periods must be bad.
   *
   * @default all of them
   */
  readonly badPeriods?: number;
  /**
   * What a percentile of few samples says: nothing, if they are `ignored`.
   *
   * @default what it says of many
   */
  readonly fewSamples?: 'ignored';
}

/** An alarm on one metric that says who is hurt and where to read on. */
export class ImpactAlarm extends AnnouncedAlarm {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id, props.severity, props);
    const { metric, threshold, evaluationPeriods = 1, badPeriods = evaluationPeriods, fires = 'atLeast' } = props;
    this.alarm = new Alarm(this, 'Alarm', {
      metric,
      threshold,
      evaluationPeriods,
      ...(badPeriods !== evaluationPeriods && { datapointsToAlarm: badPeriods }),
      comparisonOperator:
        fires === 'atLeast'
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: missingDataOf(props),
      alarmDescription: this.description(),
    });
    const made = this.alarm.node.defaultChild;
    if (props.fewSamples === 'ignored' && made instanceof CfnAlarm) made.evaluateLowSampleCountPercentile = 'ignore';
  }
}

const missingDataOf = ({ fires, silence }: ImpactAlarmProps): TreatMissingData => {
  if (silence === 'keeps') return TreatMissingData.IGNORE;
  return fires === 'below' && silence === undefined ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING;
};

/** Long enough to smooth nothing away, short enough that somebody can still act. */
export const alarmPeriod = Duration.minutes(5);
