import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { webhookJob, type WebhookJob } from '../../shared/contracts/webhookJob.ts';
import { inParallel } from '../../shared/language/inParallel.ts';
import type { AttemptDelivery } from '../../shared/usecases/outgoing/attemptDelivery.ts';
import type { FanOut } from '../../shared/usecases/outgoing/fanOut.ts';

export interface WebhookDeliverDeps {
  readonly fanOut: FanOut;
  readonly attemptDelivery: AttemptDelivery;
  /** Does the work of a job so that all that is logged in it names the job; undefined when it has no known shape. */
  readonly asJob: (job: WebhookJob | undefined, work: () => Promise<void>) => Promise<void>;
  /** Told of every record that is left on the queue; never with its content. */
  readonly onFailure: (messageId: string, error: unknown) => void;
}

/** As many as a batch may have: attempts wait for their receivers side by side, so that a slow one keeps nobody waiting. */
const jobsAtOnce = 10;

/**
 * Does the jobs of a batch side by side. A record that throws stays on the queue and is delivered again; the others are done
 * (partial batch response). A message that does not parse stays too, and ends in the dead letters for an engineer.
 */
export const makeHandler =
  (deps: WebhookDeliverDeps) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    const process = async ({ messageId }: SQSRecord, job: WebhookJob | undefined): Promise<void> => {
      try {
        if (!job) throw new Error('a message of the queue of webhooks has an unknown shape');
        await processJob(deps, job);
      } catch (error) {
        deps.onFailure(messageId, error);
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    };
    await inParallel(event.Records, jobsAtOnce, (record) => {
      const job = parse(record);
      return deps.asJob(job, () => process(record, job));
    });
    return { batchItemFailures };
  };

const parse = ({ body }: SQSRecord): WebhookJob | undefined => {
  try {
    return webhookJob().safeParse(JSON.parse(body)).data;
  } catch {
    // The error quotes the body, so that it goes no further.
    return undefined;
  }
};

const processJob = async (deps: WebhookDeliverDeps, job: WebhookJob): Promise<void> => {
  if ('kind' in job) return deps.attemptDelivery(job);
  const { 'detail-type': type, detail } = job;
  const { id, tenantId, occurredAt } = detail;
  return deps.fanOut({ id, tenantId, occurredAt, type, detail });
};
