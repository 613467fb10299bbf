import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEventBridge, type LocalEventBridge } from '../../../local/cloud/eventBridge.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const entry = {
  EventBusName: 'our-bus',
  Source: 'ponto-bank-sync',
  DetailType: 'AccountsFetched',
  Detail: '{"id":"1"}',
};

describe('the local EventBridge', () => {
  let dataDir: ReturnType<typeof aDataDir>;
  let endpoint: LocalEventBridge;
  let client: EventBridgeClient;

  const start = async (): Promise<void> => {
    endpoint = await startEventBridge({ dataDir: dataDir.path, buses: ['our-bus'] });
    client = new EventBridgeClient(clientOf(endpoint.url));
  };
  const stop = async (): Promise<void> => {
    client.destroy();
    await endpoint.close();
  };

  beforeEach(async () => {
    dataDir = aDataDir();
    await start();
  });
  afterEach(async () => {
    await stop();
    dataDir.remove();
  });

  it('tells whoever runs rules of each event that it has taken, before the producer hears of it', async () => {
    const told: (readonly [string, object])[] = [];
    await stop();
    endpoint = await startEventBridge({
      dataDir: dataDir.path,
      buses: ['our-bus'],
      runRules: async (bus, event) => void told.push([bus, event]),
    });
    client = new EventBridgeClient(clientOf(endpoint.url));

    await client.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Time: new Date('2026-03-01T10:00:00Z') },
          { ...entry, Detail: 'no JSON' },
        ],
      }),
    );

    expect(told).toEqual([
      [
        'our-bus',
        {
          version: '0',
          id: expect.any(String),
          source: 'ponto-bank-sync',
          'detail-type': 'AccountsFetched',
          time: '2026-03-01T10:00:00.000Z',
          detail: { id: '1' },
        },
      ],
    ]);
  });

  it('keeps events in their order, across a restart', async () => {
    await client.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Time: new Date('2026-03-01T10:00:00Z') },
          { ...entry, Detail: '{"id":"2"}' },
        ],
      }),
    );

    await stop();
    await start();

    expect(endpoint.events).toEqual([
      {
        source: 'ponto-bank-sync',
        detailType: 'AccountsFetched',
        detail: { id: '1' },
        time: '2026-03-01T10:00:00.000Z',
      },
      { source: 'ponto-bank-sync', detailType: 'AccountsFetched', detail: { id: '2' }, time: expect.any(String) },
    ]);
  });

  it('refuses single entries and takes the others', async () => {
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Detail: 'no json' },
          entry,
          { ...entry, Source: 'aws.s3' },
          { ...entry, DetailType: '' },
          { ...entry, Detail: '[1]' },
        ],
      }),
    );

    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'NotAuthorizedForSourceException',
      'InvalidArgument',
      'MalformedDetail',
    ]);
    expect(endpoint.events).toHaveLength(1);
  });

  it('refuses more than ten entries, more than 256 kB and a bus that nobody made', async () => {
    const put = (entries: (typeof entry)[]) => client.send(new PutEventsCommand({ Entries: entries }));
    const big = { ...entry, Detail: JSON.stringify({ text: 'x'.repeat(256 * 1024) }) };

    await expect(put(Array.from({ length: 11 }, () => entry))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put([big])).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put([{ ...entry, EventBusName: 'other' }])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(endpoint.events).toEqual([]);
  });

  it('cuts off what a killed process left half-written', async () => {
    await client.send(new PutEventsCommand({ Entries: [entry] }));
    await stop();
    appendFileSync(join(dataDir.path, 'events.jsonl'), '{"source":"ponto-ba');

    await start();
    await client.send(new PutEventsCommand({ Entries: [entry] }));
    await stop();
    await start();

    expect(endpoint.events).toHaveLength(2);
  });
});
