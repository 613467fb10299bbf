import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { SyncJobMessage } from '../../shared/contracts/syncJob.ts';
import { region } from '../../local/runner/services.ts';
import { startFunction } from './functionWorker.ts';
import type { Rig } from './startRig.ts';
import type { Measured } from './worker.ts';

/** What the invocations of one story took together, in one process. */
export interface Work {
  readonly invocations: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
}

export interface SyncWorker {
  /** Runs jobs, and the jobs that they leave on the queue, to the end. */
  readonly finish: (jobs: readonly SyncJobMessage[], options?: { readonly inOneBatch: boolean }) => Promise<Work>;
  readonly stop: () => Promise<void>;
}

const batchResponse = z.object({ batchItemFailures: z.array(z.unknown()) });

/** A job as SQS hands it to the function. */
export const eventOf = (...jobs: readonly SyncJobMessage[]): object => ({
  Records: jobs.map((job, index) => ({
    messageId: `bench-${index}`,
    receiptHandle: 'bench',
    body: JSON.stringify(job),
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: region,
  })),
});

/** The jobs that wait in a lane; what is taken is gone from it. */
const takeFrom = async ({ services }: Rig, queueName: string): Promise<readonly SyncJobMessage[]> => {
  const QueueUrl = services.sqs.queueUrl(queueName);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ region, endpoint: services.urls.SQS, credentials });
  try {
    const jobs: SyncJobMessage[] = [];
    for (;;) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) break;
      for (const { Body = '', ReceiptHandle } of Messages) {
        jobs.push(JSON.parse(Body));
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
    if (services.sqs.depth(queueName).delayed > 0) throw new Error('a measured run put its work off for later');
    return jobs;
  } finally {
    client.destroy();
  }
};

/** The jobs that wait on the work queue, in both lanes. */
export const takeJobs = async (rig: Rig): Promise<readonly SyncJobMessage[]> => {
  const worker = rig.lambda('statement-sync').name;
  const lanes = rig.services.deployment.eventSources.filter(({ functionName }) => functionName === worker);
  const jobs: SyncJobMessage[] = [];
  for (const { queueName } of lanes) jobs.push(...(await takeFrom(rig, queueName)));
  return jobs;
};

const together = (runs: readonly Measured[]): Work => ({
  invocations: runs.length,
  wallMs: runs.reduce((sum, { wallMs }) => sum + wallMs, 0),
  cpuMs: runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
});

/** `statement-sync` in a fresh process, with exactly its environment. */
export const startSyncWorker = async (rig: Rig, dynamoUrl?: string): Promise<SyncWorker> => {
  const worker = await startFunction(rig, 'statement-sync', rig.environment('statement-sync', dynamoUrl));
  return {
    stop: worker.stop,
    finish: async (jobs, { inOneBatch } = { inOneBatch: false }) => {
      const runs: Measured[] = [];
      for (let left = jobs; left.length > 0; left = await takeJobs(rig)) {
        for (const batch of inOneBatch ? [left] : left.map((job) => [job])) {
          const run = await worker.invoke(eventOf(...batch));
          if (batchResponse.parse(run.answer).batchItemFailures.length > 0) throw new Error('a measured job failed');
          runs.push(run);
        }
      }
      return together(runs);
    },
  };
};
