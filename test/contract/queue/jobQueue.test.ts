import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { SqsJobQueue } from '../../../shared/adapters/sqs/jobQueue.ts';
import { syncJob } from '../../../shared/contracts/syncJob.ts';
import type { SyncJob } from '../../../shared/ports/syncs.ts';
import { aClock } from '../../builders/records.ts';
import { clientOf } from '../../local/cloud/awsClient.ts';
import { startAwsJson } from '../../setup/awsJson.ts';
import { deployedStage, engineName, runMark } from '../../setup/deployedStage.ts';

const aJob = (number: number): SyncJob => ({
  kind: 'connection',
  tenantId: `tenant-${runMark}${number}`,
  connectionId: 'connection-1',
  frequency: 'daily',
  scheduledAt: '2026-03-10T07:40:00.000Z',
});

const anEngine = async () => {
  if (deployedStage) return { client: new SQSClient({}), stop: async () => undefined };
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const client = new SQSClient(clientOf(endpoint));
  return { client, stop: () => app.close() };
};

describe(`SqsJobQueue on ${engineName}`, () => {
  let client: SQSClient;
  let stop: () => Promise<unknown>;
  beforeAll(async () => {
    ({ client, stop } = await anEngine());
  });
  afterAll(async () => {
    client.destroy();
    await stop();
  });
  const aQueueUrl = async (name: string): Promise<string> => {
    const { QueueUrl = '' } = deployedStage
      ? await client.send(new GetQueueUrlCommand({ QueueName: deployedStage.queue }))
      : await client.send(new CreateQueueCommand({ QueueName: name }));
    return QueueUrl;
  };
  const aQueue = async (name: string) => {
    const QueueUrl = await aQueueUrl(name);
    const receive = async (count: number): Promise<unknown[]> => {
      const bodies: unknown[] = [];
      while (bodies.length < count) {
        const { Messages } = await client.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
        );
        if (!Messages) break;
        for (const { Body = '', ReceiptHandle } of Messages) {
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
          // A stage's queue may hold what an earlier run left.
          if (Body.includes(runMark)) bodies.push(JSON.parse(Body));
        }
      }
      return bodies;
    };
    return { queue: new SqsJobQueue(client, { urgent: QueueUrl, scheduled: QueueUrl }, aClock()), receive };
  };

  it('delivers every job once, more than a batch of them, as the worker parses them', async () => {
    const { queue, receive } = await aQueue('jobs');
    const jobs: SyncJob[] = [
      ...Array.from({ length: 22 }, (_, number) => aJob(number)),
      {
        kind: 'account',
        tenantId: `tenant-${runMark}1`,
        connectionId: 'connection-1',
        accountId: 'account-1',
        syncId: 'sync-1',
        requestedAt: '2026-03-10T09:00:00.000Z',
        customerIpAddress: '203.0.113.7',
        waitingFor: ['a', 'b'],
        looks: 2,
        attempts: 1,
      },
    ];

    await queue.put(jobs);

    const received = (await receive(jobs.length)).map((body) => syncJob().parse(body));
    expect(received).toHaveLength(jobs.length);
    expect(received).toEqual(expect.arrayContaining(jobs));
  });

  it('holds a delayed job back', async () => {
    const { queue, receive } = await aQueue('delayed');

    await queue.put([aJob(1)], 900);
    await queue.put([aJob(2)]);

    expect(await receive(1)).toEqual([aJob(2)]);
    expect(await receive(1)).toEqual([]);
  });
});

describe('the lanes of SqsJobQueue', () => {
  const aService = async () => {
    const service = await startAwsJson(({ body }) => ({
      body: {
        Successful: (body['Entries'] as { Id: string }[]).map(({ Id }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: 'x',
        })),
      },
    }));
    const client = new SQSClient({ ...service.client, md5: false });
    const urls = { urgent: `${service.client.endpoint}/1/urgent`, scheduled: `${service.client.endpoint}/1/work` };
    return {
      client,
      urls,
      close: async () => {
        client.destroy();
        await service.close();
      },
      sent: () =>
        service.calls.flatMap(({ body }) =>
          (body['Entries'] as { MessageBody: string; MessageGroupId: string }[]).map(
            ({ MessageBody, MessageGroupId }) => ({
              queue: String(body['QueueUrl']).split('/').at(-1),
              job: syncJob().parse(JSON.parse(MessageBody)),
              group: MessageGroupId,
            }),
          ),
        ),
    };
  };
  const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
  const requestedAt = '2026-03-10T09:00:00.000Z';
  const account: SyncJob = { kind: 'account', ...ref, accountId: 'account-1', syncId: 'sync-1', requestedAt };

  it.each<[string, SyncJob]>([
    ['urgent', account],
    ['work', { ...account, lane: 'scheduled' }],
    ['work', aJob(1)],
    ['urgent', { kind: 'event', ...ref, effect: 'look_again', happenedAt: requestedAt, requestedAt }],
    ['urgent', { kind: 'disconnect', ...ref, requestedAt }],
    ['work', { kind: 'erase', tenantId: 'tenant-1', erasureId: 'erasure-1', requestedAt }],
  ])('puts on the queue %s a job like %j', async (queue, job) => {
    const { client, urls, close, sent } = await aService();

    await new SqsJobQueue(client, urls, aClock()).put([job]);
    await close();

    expect(sent()).toMatchObject([{ queue, job }]);
  });

  it('groups jobs by tenant, whatever letters its id has', async () => {
    const { client, urls, close, sent } = await aService();
    const odd = `Bäckerei 'Els' ${'é'.repeat(100)}`;

    await new SqsJobQueue(client, urls, aClock()).put([
      account,
      { ...aJob(1), tenantId: 'tenant-1' },
      { ...account, tenantId: odd },
      account,
    ]);
    await close();

    const groups = sent().map(({ group }) => group);
    expect(groups.every((group) => /^[\w-]{43}$/.test(group))).toBe(true);
    expect(sent().map(({ job }) => job.tenantId)).toEqual(['tenant-1', odd, 'tenant-1', 'tenant-1']);
    expect([groups[2], groups[3], groups[1] === groups[0]]).toEqual([groups[0], groups[0], false]);
  });

  it('refuses a job of a lane in which its owner puts nothing', async () => {
    const { client, urls, close, sent } = await aService();

    await expect(new SqsJobQueue(client, { scheduled: urls.scheduled }, aClock()).put([account])).rejects.toThrow(
      'puts no jobs in the lane urgent',
    );
    await close();

    expect(sent()).toEqual([]);
  });
});

describe('SqsJobQueue with a queue that refuses', () => {
  const refusing = async (refusals: Record<string, number>) => {
    const left = { ...refusals };
    const service = await startAwsJson(({ body }) => {
      const entries = body['Entries'] as { Id: string }[];
      const refused = entries.filter(({ Id }) => {
        const times = left[Id] ?? 0;
        left[Id] = times - 1;
        return times > 0;
      });
      return {
        body: {
          Successful: entries
            .filter((entry) => !refused.includes(entry))
            .map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: 'x' })),
          Failed: refused.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })),
        },
      };
    });
    const client = new SQSClient({ ...service.client, md5: false });
    const clock = aClock();
    const close = async () => {
      client.destroy();
      await service.close();
    };
    const sent = () => service.calls.map(({ body }) => (body['Entries'] as { Id: string }[]).map(({ Id }) => Id));
    return {
      clock,
      close,
      sent,
      queue: new SqsJobQueue(client, { scheduled: `${service.client.endpoint}/1/jobs` }, clock),
    };
  };

  it('sends those again that were refused, after a pause that grows, and no others', async () => {
    const { clock, close, sent, queue } = await refusing({ '0': 1, '2': 2 });

    await queue.put([aJob(1), aJob(2), aJob(3)]);
    await close();

    expect(sent()).toEqual([['0', '1', '2'], ['0', '2'], ['2']]);
    expect(clock.pauses).toEqual([200, 400]);
  });

  it('fails when one stays refused, so that the dispatch is done again', async () => {
    const { close, sent, queue } = await refusing({ '1': 99 });

    await expect(queue.put([aJob(1), aJob(2)])).rejects.toThrow('refused 1 jobs');
    await close();
    expect(sent()).toHaveLength(4);
  });

  it('asks nothing for nothing', async () => {
    const { close, sent, queue } = await refusing({});

    await queue.put([]);
    await close();

    expect(sent()).toEqual([]);
  });
});
