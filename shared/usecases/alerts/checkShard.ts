import { dayOf, defaultTimeZone } from '../../domain/calendar/calendarDate.ts';
import { inParallelWhile } from '../../language/inParallel.ts';
import { runOf, type AlertJob, type AlertQueue, type AlertRuns, type ShardJob } from '../../ports/alertRuns.ts';
import type { CheckPlace, ScheduledCheck, ScheduledChecks } from '../../ports/alerts.ts';
import type { Alerted, AlertSlice } from './alertSlice.ts';
import { readBankNames, type BankNamesDeps } from './bankNames.ts';
import { checkConnection, type CheckConnectionDeps, type DueConnection } from './checkConnection.ts';

export type CheckShardDeps = CheckConnectionDeps &
  BankNamesDeps & {
    readonly checks: Pick<ScheduledChecks, 'due' | 'shards'>;
    readonly alertRuns: Pick<AlertRuns, 'markChecked'>;
    readonly queue: AlertQueue;
  };

/** Connections at a time in one worker, and accountants: few, because the mail service counts the mails of all workers. */
export const atOnce = 2;
/** A fault that passes within minutes is not met twice. */
export const againAfterSeconds = 300;

/**
 * Warns everybody who is due in one shard, and everybody whom missed or failed runs have left out. Memory stays flat: one
 * page of checks at a time. When its time is over, another worker goes on from there. A connection that fails becomes a job
 * of its own, so that it stops neither the others nor the shard.
 *
 * Whoever is through with the last shard has the digests sent: one for all the connections of an accountant.
 */
export const makeCheckShard =
  (deps: CheckShardDeps) =>
  async (job: ShardJob, { hasTime }: AlertSlice): Promise<Alerted> => {
    const { run: now, shard, from } = job;
    const alerted = { connections: 0, mails: 0 };
    for await (const page of deps.checks.due(shard, dayOf(now, defaultTimeZone), from)) {
      // Those of this very run: it was interrupted and goes on.
      const due = byConnection(page.filter(({ seenAt }) => seenAt !== now));
      if (due.length === 0) continue;
      const run = { now, bankNames: await readBankNames(deps) };
      const next = await inParallelWhile(hasTime, due, atOnce, async (one) => {
        alerted.connections += 1;
        try {
          const { mails } = await checkConnection(deps, one, run);
          alerted.mails += mails;
        } catch (error) {
          deps.onFailure(one.ref, { kind: 'failed', error });
          await deps.queue.put([againFor(one, job)], againAfterSeconds);
        }
      });
      if (next) {
        await deps.queue.put([{ ...job, from: next.place }]);
        return alerted;
      }
    }
    const checked = await deps.alertRuns.markChecked(now, shard);
    if (checked === deps.checks.shards.length) await deps.queue.put([{ kind: 'digests', ...runOf(job) }]);
    return alerted;
  };

const againFor = ({ ref, checks }: DueConnection, job: ShardJob): AlertJob => ({
  kind: 'connection',
  ...runOf(job),
  ...ref,
  checks: checks.map(({ ref: _ref, ...check }) => check),
});

interface PlacedConnection extends DueConnection {
  /** Of its first check. */
  readonly place: CheckPlace;
}

/** In the order of their places: what stands before the place of one was worked on with it or earlier. */
const byConnection = (checks: readonly ScheduledCheck[]): readonly PlacedConnection[] => {
  const due = new Map<string, PlacedConnection & { readonly checks: ScheduledCheck[] }>();
  for (const check of checks) {
    const { ref, day } = check;
    const key = JSON.stringify([ref.tenantId, ref.connectionId]);
    const known = due.get(key);
    if (known) known.checks.push(check);
    else due.set(key, { ref, place: { ...ref, day }, checks: [check] });
  }
  return [...due.values()];
};
