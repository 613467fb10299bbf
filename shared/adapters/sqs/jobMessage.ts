import { createHash } from 'node:crypto';
import type { SyncJobMessage } from '../../contracts/syncJob.ts';

/**
 * A job as a message. Its group is the tenant: on a standard queue SQS then delivers the jobs of others first where one
 * tenant has more than its share of the workers. The id of a tenant may be longer than a group's and of any letters, hence
 * the hash.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
export const messageOf = (job: SyncJobMessage): { readonly MessageBody: string; readonly MessageGroupId: string } => ({
  MessageBody: JSON.stringify(job),
  MessageGroupId: createHash('sha256').update(job.tenantId).digest('base64url'),
});
