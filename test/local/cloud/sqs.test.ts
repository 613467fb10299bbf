import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startSqs, type LocalSqs, type QueueProperties } from '../../../local/cloud/sqs.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const queues: readonly QueueProperties[] = [
  { QueueName: 'dead', VisibilityTimeout: 30 },
  {
    QueueName: 'work',
    VisibilityTimeout: 1800,
    RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:000000000000:dead', maxReceiveCount: 2 },
  },
];

describe('the local SQS', () => {
  let dataDir: ReturnType<typeof aDataDir>;
  let endpoint: LocalSqs;
  let client: SQSClient;

  const start = async (): Promise<void> => {
    endpoint = await startSqs({ dataDir: dataDir.path, region: 'eu-central-1', accountId: '000000000000' });
    endpoint.provide(queues);
    client = new SQSClient(clientOf(endpoint.url));
  };
  const stop = async (): Promise<void> => {
    client.destroy();
    await endpoint.close();
  };
  const send = (body: string, delaySeconds = 0) =>
    client.send(
      new SendMessageCommand({ QueueUrl: endpoint.queueUrl('work'), MessageBody: body, DelaySeconds: delaySeconds }),
    );
  const receive = async (queue = 'work') => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: endpoint.queueUrl(queue),
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };

  beforeEach(async () => {
    dataDir = aDataDir();
    await start();
  });
  afterEach(async () => {
    await stop();
    dataDir.remove();
  });

  it('listens on loopback only', () => {
    expect(endpoint.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('gives a message to one consumer, and counts what waits, what is in hand and what is delayed', async () => {
    await send('later', 60);
    await client.send(
      new SendMessageBatchCommand({
        QueueUrl: endpoint.queueUrl('work'),
        Entries: [{ Id: '0', MessageBody: 'now' }],
      }),
    );
    const waiting = endpoint.depth('work');

    const [message] = await receive();
    const inHand = endpoint.depth('work');
    await client.send(
      new DeleteMessageCommand({ QueueUrl: endpoint.queueUrl('work'), ReceiptHandle: message?.ReceiptHandle }),
    );

    expect(message?.Body).toBe('now');
    expect(waiting).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    expect(inHand).toEqual({ visible: 0, inFlight: 1, delayed: 1 });
    expect(endpoint.depth('work')).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
  });

  it('gives what was in hand to the next consumer after a restart, with its count, and then to the dead letters', async () => {
    await send('poison');
    const [first] = await receive();
    await stop();
    await start();
    const [second] = await receive();
    await stop();
    await start();

    const third = await receive();
    const [dead] = await receive('dead');

    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(third).toEqual([]);
    expect(dead).toMatchObject({ MessageId: first?.MessageId, Body: 'poison' });
  });

  it('keeps waiting and delayed messages and the dead letters across a restart', async () => {
    await send('now');
    await send('later', 60);

    await stop();
    await start();

    expect(endpoint.depth('work')).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
  });
});
