import { dayOf, defaultTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { AlertJob } from '../../ports/alertRuns.ts';
import type { Clock } from '../../ports/ambient.ts';
import { makeLookWhetherOverdue } from './alertRun.ts';
import { nobodyAlerted, type Alerted, type AlertSlice } from './alertSlice.ts';
import { makeCheckConnectionAgain, type CheckConnectionAgainDeps } from './checkConnectionAgain.ts';
import { makeCheckShard } from './checkShard.ts';
import { makeSendDigestAgain, makeSendDigests, type SendDigestsDeps } from './sendDigests.ts';

export type ProcessAlertJobDeps = CheckConnectionAgainDeps &
  SendDigestsDeps &
  Parameters<typeof makeLookWhetherOverdue>[0] & { readonly clock: Pick<Clock, 'now'> };

/**
 * Does one job of a daily run. One whose day is over ends at once, such as a dead letter that comes back late: the next run finds
 * its checks, and a mail counts the days from its own.
 */
export const makeProcessAlertJob = (deps: ProcessAlertJobDeps) => {
  const checkShard = makeCheckShard(deps);
  const checkConnectionAgain = makeCheckConnectionAgain(deps);
  const sendDigests = makeSendDigests(deps);
  const sendDigestAgain = makeSendDigestAgain(deps);
  const lookWhetherOverdue = makeLookWhetherOverdue(deps);
  const today = (): string => dayOf(deps.clock.now(), defaultTimeZone);

  return async (job: AlertJob, slice: AlertSlice): Promise<Alerted> => {
    if (dayOf(job.begunAt, defaultTimeZone) < today()) return nobodyAlerted;
    if (!slice.hasTime()) {
      await deps.queue.put([job]);
      return nobodyAlerted;
    }
    switch (job.kind) {
      case 'shard':
        return checkShard(job, slice);
      case 'connection':
        return checkConnectionAgain(job);
      case 'digests':
        return sendDigests(job, slice);
      case 'digest':
        return sendDigestAgain(job);
      case 'overdue':
        await lookWhetherOverdue(job);
        return nobodyAlerted;
    }
  };
};

export type ProcessAlertJob = ReturnType<typeof makeProcessAlertJob>;
