import type { SQSRecord } from 'aws-lambda';
import { makeHandler, type WebhookDeliverDeps } from '../../../functions/webhook-deliver/handler.ts';

const attempt = {
  kind: 'attempt',
  tenantId: 'tenant-1',
  endpointId: 'endpoint-1',
  deliveryId: 'delivery-1',
  turn: 0,
  dueAt: '2026-03-10T08:00:00.000Z',
};
const detail = { version: 1, id: 'event-1', tenantId: 'tenant-1', occurredAt: '2026-03-10T08:00:00.000Z', more: true };
const event = { version: '0', source: 'ponto-bank-sync', 'detail-type': 'OfALaterRelease', detail };

const aRecord = (messageId: string, body: string): SQSRecord => ({
  messageId,
  receiptHandle: 'handle',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:queue',
  awsRegion: 'eu-central-1',
});

const aSender = (overrides: Partial<WebhookDeliverDeps> = {}) => {
  const done: object[] = [];
  const failed: string[] = [];
  const handle = makeHandler({
    fanOut: async (given) => void done.push(given),
    attemptDelivery: async (given) => void done.push(given),
    asJob: (_job, work) => work(),
    onFailure: (messageId) => void failed.push(messageId),
    ...overrides,
  });
  return { handle, done, failed };
};

describe('a message of the queue of webhooks', () => {
  it('is an attempt, or an event with all that stands in it, also of a later release', async () => {
    const { handle, done } = aSender();

    const Records = [aRecord('m1', JSON.stringify(attempt)), aRecord('m2', JSON.stringify(event))];
    expect(await handle({ Records })).toEqual({ batchItemFailures: [] });

    const { id, tenantId, occurredAt } = detail;
    // A release without lanes put its attempts on this queue.
    expect(done).toEqual([
      { ...attempt, lane: 'prompt' },
      { id, tenantId, occurredAt, type: 'OfALaterRelease', detail },
    ]);
  });

  it.each([
    ['no JSON', 'customer 203.0.113.7'],
    ['of another source', JSON.stringify({ ...event, source: 'aws.ses' })],
    ['of no known kind', '{"kind":"poison"}'],
  ])('stays on the queue when it is %s', async (_what, body) => {
    const { handle, failed } = aSender();

    const { batchItemFailures } = await handle({ Records: [aRecord('m1', body)] });

    expect([batchItemFailures, failed]).toEqual([[{ itemIdentifier: 'm1' }], ['m1']]);
  });

  it('keeps nobody waiting that came with it: a receiver that hangs holds its own attempt alone', async () => {
    const { promise: hanging, resolve: letGo } = Promise.withResolvers<void>();
    const done: string[] = [];
    const { handle } = aSender({
      attemptDelivery: async ({ endpointId }) => {
        if (endpointId === 'endpoint-0') await hanging;
        done.push(endpointId);
        if (done.length === 9) letGo();
      },
    });

    const Records = Array.from({ length: 10 }, (_, number) =>
      aRecord(`m${number}`, JSON.stringify({ ...attempt, endpointId: `endpoint-${number}` })),
    );
    await handle({ Records });

    expect(done.at(-1)).toBe('endpoint-0');
  });
});
