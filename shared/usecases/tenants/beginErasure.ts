import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { Erasure, ErasureStore } from '../../ports/erasure.ts';
import type { JobQueue } from '../../ports/syncs.ts';

interface Deps {
  readonly erasures: Pick<ErasureStore, 'begin'>;
  readonly jobs: JobQueue;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Begins the erasure of a tenant, as queued work. Asked for again while it goes on, the same one is answered, and its
 * work put on the queue once more: a crash may have come between the record and the queue, and twice does no harm.
 */
export const makeBeginErasure =
  ({ erasures, jobs, ids, clock }: Deps) =>
  async (tenantId: string): Promise<Erasure> => {
    const erasure = await erasures.begin(tenantId, { id: ids.next(), requestedAt: clock.now(), state: 'erasing' });
    await jobs.put([{ kind: 'erase', tenantId, erasureId: erasure.id, requestedAt: erasure.requestedAt }]);
    return erasure;
  };
