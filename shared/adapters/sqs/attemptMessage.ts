import { createHash } from 'node:crypto';
import { attemptJob } from '../../contracts/webhookJob.ts';
import type { AttemptJob } from '../../ports/webhookEndpoints.ts';

/**
 * An attempt as a message. Its group is its endpoint: SQS then delivers those of other endpoints first where one has more
 * than its share of the workers.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
export const attemptMessageOf = (
  job: AttemptJob,
): { readonly MessageBody: string; readonly MessageGroupId: string } => ({
  MessageBody: JSON.stringify(attemptJob().parse({ ...job, kind: 'attempt' })),
  MessageGroupId: createHash('sha256')
    .update(JSON.stringify([job.tenantId, job.endpointId]))
    .digest('base64url'),
});
