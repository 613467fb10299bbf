import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { region } from '../../local/runner/services.ts';
import { median, type Table } from '../report/table.ts';
import { book, expectAdded, linkedFeed, scheduledJob, type Feed } from '../rig/feed.ts';
import type { Rig } from '../rig/startRig.ts';
import { startSyncWorker } from '../rig/syncWorker.ts';
import { startWorker } from '../rig/worker.ts';

interface Side {
  readonly linesPerSecond: number;
  readonly cpuMsPerThousandLines: number;
}

interface Round {
  readonly sync: Side;
  readonly bare: Side;
}

export interface Throughput {
  readonly lines: number;
  readonly rounds: readonly Round[];
  /** `statement-sync` divided by the bare loop: above 1 it is faster. */
  readonly ratio: number;
  /** The same of the processor time that either side's own process took: below 1 it takes less. */
  readonly cpuRatio: number;
  /** Ponto's operations in one run of `statement-sync`. */
  readonly requests: ReadonlyMap<string, number>;
}

const bareTable = 'bench-bare-loop';

const makeBareTable = async ({ services }: Rig): Promise<void> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region, endpoint: services.urls.DYNAMODB, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: bareTable,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  client.destroy();
};

const sideOf = (lines: number, { wallMs, cpuMs }: { readonly wallMs: number; readonly cpuMs: number }): Side => ({
  linesPerSecond: (lines / wallMs) * 1000,
  cpuMsPerThousandLines: (cpuMs / lines) * 1000,
});

const runSync = async (rig: Rig, feed: Feed, lines: number): Promise<Side> => {
  const worker = await startSyncWorker(rig);
  try {
    const work = await worker.finish([scheduledJob(feed)]);
    await expectAdded(feed, lines);
    return sideOf(lines, work);
  } finally {
    await worker.stop();
  }
};

const runBare = async (rig: Rig, feed: Feed, lines: number): Promise<Side> => {
  const worker = await startWorker({
    script: rig.child('invoke'),
    modulePath: rig.child('bare-loop'),
    functionName: 'bare-loop',
    memoryMegabytes: rig.lambda('statement-sync').memoryMegabytes,
    // Not under the function's own name: its policy knows nothing of the table beside the product.
    environment: { ...rig.environment('statement-sync'), AWS_ACCESS_KEY_ID: 'local' },
  });
  try {
    const task = {
      firstPage: `${rig.bank.url}/ponto-connect/accounts/${feed.pontoAccountId}/transactions?page[limit]=100`,
      accessToken: rig.bank.accessToken(feed.customer),
      table: bareTable,
      partition: feed.accountId,
      lines,
    };
    const run = await worker.invoke(task, rig.lambda('statement-sync').timeoutSeconds);
    return sideOf(z.literal(lines).parse(run.answer), run);
  } finally {
    await worker.stop();
  }
};

/** Lines a second through `statement-sync`, beside a loop that does the least that could be done, in turns. */
export const measureThroughput = async (
  rig: Rig,
  scale: { readonly lines: number; readonly rounds: number },
): Promise<Throughput> => {
  const { lines } = scale;
  await makeBareTable(rig);
  const rounds: Round[] = [];
  let requests: ReadonlyMap<string, number> = new Map();
  // The first round warms up what both sides share, and is not counted.
  for (let round = 0; round <= scale.rounds; round += 1) {
    const feed = await linkedFeed(rig);
    book(rig, feed, lines);
    const bareFirst = round % 2 === 1;
    globalThis.gc?.();
    const early = bareFirst ? await runBare(rig, feed, lines) : undefined;
    rig.bank.takeRequests();
    globalThis.gc?.();
    const sync = await runSync(rig, feed, lines);
    requests = rig.bank.takeRequests();
    globalThis.gc?.();
    const bare = early ?? (await runBare(rig, feed, lines));
    if (round > 0) rounds.push({ sync, bare });
  }
  return {
    lines,
    rounds,
    ratio: median(rounds.map(({ sync, bare }) => sync.linesPerSecond / bare.linesPerSecond)),
    cpuRatio: median(rounds.map(({ sync, bare }) => sync.cpuMsPerThousandLines / bare.cpuMsPerThousandLines)),
    requests,
  };
};

export const throughputTable = ({ lines, rounds, ratio, cpuRatio }: Throughput): Table => ({
  title: `1. ${lines} new lines through statement-sync, beside a bare loop`,
  columns: ['round', 'statement-sync lines/s', 'bare loop lines/s', 'ratio', 'processor time ratio'],
  rows: [
    ...rounds.map(({ sync, bare }, index) => [
      String(index + 1),
      sync.linesPerSecond.toFixed(0),
      bare.linesPerSecond.toFixed(0),
      (sync.linesPerSecond / bare.linesPerSecond).toFixed(2),
      (sync.cpuMsPerThousandLines / bare.cpuMsPerThousandLines).toFixed(2),
    ]),
    ['median', '', '', ratio.toFixed(2), cpuRatio.toFixed(2)],
  ],
  notes: [
    'Aim: a ratio of 0.8 or more. The bare loop gets the same pages and writes each line as an item, 25 to a batch.',
    'Processor time is that of the measured process alone, without the engine and the bank behind it.',
  ],
});
