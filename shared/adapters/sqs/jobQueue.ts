import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { syncJob } from '../../contracts/syncJob.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { JobQueue, SyncJob } from '../../ports/syncs.ts';

/** SQS takes ten messages at a time. */
const batchSize = 10;
const tries = 4;
const firstPauseMs = 100;

export class SqsJobQueue implements JobQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;
  readonly #clock: Pick<Clock, 'sleep'>;

  constructor(client: SQSClient, queueUrl: string, clock: Pick<Clock, 'sleep'>) {
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#clock = clock;
  }

  async put(jobs: readonly SyncJob[], delaySeconds = 0): Promise<void> {
    for (let start = 0; start < jobs.length; start += batchSize) {
      await this.#putBatch(jobs.slice(start, start + batchSize), delaySeconds);
    }
  }

  /** A batch can be taken in part: what was refused is sent again, and what stays refused is a fault. */
  async #putBatch(batch: readonly SyncJob[], delaySeconds: number): Promise<void> {
    let entries = batch.map((job, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(syncJob.parse(job)),
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }));
    for (let attempt = 1; entries.length > 0; attempt += 1) {
      const { Failed } = await this.#client.send(
        new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: entries }),
      );
      const failed = new Set((Failed ?? []).map(({ Id }) => Id));
      entries = entries.filter(({ Id }) => failed.has(Id));
      if (entries.length === 0) return;
      if (attempt === tries) throw new Error(`the work queue refused ${entries.length} jobs`);
      await this.#clock.sleep(firstPauseMs * 2 ** attempt);
    }
  }
}
