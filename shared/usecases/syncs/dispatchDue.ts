import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { ScheduledFrequency } from '../../domain/connections/connection.ts';
import type { DueIndex, ShardPart } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { JobQueue } from '../../ports/syncs.ts';
import { inParallel } from '../../language/inParallel.ts';

interface Deps {
  readonly due: Pick<DueIndex, 'pages'>;
  readonly jobs: JobQueue;
  readonly paused: PausedTenants;
}

/** Jobs that go to the queue in one request, and requests at a time. */
const batchSize = 10;
const concurrency = 16;

/**
 * Puts a job on the queue for every connection that is due. Memory stays flat: one page of the index at a time. A
 * repeated dispatch makes jobs twice, which costs a read and changes nothing. Tenants that the operator has paused get
 * none; the first dispatch after their pause reads what came meanwhile.
 *
 * @returns for how many connections there is a job
 */
export const makeDispatchDue =
  ({ due, jobs, paused }: Deps) =>
  async (frequency: ScheduledFrequency, scheduledAt: Instant, part?: ShardPart): Promise<number> => {
    const batchOf = (refs: readonly ConnectionRef[]) =>
      jobs.put(refs.map((ref) => ({ kind: 'connection', ...ref, frequency, scheduledAt })));
    const left = await paused.all();
    let count = 0;
    for await (const page of due.pages(frequency, part)) {
      const visited = page.filter(({ tenantId }) => !left.has(tenantId));
      await inParallel(chunks(visited, batchSize), concurrency, batchOf);
      count += visited.length;
    }
    return count;
  };

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
