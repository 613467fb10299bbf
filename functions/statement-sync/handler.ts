import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { deliveriesPerJob, laneOf, syncJob, type SyncJobMessage } from '../../shared/contracts/syncJob.ts';
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
  /** Told of every job before its work begins, so that all that is logged names it; undefined when it has no known shape. */
  readonly onJob: (job: SyncJobMessage | undefined) => void;
  /** Told of every record that is left on the queue; never with its content. */
  readonly onFailure: (messageId: string, error: unknown) => void;
}

/** Kept back for the last commit, the statements and the sync's record. */
const reserveMs = 45_000;
/** Enough for thousands of lines. A run that takes longer goes on in the other lane, so that nobody waits behind it. */
const urgentSliceMs = 30_000;

/**
 * Works through jobs of the queue. A record that throws stays on the queue and is delivered again; the others are done
 * (partial batch response). A message that does not parse stays too, and ends in the dead letters for an engineer.
 */
export const makeHandler =
  (deps: StatementSyncDeps) =>
  async (event: SQSEvent, context: { getRemainingTimeInMillis(): number }): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    const hasTime = (): boolean => context.getRemainingTimeInMillis() > reserveMs;
    for (const record of event.Records) {
      try {
        const job = parse(record);
        deps.onJob(job);
        if (!job) throw new Error('a message of the work queue has an unknown shape');
        if (!hasTime()) throw new Error('no time left for this record');
        const begunWith = context.getRemainingTimeInMillis();
        const isInSlice = (): boolean => begunWith - context.getRemainingTimeInMillis() < urgentSliceMs;
        await processRecord(deps, job, {
          hasTime: () => hasTime() && (laneOf(job) === 'scheduled' || isInSlice()),
          lastTry: Number(record.attributes.ApproximateReceiveCount) >= deliveriesPerJob,
        });
      } catch (error) {
        deps.onFailure(record.messageId, error);
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures };
  };

const parse = ({ body }: SQSRecord): SyncJobMessage | undefined => {
  try {
    return syncJob().safeParse(JSON.parse(body)).data;
  } catch {
    // The error quotes the body, so that it goes no further.
    return undefined;
  }
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
