import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { region } from '../../local/runner/services.ts';
import { DynamoTokenVault } from '../../shared/adapters/dynamodb/tokenVault.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { createSealers } from '../../shared/composition/sealers.ts';
import { tokenSealings } from '../../shared/contracts/sealOwners.ts';
import { askBankAgain, bookToday, expectAdded, linkedFeed, scheduledJob, type Feed } from '../rig/feed.ts';
import type { Rig } from '../rig/startRig.ts';
import { startFunction, type FunctionWorker } from '../rig/functionWorker.ts';
import { eventOf, takeJobs } from '../rig/syncWorker.ts';
import { startDynamoMeter } from '../wire/dynamoMeter.ts';
import { startRequestCounter } from '../wire/requestCounter.ts';

/** What one job of the schedule takes, on average over the measured ones. */
export interface JobCost {
  readonly jobs: number;
  readonly cpuMs: number;
  readonly pontoRequests: number;
  readonly dynamoRequests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly kmsRequests: number;
  readonly eventBridgeRequests: number;
  readonly secretsRequests: number;
  readonly logBytes: number;
}

export interface JobCosts {
  /** Nothing new at Ponto, and a token that has ended since the last run, as after six hours. */
  readonly quiet: JobCost;
  /** The same, but Ponto has asked the bank again, as it does four times a day, and the bank had nothing new. */
  readonly unchanged: JobCost;
  /** The same with a few new lines. */
  readonly news: JobCost;
  /** What an invocation logs whatever its jobs are; it is among the bytes of each job, which was measured alone. */
  readonly invocationLogBytes: number;
}

/** Code runs slower before it is warm, and the first job reads what the process keeps: neither is everyday life. */
const warmUps = 5;
const newLines = 5;
const batchResponse = z.object({ batchItemFailures: z.array(z.unknown()).length(0) });

/** Every part of the bill that a job moves, counted where the requests arrive. */
const startMeters = async ({ services, bank }: Rig) => {
  const { urls } = services;
  const dynamo = await startDynamoMeter(urls.DYNAMODB);
  const kms = await startRequestCounter(urls.KMS);
  const events = await startRequestCounter(urls.EVENTBRIDGE);
  const secrets = await startRequestCounter(urls.SECRETS_MANAGER);
  return {
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      AWS_ENDPOINT_URL_KMS: kms.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: events.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    },
    take: () => {
      const metered = dynamo.take();
      const ponto = [...bank.takeRequests().values()];
      return {
        pontoRequests: ponto.reduce((sum, count) => sum + count, 0),
        dynamoRequests: metered.length,
        writeUnits: metered.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
        readUnits: metered.reduce((sum, { readUnits }) => sum + readUnits, 0),
        kmsRequests: kms.take(),
        eventBridgeRequests: events.take(),
        secretsRequests: secrets.take(),
      };
    },
    close: async () => {
      for (const meter of [dynamo, kms, events, secrets]) await meter.close();
    },
  };
};
type Meters = Awaited<ReturnType<typeof startMeters>>;

/** Brings the end of a connection's access token into the past, as six hours do. */
const openVault = (rig: Rig) => {
  const { urls } = rig.services;
  const variables = rig.environment('statement-sync');
  const at = { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const dynamo = new DynamoDBClient({ ...at, endpoint: urls.DYNAMODB });
  const kms = new KMSClient({ ...at, endpoint: urls.KMS });
  const table = new Table(dynamo, variables['CONNECTIONS_TABLE'] ?? '');
  const sealing = z.object({ TOKEN_KEY_ID: z.string(), TOKEN_SEALING: z.enum(tokenSealings) }).parse(variables);
  const vault = new DynamoTokenVault(table, createSealers(kms, sealing).tokens);
  return {
    age: async (feed: Feed): Promise<void> => {
      const stored = await vault.read(feed);
      if (!stored) throw new Error('the connection has no tokens');
      await vault.store(feed, { ...stored.tokens, accessTokenExpiresAt: '2020-01-01T00:00:00.000Z' });
    },
    close: () => {
      dynamo.destroy();
      kms.destroy();
    },
  };
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Run {
  readonly rig: Rig;
  readonly worker: FunctionWorker;
  readonly meters: Meters;
  readonly age: (feed: Feed) => Promise<void>;
}

/** What has happened at Ponto since the job before. */
type Since = 'nothing' | 'asked_again' | 'news';

const runOnce = async ({ rig, worker, meters, age }: Run, feed: Feed, since: Since) => {
  if (since === 'news') bookToday(rig, feed, newLines);
  if (since === 'asked_again') askBankAgain(rig, feed);
  await age(feed);
  meters.take();
  const written = worker.writtenBytes();
  const { answer, cpuMs } = await worker.invoke(eventOf(scheduledJob(feed)));
  batchResponse.parse(answer);
  if (since !== 'nothing') await expectAdded(feed, since === 'news' ? newLines : 0);
  if ((await takeJobs(rig)).length > 0) throw new Error('a measured job left another one');
  return { ...meters.take(), cpuMs, logBytes: worker.writtenBytes() - written };
};

const costOf = async (run: Run, feed: Feed, { jobs, since }: { jobs: number; since: Since }): Promise<JobCost> => {
  for (let job = 0; job < warmUps; job += 1) await runOnce(run, feed, since);
  const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
  for (let job = 0; job < jobs; job += 1) runs.push(await runOnce(run, feed, since));
  const meanOf = (name: keyof (typeof runs)[number]): number => Number(mean(runs.map((one) => one[name])).toFixed(2));
  return {
    jobs,
    cpuMs: meanOf('cpuMs'),
    pontoRequests: meanOf('pontoRequests'),
    dynamoRequests: meanOf('dynamoRequests'),
    writeUnits: meanOf('writeUnits'),
    readUnits: meanOf('readUnits'),
    kmsRequests: meanOf('kmsRequests'),
    eventBridgeRequests: meanOf('eventBridgeRequests'),
    secretsRequests: meanOf('secretsRequests'),
    logBytes: meanOf('logBytes'),
  };
};

/** What a job of the schedule takes, by whether there is something new. One connection with one account. */
export const measureJobs = async (rig: Rig, jobs: number): Promise<JobCosts> => {
  const feed = await linkedFeed(rig);
  const meters = await startMeters(rig);
  const vault = openVault(rig);
  const environment = { ...rig.environment('statement-sync'), ...meters.environment };
  const worker = await startFunction(rig, 'statement-sync', environment);
  const run: Run = { rig, worker, meters, age: vault.age };
  try {
    const quiet = await costOf(run, feed, { jobs, since: 'nothing' });
    const news = await costOf(run, feed, { jobs, since: 'news' });
    // Last, because a list that fits a page costs less.
    const unchanged = await costOf(run, feed, { jobs, since: 'asked_again' });
    const written = worker.writtenBytes();
    await worker.invoke(eventOf());
    return { quiet, unchanged, news, invocationLogBytes: worker.writtenBytes() - written };
  } finally {
    await worker.stop();
    vault.close();
    await meters.close();
  }
};
