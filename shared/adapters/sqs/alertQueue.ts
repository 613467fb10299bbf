import type { SQSClient } from '@aws-sdk/client-sqs';
import { alertJob } from '../../contracts/alertJob.ts';
import type { AlertJob, AlertQueue } from '../../ports/alertRuns.ts';
import type { Pacing } from '../retryUnprocessed.ts';
import { sendMessages } from './sendMessages.ts';

/** The queue of the expiry alerts. */
export class SqsAlertQueue implements AlertQueue {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #pacing: Pacing;

  constructor(client: SQSClient, url: string, pacing: Pacing) {
    this.#client = client;
    this.#url = url;
    this.#pacing = pacing;
  }

  async put(jobs: readonly AlertJob[], delaySeconds = 0): Promise<void> {
    const messages = jobs.map((job) => ({ MessageBody: JSON.stringify(alertJob().parse(job)) }));
    await sendMessages(this.#client, this.#url, messages, { delaySeconds, pacing: this.#pacing });
  }
}
