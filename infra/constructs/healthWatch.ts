import { Duration } from 'aws-cdk-lib/core';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { CountedMetrics } from './console/countedMetrics.ts';
import { ImpactAlarm } from './impactAlarm.ts';
import { roleOfSchedules } from './schedules.ts';

export interface HealthWatchProps {
  /** Put before the name of the schedule. */
  readonly namePrefix: string;
  readonly canary: IFunction;
  readonly counted: CountedMetrics;
  /** Whether it looks by itself; a laptop asks it. */
  readonly enabled: boolean;
}

const minute = Duration.minutes(1);

/**
 * The canary, every minute, and what it is for. A look that did not take place is not made up for: the next one comes, and
 * silence is a sign as a failure is.
 */
export class HealthWatch extends Construct {
  constructor(scope: Construct, id: string, { namePrefix, canary, counted, enabled }: HealthWatchProps) {
    super(scope, id);
    const role = roleOfSchedules(this, { target: canary });
    new CfnSchedule(this, 'Schedule', {
      name: `${namePrefix}-health-canary`,
      scheduleExpression: 'cron(* * * * ? *)',
      flexibleTimeWindow: { mode: 'OFF' },
      state: enabled ? 'ENABLED' : 'DISABLED',
      target: {
        arn: canary.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ frequency: 'health-canary', time: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
      },
    });
    new ImpactAlarm(this, 'Fails', {
      severity: 'ticket',
      metric: counted.plain('HealthChecksPassed', minute),
      threshold: 1,
      fires: 'below',
      evaluationPeriods: 5,
      badPeriods: 3,
      errorImpact: 'Nobody gets at the API or the pages from outside: every tenant is hurt.',
      runbook: 'api-errors.md#the-api-is-down',
    });
    new ImpactAlarm(this, 'TokenKeyUnusable', {
      severity: 'page',
      metric: counted.plain('TokenKeyUnusable', minute),
      threshold: 1,
      evaluationPeriods: 3,
      badPeriods: 2,
      errorImpact:
        'No token opens, so that no account of any tenant is read; once the key is deleted, everybody reconnects.',
      runbook: 'work-queue.md#the-token-key-cannot-be-used',
    });
  }
}
