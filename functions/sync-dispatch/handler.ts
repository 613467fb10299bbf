import { scheduleEvent } from '../../shared/contracts/schedules.ts';
import { scheduledFrequency } from '../../shared/contracts/syncJob.ts';
import type { Log } from '../../shared/runtime/log/log.ts';
import type { Counters } from '../../shared/runtime/metrics.ts';
import type { makeDispatchDue } from '../../shared/usecases/syncs/dispatchDue.ts';
import { onFirstUse } from '../../shared/language/onFirstUse.ts';

export interface SyncDispatchDeps {
  readonly dispatchDue: ReturnType<typeof makeDispatchDue>;
  readonly log: Log;
  readonly counters: Counters;
}

const dispatchEvent = onFirstUse(() => scheduleEvent().extend({ frequency: scheduledFrequency }));

/** Puts the work of one schedule on the queue. "Now" is the time of the event, so that a late start changes nothing. */
export const makeHandler =
  ({ dispatchDue, log, counters }: SyncDispatchDeps) =>
  async (event: unknown): Promise<void> => {
    const parsed = dispatchEvent().safeParse(event);
    if (!parsed.success) throw new Error('the schedule names no known frequency, no time, or no part that there is');
    const { frequency, time, part } = parsed.data;
    const connections = await dispatchDue(frequency, time, part);
    log.write('CONNECTIONS_DISPATCHED', { frequency, connections });
    counters.count('ConnectionsDue', connections);
  };
