import type { SQSClient } from '@aws-sdk/client-sqs';
import { laneOf, syncJob, type Lane } from '../../contracts/syncJob.ts';
import type { JobQueue, SyncJob } from '../../ports/syncs.ts';
import type { Pacing } from '../retryUnprocessed.ts';
import { messageOf } from './jobMessage.ts';
import { sendMessages } from './sendMessages.ts';

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
      if (ofLane.length === 0) continue;
      const url = this.#urls[lane];
      if (url === undefined) throw new Error(`this function puts no jobs in the lane ${lane}`);
      await sendMessages(this.#client, url, ofLane.map(messageOf), { delaySeconds, pacing: this.#pacing });
    }
  }
}
