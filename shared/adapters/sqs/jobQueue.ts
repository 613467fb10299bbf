import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { laneOf, syncJob, type Lane, type SyncJobMessage } from '../../contracts/syncJob.ts';
import type { JobQueue, SyncJob } from '../../ports/syncs.ts';
import { retryUnprocessed, type Pacing } from '../retryUnprocessed.ts';
import { messageOf } from './jobMessage.ts';

/** SQS takes ten messages at a time. */
const batchSize = 10;
const retry = {
  maxTries: 4,
  firstPauseMs: 200,
  maxPauseMs: 800,
  refusal: (jobs: number): string => `the work queue refused ${jobs} jobs`,
};

/** Queues of the lanes; a lane that is missing is one that its owner puts nothing in. */
export type LaneUrls = Readonly<Partial<Record<Lane, string>>>;

/** The work queue: a job goes to the queue of its lane. */
export class SqsJobQueue implements JobQueue {
  readonly #client: SQSClient;
  readonly #urls: LaneUrls;
  readonly #pacing: Pacing;

  constructor(client: SQSClient, urls: LaneUrls, pacing: Pacing) {
    this.#client = client;
    this.#urls = urls;
    this.#pacing = pacing;
  }

  async put(jobs: readonly SyncJob[], delaySeconds = 0): Promise<void> {
    const parsed = jobs.map((job) => syncJob().parse(job));
    for (const lane of ['urgent', 'scheduled'] as const) {
      const ofLane = parsed.filter((job) => laneOf(job) === lane);
      for (let start = 0; start < ofLane.length; start += batchSize) {
        await this.#putBatch(lane, ofLane.slice(start, start + batchSize), delaySeconds);
      }
    }
  }

  async #putBatch(lane: Lane, batch: readonly SyncJobMessage[], delaySeconds: number): Promise<void> {
    const url = this.#urls[lane];
    if (url === undefined) throw new Error(`this function puts no jobs in the lane ${lane}`);
    const entries = batch.map((job, index) => ({
      Id: String(index),
      ...messageOf(job),
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }));
    await retryUnprocessed(entries, (left) => this.#send(url, left), { ...retry, pacing: this.#pacing });
  }

  async #send<T extends SendMessageBatchRequestEntry>(url: string, entries: readonly T[]): Promise<readonly T[]> {
    const { Failed } = await this.#client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [...entries] }));
    const failed = new Set((Failed ?? []).map(({ Id }) => Id));
    return entries.filter(({ Id }) => failed.has(Id));
  }
}
