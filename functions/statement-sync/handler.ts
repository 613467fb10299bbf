import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import {
  deliveriesPerJob,
  laneOf,
  syncJob,
  urgentSliceMs,
  type SyncJobMessage,
} from '../../shared/contracts/syncJob.ts';
import { readMessage } from '../../shared/contracts/readMessage.ts';
import { inParallel } from '../../shared/language/inParallel.ts';
import type {
  AccountJob,
  ConnectionJob,
  Delivery,
  DisconnectJob,
  EraseJob,
  EventJob,
} from '../../shared/usecases/jobs/job.ts';

export interface StatementSyncDeps {
  readonly processAccountJob: (job: AccountJob, delivery: Delivery) => Promise<void>;
  readonly processConnectionJob: (job: ConnectionJob, delivery: Delivery) => Promise<void>;
  readonly processEventJob: (job: EventJob) => Promise<void>;
  readonly processEraseJob: (job: EraseJob, delivery: Delivery) => Promise<void>;
  readonly processDisconnectJob: (job: DisconnectJob) => Promise<void>;
  /** Does the work of a job so that all that is logged in it names the job; undefined when it has no known shape. */
  readonly asJob: (job: SyncJobMessage | undefined, work: () => Promise<void>) => Promise<void>;
  /** Told of every record that is left on the queue; never with its content. */
  readonly onFailure: (messageId: string, error: unknown) => void;
}

/** As many as a batch may have: their looks at Ponto go side by side, so that Lambda bills waiting once. */
const jobsAtOnce = 5;
/** Kept back for the last commit, the statements and the sync's record. */
const reserveMs = 45_000;

/**
 * Does the jobs of a batch side by side; what takes memory or long takes turns (`index.ts`). A record that throws stays on the
 * queue and is delivered again; the others are done (partial batch response). A message that does not parse stays too, and
 * ends in the dead letters for an engineer.
 */
export const makeHandler =
  (deps: StatementSyncDeps) =>
  async (event: SQSEvent, context: { getRemainingTimeInMillis(): number }): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    const hasTime = (): boolean => context.getRemainingTimeInMillis() > reserveMs;
    const begunWith = context.getRemainingTimeInMillis();
    const isInSlice = (): boolean => begunWith - context.getRemainingTimeInMillis() < urgentSliceMs;
    const process = async (record: SQSRecord, job: SyncJobMessage | undefined): Promise<void> => {
      try {
        if (!job) throw new Error('a message of the work queue has an unknown shape');
        if (!hasTime()) throw new Error('no time left for this record');
        await processRecord(deps, job, {
          hasTime: () => hasTime() && (laneOf(job) === 'scheduled' || isInSlice()),
          lastTry: Number(record.attributes.ApproximateReceiveCount) >= deliveriesPerJob,
        });
      } catch (error) {
        deps.onFailure(record.messageId, error);
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    };
    await inParallel(event.Records, jobsAtOnce, (record) => {
      const job = readMessage(syncJob(), record.body);
      return deps.asJob(job, () => process(record, job));
    });
    return { batchItemFailures };
  };

const processRecord = (deps: StatementSyncDeps, job: SyncJobMessage, delivery: Delivery): Promise<void> => {
  switch (job.kind) {
    case 'account':
      return deps.processAccountJob(job, delivery);
    case 'connection':
      return deps.processConnectionJob(job, delivery);
    case 'event':
      return deps.processEventJob(job);
    case 'erase':
      return deps.processEraseJob(job, delivery);
    case 'disconnect':
      return deps.processDisconnectJob(job);
  }
};
