import { deliveriesPerJob } from '../../shared/contracts/syncJob.ts';
import type { AlertJob, AlertQueue } from '../../shared/ports/alertRuns.ts';
import { makeBeginAlertRun } from '../../shared/usecases/alerts/alertRun.ts';
import type { aMortal } from './mortal.ts';
import { makeProcessAlertJob, type ProcessAlertJobDeps } from '../../shared/usecases/alerts/processAlertJob.ts';

export type AlertStores = Omit<ProcessAlertJobDeps, 'queue' | 'onOverdue' | 'clock'>;

interface Play {
  /** Connections and digests that a worker has time for in one invocation. */
  readonly slice?: number;
  /** The moment at which everything is done; that of the run itself if missing. */
  readonly doneAt?: string;
  /** May break the queue as well as the stores. */
  readonly mortal?: Pick<ReturnType<typeof aMortal>, 'watched' | 'rise'>;
}

interface Delivery {
  readonly job: AlertJob;
  readonly tries: number;
}

/**
 * A daily run with a queue in memory: jobs are done one after the other, held back ones last, and what throws is delivered
 * again until it is a dead letter.
 */
export const alertWorkers = (stores: AlertStores, { slice = Number.POSITIVE_INFINITY, doneAt, mortal }: Play = {}) => {
  const waiting: Delivery[] = [];
  const heldBack: Delivery[] = [];
  const dead: { readonly job: AlertJob; readonly error: unknown }[] = [];
  const done: AlertJob[] = [];
  const overdue: number[] = [];
  const memory: AlertQueue = {
    put: async (jobs, delaySeconds = 0) => {
      (delaySeconds > 0 ? heldBack : waiting).push(...jobs.map((job) => ({ job, tries: 1 })));
    },
  };
  const { queue, ...reached } = mortal ? mortal.watched({ ...stores, queue: memory }) : { ...stores, queue: memory };
  const processor = (now: string) =>
    makeProcessAlertJob({
      ...reached,
      queue,
      clock: { now: () => doneAt ?? now },
      onOverdue: (_, missing) => void overdue.push(missing),
    });

  const doOne = async ({ job, tries }: Delivery): Promise<void> => {
    mortal?.rise();
    let begun = 0;
    // The first look is the one before the job itself.
    const hasTime = (): boolean => begun++ <= slice;
    try {
      await processor(job.run)(job, { hasTime });
      done.push(job);
    } catch (error) {
      if (tries < deliveriesPerJob) heldBack.push({ job, tries: tries + 1 });
      else dead.push({ job, error });
    }
  };

  return {
    dead,
    done,
    /** How many shards were missing when digests were no longer held back. */
    overdue,
    begin: (now: string) => makeBeginAlertRun({ checks: reached.checks, queue, clock: { now: () => now } })(now),
    put: memory.put,
    /** Does all that waits, and all that comes of it. */
    work: async (): Promise<void> => {
      for (let next = waiting.shift() ?? heldBack.shift(); next; next = waiting.shift() ?? heldBack.shift()) {
        await doOne(next);
      }
    },
  };
};

/** @throws the first failure of our own, when all is done that can be */
export const playAlertRun = async (stores: AlertStores, now: string, play: Play = {}): Promise<void> => {
  const workers = alertWorkers(stores, play);
  await workers.begin(now);
  await workers.work();
  const [first] = workers.dead;
  if (first) throw first.error;
};
