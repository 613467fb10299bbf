import { Validations } from 'aws-cdk-lib/core';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './deadLetterQueue.ts';

export interface BackupWatchProps {
  readonly queueName: string;
  /** Whose backups and copies are watched. */
  readonly tables: readonly ITable[];
  /** Takes what could not be put on the queue. */
  readonly deadLetters: IQueue;
}

/**
 * Keeps each backup of the tables, and each copy to the other account, that came to nothing, and says so. AWS Backup tells them on
 * the default bus alone; the table, because the job names it in every such event, and its vault belongs to another stack.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class BackupWatch extends Construct {
  constructor(scope: Construct, id: string, { queueName, tables, deadLetters }: BackupWatchProps) {
    super(scope, id);
    const failed = new DeadLetterQueue(this, 'Failed', {
      queueName,
      errorImpact:
        'Nobody yet: but a night is missing from the backups, or from the copies that would outlive this account.',
      runbook: 'backups.md#a-backup-or-its-copy-failed',
    });
    Validations.of(failed.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'Nothing works on this queue: what lies on it is read by a person, and stays until they empty it.',
    });
    new Rule(this, 'Rule', {
      description: 'Backups of the tables, and their copies, that came to nothing',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change', 'Copy Job State Change'],
        detail: {
          state: ['FAILED', 'ABORTED', 'EXPIRED'],
          resourceArn: tables.map(({ tableArn }) => tableArn),
        },
      },
      targets: [new SqsQueue(failed.queue, { deadLetterQueue: deadLetters })],
    });
  }
}
