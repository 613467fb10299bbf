import { Duration } from 'aws-cdk-lib/core';
import { Rule, type EventBus, type EventPattern } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { defined } from '../../shared/language/defined.ts';
import { deliveriesPerJob } from '../../shared/contracts/syncJob.ts';
import { DeadLetterQueue } from './deadLetterQueue.ts';
import { suppressFindings, queueWithoutOwnKey } from './suppressFindings.ts';
import { alarmPeriod, ImpactAlarm, type Impact, type ImpactAlarmProps } from './impactAlarm.ts';

export interface WorkQueueProps extends Impact {
  readonly queueName: string;
  /** Time that the consumer has for one batch. */
  readonly consumerTimeout: Duration;
  /** A message that waits longer than this is an alarm. */
  readonly maxAge: Duration;
  /**
   * How badly it hurts that messages wait.
   *
   * @default page
   */
  readonly oldSeverity?: ImpactAlarmProps['severity'];
  /**
   * For so many periods of alarms it must be so.
   *
   * @default 1
   */
  readonly patiencePeriods?: number;
}

export interface ConsumerOptions {
  readonly batchSize: number;
  /** How many executions may work on this queue at once. */
  readonly maxConcurrency: number;
}

/**
 * A queue with its dead letters. A message stays hidden for six times the consumer's timeout, which leaves room for a
 * batch that is throttled and tried again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { queueName, consumerTimeout, maxAge, oldSeverity = 'page', patiencePeriods, errorImpact, runbook } = props;
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      queueName: `${queueName}-dead-letters`,
      sourceQueueName: queueName,
      errorImpact,
      runbook,
    });
    this.deadLetters = deadLetters.queue;
    this.queue = new Queue(this, 'Queue', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: deliveriesPerJob },
    });
    suppressFindings(this.queue, queueWithoutOwnKey);
    new ImpactAlarm(this, 'TooOld', {
      severity: oldSeverity,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: maxAge.toSeconds(),
      ...defined({ evaluationPeriods: patiencePeriods }),
      errorImpact,
      runbook,
    });
  }

  /** Has events of a bus put on the queue, as they are; what cannot be put there for a day goes to the dead letters. */
  fedBy(eventBus: EventBus, eventPattern: EventPattern): void {
    new Rule(this, 'Feed', {
      description: 'Our events, to the endpoints of tenants',
      eventBus,
      eventPattern,
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
  }

  /**
   * Lets a function work on the queue. It answers which messages of a batch it could not do; only those come back.
   *
   * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaSQSQueueExecutionRole.html
   */
  consumedBy(consumer: IFunction, { batchSize, maxConcurrency }: ConsumerOptions): void {
    const mapping = new EventSourceMapping(this, 'Consumer', {
      target: consumer,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
    Grant.addToPrincipal({
      grantee: consumer,
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resourceArns: [this.queue.queueArn],
    }).applyBefore(mapping);
  }
}
