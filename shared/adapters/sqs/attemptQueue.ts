import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { attemptLanes, type AttemptLane } from '../../domain/outgoing/attemptLane.ts';
import type { AttemptJob, AttemptQueue } from '../../ports/webhookEndpoints.ts';
import { retryUnprocessed, type Pacing } from '../retryUnprocessed.ts';
import { attemptMessageOf } from './attemptMessage.ts';

/** SQS takes ten messages at a time, and delays one by 15 minutes at most. */
const batchSize = 10;
const maxDelaySeconds = 900;
const retry = {
  maxTries: 4,
  firstPauseMs: 200,
  maxPauseMs: 800,
  refusal: (jobs: number): string => `the queue of webhooks refused ${jobs} attempts`,
};

/**
 * Attempts that wait. One that is due later than SQS can delay comes out before and is put again, a quarter of an hour at a
 * time: that costs a message, and nothing for a tenant at rest.
 */
export class SqsAttemptQueue implements AttemptQueue {
  readonly #client: SQSClient;
  readonly #urls: Readonly<Record<AttemptLane, string>>;
  readonly #pacing: Pacing;

  constructor(client: SQSClient, urls: Readonly<Record<AttemptLane, string>>, pacing: Pacing) {
    this.#client = client;
    this.#urls = urls;
    this.#pacing = pacing;
  }

  async put(jobs: readonly AttemptJob[], now: string): Promise<void> {
    for (const lane of attemptLanes) {
      const ofLane = jobs.filter((job) => job.lane === lane);
      for (let start = 0; start < ofLane.length; start += batchSize) {
        const entries = ofLane.slice(start, start + batchSize).map((job, index) => entryOf(job, String(index), now));
        await retryUnprocessed(entries, (left) => this.#send(lane, left), { ...retry, pacing: this.#pacing });
      }
    }
  }

  async #send<T extends SendMessageBatchRequestEntry>(lane: AttemptLane, entries: readonly T[]): Promise<readonly T[]> {
    const batch = new SendMessageBatchCommand({ QueueUrl: this.#urls[lane], Entries: [...entries] });
    const { Failed } = await this.#client.send(batch);
    const failed = new Set((Failed ?? []).map(({ Id }) => Id));
    return entries.filter(({ Id }) => failed.has(Id));
  }
}

const entryOf = (job: AttemptJob, Id: string, now: string) => {
  const seconds = Math.ceil((Date.parse(job.dueAt) - Date.parse(now)) / 1_000);
  return { Id, ...attemptMessageOf(job), ...(seconds > 0 && { DelaySeconds: Math.min(seconds, maxDelaySeconds) }) };
};
