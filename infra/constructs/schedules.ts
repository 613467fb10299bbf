import { Aws, Duration } from 'aws-cdk-lib/core';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { scheduleTimeZone, type ScheduleTimes } from '../../shared/contracts/schedules.ts';

export interface SchedulesProps {
  /** Put before the name of each schedule. */
  readonly namePrefix: string;
  /** Takes what could not be handed to the function. */
  readonly deadLetters: IQueue;
  readonly target: IFunction;
  /** The schedules by name; the target gets `{ frequency: <name>, time }`. */
  readonly times: Readonly<Record<string, ScheduleTimes>>;
  /**
   * In how many parts each fires, so that no single invocation has to do it all. Each part has its own tries and dead letter.
   *
   * @default 1
   */
  readonly parts?: number;
}

/** EventBridge names the days; ours are counted from Monday (ISO 8601). */
const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/**
 * A time of the table as EventBridge writes it: minutes, hours, day of the month, month, day of the week, year.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const cronOf = ({ hours, minute, weekday, dayOfMonth }: ScheduleTimes): string => {
  const day = dayOfMonth ?? (weekday === undefined ? '*' : '?');
  const dayOfWeek = weekday === undefined ? '?' : weekdays[weekday - 1];
  if (dayOfWeek === undefined) throw new Error(`no day of the week has the number ${weekday}`);
  return `cron(${minute} ${hours.join(',')} ${day} * ${dayOfWeek} *)`;
};

/** What EventBridge Scheduler takes on to call a function, and to put aside what it could not hand over. */
export const roleOfSchedules = (
  scope: Construct,
  { target, deadLetters }: { readonly target: IFunction; readonly deadLetters?: IQueue },
): Role => {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      // Another account's schedule cannot borrow this role.
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    description: 'What the schedules may do',
  });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }));
  if (deadLetters !== undefined)
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
  return role;
};

/**
 * One schedule per name, in the zone of the contract. Each may fire within five minutes, and is handed over again for
 * an hour when Lambda does not take it: a late run reads the same as a punctual one.
 */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { namePrefix, deadLetters, target, times, parts = 1 }: SchedulesProps) {
    super(scope, id);
    const role = roleOfSchedules(this, { target, deadLetters });
    const all = Object.entries(times).flatMap(([name, time]) =>
      Array.from({ length: parts }, (_, index) => ({ name, time, number: index + 1 })),
    );
    for (const { name, time, number } of all) {
      // The first part is the schedule that was there when there was one.
      const id = number === 1 ? name : `${name}-part-${number}`;
      new CfnSchedule(this, id, {
        name: `${namePrefix}-${id}`,
        scheduleExpression: cronOf(time),
        scheduleExpressionTimezone: scheduleTimeZone,
        flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 5 },
        target: {
          arn: target.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({
            frequency: name,
            time: '<aws.scheduler.scheduled-time>',
            ...(parts > 1 && { part: { number, of: parts } }),
          }),
          retryPolicy: { maximumEventAgeInSeconds: Duration.hours(1).toSeconds(), maximumRetryAttempts: 10 },
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      });
    }
  }
}
