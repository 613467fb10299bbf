import { logSteps, type LogDeps } from './logSteps.ts';
import { snapshotSteps, type SnapshotDeps } from './snapshotSteps.ts';
import type { FeedPage, FeedPlace, FeedStep } from './tenantFeed.ts';

/** Accounts and entries without anything to tell are looked at too: a page ends behind so many of them. */
const maxEmptySteps = 100;

/**
 * One feed for all accounts of a tenant. Without a place it begins with the books as they stand; read to the end once, and
 * from its place afterwards, it gives exactly the books. It may repeat: a record that is not newer than the last one of its
 * account is known to whoever has read that one.
 *
 * @returns `cursor_unknown` for a place that the log does not have
 */
export const makeReadTenantFeed =
  (deps: LogDeps & SnapshotDeps) =>
  async (tenantId: string, after: FeedPlace | undefined, limit: number): Promise<FeedPage | 'cursor_unknown'> => {
    // The ends of the log first: what is written while the books are read stands behind them.
    const begun = after ?? { shards: await deps.log.ends(tenantId), snapshot: {} };
    const items: FeedPage['items'][number][] = [];
    let next = begun;
    let emptySteps = 0;
    for await (const step of stepsFrom(deps, tenantId, begun)) {
      if (step === 'cursor_unknown') return step;
      if (step.item && items.length === limit) return { items, next, hasMore: true };
      ({ next } = step);
      if (step.item) items.push({ item: step.item, next });
      else emptySteps += 1;
      if (emptySteps === maxEmptySteps) return { items, next, hasMore: true };
    }
    return { items, next, hasMore: false };
  };

async function* stepsFrom(
  deps: LogDeps & SnapshotDeps,
  tenantId: string,
  { shards, snapshot, ...inLog }: FeedPlace,
): AsyncGenerator<FeedStep | 'cursor_unknown'> {
  if (snapshot) yield* snapshotSteps(deps, tenantId, shards, snapshot);
  yield* logSteps(deps, tenantId, { shards, ...inLog });
}
