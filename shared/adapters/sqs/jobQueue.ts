import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { syncJob } from '../../contracts/syncJob.ts';
import type { JobQueue, SyncJob } from '../../ports/syncs.ts';
import { retryUnprocessed, type Pacing } from '../retryUnprocessed.ts';

/** SQS takes ten messages at a time. */
const batchSize = 10;
const retry = {
  maxTries: 4,
  firstPauseMs: 200,
  maxPauseMs: 800,
  refusal: (jobs: number): string => `the work queue refused ${jobs} jobs`,
};

export class SqsJobQueue implements JobQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;
  readonly #pacing: Pacing;

  constructor(client: SQSClient, queueUrl: string, pacing: Pacing) {
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#pacing = pacing;
  }

  async put(jobs: readonly SyncJob[], delaySeconds = 0): Promise<void> {
    for (let start = 0; start < jobs.length; start += batchSize) {
      await this.#putBatch(jobs.slice(start, start + batchSize), delaySeconds);
    }
  }

  async #putBatch(batch: readonly SyncJob[], delaySeconds: number): Promise<void> {
    const entries = batch.map((job, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(syncJob().parse(job)),
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }));
    await retryUnprocessed(entries, (left) => this.#send(left), { ...retry, pacing: this.#pacing });
  }

  async #send<T extends SendMessageBatchRequestEntry>(entries: readonly T[]): Promise<readonly T[]> {
    const { Failed } = await this.#client.send(
      new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: [...entries] }),
    );
    const failed = new Set((Failed ?? []).map(({ Id }) => Id));
    return entries.filter(({ Id }) => failed.has(Id));
  }
}
