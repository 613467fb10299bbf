import { Stack } from 'aws-cdk-lib/core';
import { AlarmRule, AlarmState, CompositeAlarm, type IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AnnouncedAlarm, type Impact, type Severity } from './impactAlarm.ts';

export interface CompositeImpactAlarmProps extends Impact {
  readonly severity: Severity;
  /** Goes off when all of these do at once, or any of them. */
  readonly when: 'all' | 'any';
  readonly of: readonly AnnouncedAlarm[];
}

/** An alarm over alarms: what no single sign proves, or what several signs would tell twice. */
export class CompositeImpactAlarm extends AnnouncedAlarm {
  readonly alarm: CompositeAlarm;

  constructor(scope: Construct, id: string, props: CompositeImpactAlarmProps) {
    super(scope, id, props.severity, props);
    const rules: IAlarmRule[] = props.of.map(({ alarm }) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM));
    this.alarm = new CompositeAlarm(this, 'Alarm', {
      // As CloudFormation names the others: by the stack.
      compositeAlarmName: `${Stack.of(this).stackName}-${id}`,
      alarmRule: props.when === 'all' ? AlarmRule.allOf(...rules) : AlarmRule.anyOf(...rules),
      alarmDescription: this.description(),
    });
  }
}
