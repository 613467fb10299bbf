import { Duration, Stack } from 'aws-cdk-lib/core';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { suppressFindings, queueWithoutOwnKey } from './suppressFindings.ts';
import { alarmPeriod, ImpactAlarm, type Impact } from './impactAlarm.ts';

export interface DeadLetterQueueProps extends Impact {
  readonly queueName: string;
  /**
   * The queue whose messages end here, and go back to when they are redriven.
   *
   * @default none: what ends here comes from a service, not from a queue
   */
  readonly sourceQueueName?: string;
}

/** Keeps what could not be done, for as long as SQS keeps anything, and says so at the first message. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { queueName, sourceQueueName, errorImpact, runbook } = props;
    // By its name, because the source refers to this queue already.
    const sources =
      sourceQueueName === undefined
        ? []
        : [Queue.fromQueueArn(this, 'Source', Stack.of(this).formatArn({ service: 'sqs', resource: sourceQueueName }))];
    this.queue = new Queue(this, 'Queue', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      redriveAllowPolicy:
        sources.length > 0
          ? { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: sources }
          : { redrivePermission: RedrivePermission.DENY_ALL },
    });
    suppressFindings(this.queue, queueWithoutOwnKey);
    new ImpactAlarm(this, 'NotEmpty', {
      severity: 'ticket',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: 1,
      errorImpact,
      runbook,
    });
  }
}
