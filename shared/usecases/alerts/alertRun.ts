import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { runOf, type AlertQueue, type AlertRuns, type OverdueJob } from '../../ports/alertRuns.ts';
import type { ScheduledChecks } from '../../ports/alerts.ts';
import type { Clock } from '../../ports/ambient.ts';

interface Deps {
  readonly checks: Pick<ScheduledChecks, 'shards'>;
  readonly alertRuns: Pick<AlertRuns, 'checkedShards'>;
  readonly queue: AlertQueue;
  /** Told how many shards of a run were not checked when its digests went out. */
  readonly onOverdue: (run: Instant, missing: number) => void;
}

/** The longest that SQS holds a message back. */
const lookAgainSeconds = 900;
/** Three hours in all: longer than the five tries of a job that fails. */
const maxLooks = 12;

/**
 * Begins a daily run: a job for each shard. The first job is the one that waits for all of them, so that a run which is cut
 * short here has its end too. A repeat makes jobs twice, which finds little to do and tells nobody anything twice.
 *
 * @returns how many shards there are
 */
export const makeBeginAlertRun =
  ({ checks: { shards }, queue, clock }: Pick<Deps, 'checks' | 'queue'> & { readonly clock: Pick<Clock, 'now'> }) =>
  async (run: Instant): Promise<number> => {
    const begun = { run, begunAt: clock.now() };
    await queue.put([{ kind: 'overdue', ...begun, looks: 1 }], lookAgainSeconds);
    await queue.put(shards.map((shard) => ({ kind: 'shard', ...begun, shard })));
    return shards.length;
  };

/**
 * Looks whether all shards of a run were checked, and when they are overdue has the digests sent to those who are listed by
 * then. A digest is reckoned from all connections of its accountant, checked or not, so that nothing is missing in it.
 */
export const makeLookWhetherOverdue =
  ({ checks, alertRuns, queue, onOverdue }: Deps) =>
  async (job: OverdueJob): Promise<void> => {
    const { run, looks } = job;
    const missing = checks.shards.length - (await alertRuns.checkedShards(run));
    if (missing === 0) return;
    if (looks < maxLooks) return queue.put([{ ...job, looks: looks + 1 }], lookAgainSeconds);
    onOverdue(run, missing);
    await queue.put([{ kind: 'digests', ...runOf(job) }]);
  };
