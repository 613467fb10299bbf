import * as z from 'zod';
import { scheduleEvent } from '../../shared/contracts/schedules.ts';
import type { Log } from '../../shared/runtime/log/log.ts';

const expiryAlertEvent = scheduleEvent.extend({ frequency: z.literal('expiry-alert') });

/** Takes the daily schedule. Alerts are not built yet: the log says that nothing was sent, on every run. */
export const makeHandler =
  ({ log }: { readonly log: Log }) =>
  async (event: unknown): Promise<void> => {
    const parsed = expiryAlertEvent.safeParse(event);
    if (!parsed.success) throw new Error('the event is not the schedule of the expiry alerts');
    log.write('EXPIRY_ALERTS_NOT_SENT', { scheduledAt: parsed.data.time });
  };
