import * as z from 'zod';
import type { StackResolver } from './resolve.ts';

const text = z.string();

const queueProperties = z.object({
  RedrivePolicy: z.object({ deadLetterTargetArn: text }).optional(),
  RedriveAllowPolicy: z
    .object({
      redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
      sourceQueueArns: z.array(text).default([]),
    })
    .default({ redrivePermission: 'allowAll', sourceQueueArns: [] }),
});

/**
 * Queues whose dead letters the other queue does not take. No policy decides on that, but the queue of the dead letters
 * itself: SQS keeps what it may not move, and delivers it for ever.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const refusedRedrives = (resolvers: readonly StackResolver[]): readonly string[] => {
  const queues = resolvers.flatMap((resolver) =>
    resolver.resourcesOf('AWS::SQS::Queue').map((id) => ({
      id,
      arn: resolver.attribute(id, 'Arn'),
      ...resolver.properties(id, queueProperties),
    })),
  );
  return queues.flatMap(({ id, arn, RedrivePolicy }) => {
    const target = queues.find((queue) => queue.arn === RedrivePolicy?.deadLetterTargetArn);
    if (!target) return [];
    const { redrivePermission, sourceQueueArns } = target.RedriveAllowPolicy;
    const isTaken =
      redrivePermission === 'allowAll' || (redrivePermission === 'byQueue' && sourceQueueArns.includes(arn));
    return isTaken ? [] : [`${id} (dead letters): ${target.arn} takes no dead letters of ${arn}`];
  });
};
