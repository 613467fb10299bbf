import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { alertJob } from '../../shared/contracts/alertJob.ts';
import { readMessage } from '../../shared/contracts/readMessage.ts';
import { scheduleEvent } from '../../shared/contracts/schedules.ts';
import { onFirstUse } from '../../shared/language/onFirstUse.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type { InvocationLog, Log } from '../../shared/runtime/log/log.ts';
import type { Counters } from '../../shared/runtime/metrics.ts';
import type { OnAlertFailure } from '../../shared/usecases/alerts/deliver.ts';
import type { ProcessAlertJob } from '../../shared/usecases/alerts/processAlertJob.ts';

interface Observed {
  readonly log: Log;
  readonly counters: Counters;
}

export interface ExpiryAlertDeps extends Observed {
  readonly log: Pick<InvocationLog, 'write' | 'correlate' | 'within'>;
  readonly beginAlertRun: (run: string) => Promise<number>;
  readonly processAlertJob: ProcessAlertJob;
}

/** What is under way has so long to its end: the mails of one connection, each with its pauses when SES is busy. */
const reserveMs = 60_000;

const expiryAlertEvent = onFirstUse(() => scheduleEvent().extend({ frequency: z.literal('expiry-alert') }));

const isBatch = (event: unknown): event is SQSEvent =>
  typeof event === 'object' && event !== null && 'Records' in event;

/**
 * Takes the daily schedule, and the jobs that it puts on the queue. "Now" is the time of the schedule for all of them, so
 * that a late start and a repeat warn of the same day.
 *
 * Jobs of a batch take turns: a worker sends few mails at a time. A job that throws stays on the queue and is delivered
 * again; the others are done.
 */
export const makeHandler = (deps: ExpiryAlertDeps) => {
  const begin = async (event: unknown): Promise<void> => {
    const parsed = expiryAlertEvent().safeParse(event);
    if (!parsed.success) throw new Error('the event is not the schedule of the expiry alerts');
    const { time } = parsed.data;
    const shards = await deps.beginAlertRun(time);
    deps.log.write('ALERT_RUN_BEGUN', { scheduledAt: time, shards });
  };

  const process = async ({ body }: SQSRecord, hasTime: () => boolean): Promise<void> => {
    const job = readMessage(alertJob(), body);
    if (!job) throw new Error('a message of the queue of the alerts has an unknown shape');
    const { connections, mails } = await deps.log.within({ job: job.kind }, () =>
      deps.processAlertJob(job, { hasTime }),
    );
    if (connections + mails === 0) return;
    deps.log.write('EXPIRY_ALERTS_SENT', { scheduledAt: job.run, connections, mails });
    deps.counters.count('ExpiryMailsSent', mails);
  };

  return async (
    event: unknown,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse | undefined> => {
    if (!isBatch(event)) {
      await begin(event);
      return undefined;
    }
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      try {
        await process(record, () => context.getRemainingTimeInMillis() > reserveMs);
      } catch (error) {
        deps.counters.count('ExpiryAlertsFailed');
        deps.log.write('RECORD_FAILED', { messageId: record.messageId, error: describeError(error) });
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures };
  };
};

/** Writes down what went wrong with one connection: its ids and the reason, never whom the mail was for. */
export const makeOnFailure =
  ({ log, counters }: Observed): OnAlertFailure =>
  (ref, failure) => {
    counters.count('ExpiryAlertsFailed');
    log.write('EXPIRY_ALERT_FAILED', {
      ...(ref && { tenantId: ref.tenantId, connectionId: ref.connectionId }),
      reason: failure.kind === 'mail_refused' ? failure.reason : failure.kind,
      ...(failure.kind !== 'mail_refused' && { error: describeError(failure.error) }),
    });
  };

/** Writes down that digests no longer wait for what was not checked. */
export const makeOnOverdue =
  ({ log }: Pick<Observed, 'log'>) =>
  (run: string, missing: number): void =>
    log.write('DIGESTS_NOT_AWAITED', { scheduledAt: run, shards: missing });
