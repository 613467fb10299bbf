import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { deliveriesPerJob } from '../../../shared/contracts/syncJob.ts';
import { aStage } from './aStage.ts';

describe('A message that no worker can read on the deployed stage', () => {
  const stage = aStage();
  const poison = JSON.stringify({ kind: 'unheard of' });
  let work = '';
  let deadLetters = '';

  beforeAll(async () => {
    work = await stage.queueUrl('work');
    deadLetters = await stage.queueUrl('work-dead-letters');
    // Half an hour between deliveries is right for work and too long for a test.
    await stage.sqs.send(new SetQueueAttributesCommand({ QueueUrl: work, Attributes: { VisibilityTimeout: '1' } }));
  });
  afterAll(() => stage.close());

  const isDead = () => stage.until('a dead letter', async () => (await stage.lengthOf('work-dead-letters')) === 1);
  const deadLetter = async () => {
    const { Messages } = await stage.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetters,
        VisibilityTimeout: 0,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return Messages?.[0];
  };

  it('is delivered as often as the template says, and then kept apart as it was', async () => {
    await stage.sqs.send(new SendMessageCommand({ QueueUrl: work, MessageBody: poison }));

    await isDead();

    const { Attributes } = await stage.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: work, AttributeNames: ['RedrivePolicy'] }),
    );
    expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '{}')).toMatchObject({ maxReceiveCount: deliveriesPerJob });
    expect((await deadLetter())?.Body).toBe(poison);
    expect(await stage.lengthOf('work')).toBe(0);
  });

  it('comes back by a redrive, and is kept apart again while nobody has mended the worker', async () => {
    const { Attributes } = await stage.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
    );

    await stage.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.['QueueArn'] }));
    await stage.until('a redrive', async () => (await stage.lengthOf('work')) === 1);
    await isDead();

    expect((await deadLetter())?.Body).toBe(poison);
    await stage.sqs.send(new PurgeQueueCommand({ QueueUrl: deadLetters }));
  });
});
