import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { SqsAttemptQueue } from '../../../../shared/adapters/sqs/attemptQueue.ts';
import { attemptJobOf } from '../../../../shared/usecases/outgoing/attemptJobOf.ts';
import { aClock } from '../../../builders/records.ts';
import { aDelivery, webhookTime } from '../../../builders/webhooks.ts';
import { clientOf } from '../../../local/cloud/awsClient.ts';

describe('SqsAttemptQueue', () => {
  it('puts each attempt in its lane, more than a batch of them', async () => {
    const app = buildApp({ logger: false });
    const client = new SQSClient(clientOf(await app.listen({ port: 0, host: '127.0.0.1' })));
    try {
      const [prompt = '', slow = ''] = await Promise.all(
        ['prompt', 'slow'].map(
          async (QueueName) => (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl,
        ),
      );
      const lanes = ['slow', ...Array.from({ length: 12 }, () => 'prompt' as const), 'slow'] as const;
      const jobs = lanes.map((lane, turn) => attemptJobOf(aDelivery({ turn }), webhookTime, lane));

      await new SqsAttemptQueue(client, { prompt, slow }, aClock()).put(jobs, webhookTime);

      const turnsIn = async (QueueUrl: string): Promise<readonly number[]> => {
        const turns: number[] = [];
        for (let looks = 0; looks < 2; looks += 1) {
          const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
          turns.push(...Messages.map(({ Body = '' }): number => JSON.parse(Body).turn));
        }
        return turns.toSorted((a, b) => a - b);
      };
      expect(await turnsIn(slow)).toEqual([0, 13]);
      expect(await turnsIn(prompt)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    } finally {
      client.destroy();
      await app.close();
    }
  });
});
