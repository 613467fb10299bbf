import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { region } from '../../local/runner/services.ts';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dueKey } from '../../shared/adapters/dynamodb/keys.ts';
import { inParallel } from '../../shared/language/inParallel.ts';
import type { Table } from '../report/table.ts';
import type { Rig } from '../rig/startRig.ts';
import { startFunction } from '../rig/functionWorker.ts';

export interface Dispatched {
  readonly connections: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
}

/** A frequency whose index holds nothing but what a measurement puts there. */
const frequencies = ['every_6_hours', 'every_12_hours', 'weekly', 'monthly'] as const;
type Frequency = (typeof frequencies)[number];

const itemsPerBatch = 25;
const writers = 8;

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function* batchesOf(frequency: Frequency, connections: number): Generator<readonly object[]> {
  for (let start = 0; start < connections; start += itemsPerBatch) {
    const size = Math.min(itemsPerBatch, connections - start);
    yield Array.from({ length: size }, (_, index) => {
      const ref = { tenantId: `tenant-${start + index}`, connectionId: idOf(start + index) };
      return { ...ref, mark: idOf(start + index), ...dueKey(frequency, ref) };
    });
  }
}

/** Puts connections into the index without the API: their links are not what is measured. */
const fillIndex = async ({ services }: Rig, table: string, frequency: Frequency, connections: number) => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region, endpoint: services.urls.DYNAMODB, credentials });
  try {
    await inParallel(batchesOf(frequency, connections), writers, async (items) => {
      const requests = items.map((item) => ({ PutRequest: { Item: marshall(item) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    });
  } finally {
    client.destroy();
  }
};

const jobsWaiting = ({ services }: Rig): number =>
  services.deployment.eventSources.reduce((sum, { queueName }) => sum + services.sqs.depth(queueName).visible, 0);

const dispatchOnce = async (rig: Rig, frequency: Frequency, connections: number): Promise<Dispatched> => {
  const environment = rig.environment('sync-dispatch');
  await fillIndex(rig, environment['CONNECTIONS_TABLE'] ?? '', frequency, connections);
  const before = jobsWaiting(rig);
  const worker = await startFunction(rig, 'sync-dispatch', environment);
  try {
    const time = new Date().toISOString();
    const { wallMs, cpuMs, peakBytes } = await worker.invoke({ frequency, time });
    const put = jobsWaiting(rig) - before;
    if (put !== connections) throw new Error(`${connections} jobs were expected on the queue, but there are ${put}`);
    return { connections, wallMs, cpuMs, peakBytes };
  } finally {
    await worker.stop();
  }
};

/** One run of `sync-dispatch` over so many due connections, each number in a fresh process of the function's memory. */
export const measureDispatch = async (rig: Rig, sizes: readonly number[]): Promise<readonly Dispatched[]> => {
  const rows: Dispatched[] = [];
  for (const [index, connections] of sizes.entries()) {
    const frequency = frequencies[index];
    if (frequency === undefined) throw new Error(`at most ${frequencies.length} sizes have an index of their own`);
    rows.push(await dispatchOnce(rig, frequency, connections));
  }
  return rows;
};

const megabyte = 1024 * 1024;

export const dispatchTable = (rows: readonly Dispatched[]): Table => ({
  title: '6. One dispatch run',
  columns: ['connections', 'seconds', 'connections/s', 'cpu ms per 1,000', 'peak'],
  rows: rows.map(({ connections, wallMs, cpuMs, peakBytes }) => [
    String(connections),
    (wallMs / 1000).toFixed(1),
    ((connections / wallMs) * 1000).toFixed(0),
    ((cpuMs / connections) * 1000).toFixed(0),
    `${(peakBytes / megabyte).toFixed(0)} MB`,
  ]),
  notes: [
    'Aim: 100,000 in 60 s, with flat memory. Most of the time is that of the two emulators, which share the cores:',
    'the processor time of the function alone is what Lambda bills, beside the waiting.',
  ],
});
