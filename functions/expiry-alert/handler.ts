import * as z from 'zod';
import { scheduleEvent } from '../../shared/contracts/schedules.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type { Log } from '../../shared/runtime/log/log.ts';
import type { Counters } from '../../shared/runtime/metrics.ts';
import type { OnAlertFailure } from '../../shared/usecases/alerts/deliver.ts';
import type { SendAlerts } from '../../shared/usecases/alerts/sendAlerts.ts';
import { onFirstUse } from '../../shared/language/onFirstUse.ts';

interface Observed {
  readonly log: Log;
  readonly counters: Counters;
}

export interface ExpiryAlertDeps extends Observed {
  readonly sendAlerts: SendAlerts;
}

const expiryAlertEvent = onFirstUse(() => scheduleEvent().extend({ frequency: z.literal('expiry-alert') }));

/** Takes the daily schedule. "Now" is the time of the event, so that a late start and a repeat warn of the same day. */
export const makeHandler =
  ({ sendAlerts, log, counters }: ExpiryAlertDeps) =>
  async (event: unknown): Promise<void> => {
    const parsed = expiryAlertEvent().safeParse(event);
    if (!parsed.success) throw new Error('the event is not the schedule of the expiry alerts');
    const { time } = parsed.data;
    const { connections, mails } = await sendAlerts({ now: time });
    log.write('EXPIRY_ALERTS_SENT', { scheduledAt: time, connections, mails });
    counters.count('ExpiryMailsSent', mails);
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
