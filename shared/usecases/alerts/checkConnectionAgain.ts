import { runOf, type AlertRuns, type ConnectionCheckJob } from '../../ports/alertRuns.ts';
import type { Alerted } from './alertSlice.ts';
import { readBankNames } from './bankNames.ts';
import { checkConnection } from './checkConnection.ts';
import type { CheckShardDeps } from './checkShard.ts';

export type CheckConnectionAgainDeps = CheckShardDeps & { readonly alertRuns: Pick<AlertRuns, 'checkedShards'> };

/**
 * Checks a connection on which something of ours failed. What it lists for an accountant goes out with the digests of the
 * others, or by itself when those have gone.
 */
export const makeCheckConnectionAgain =
  (deps: CheckConnectionAgainDeps) =>
  async (job: ConnectionCheckJob): Promise<Alerted> => {
    const { run: now, tenantId, connectionId } = job;
    const ref = { tenantId, connectionId };
    const checks = job.checks.map((check) => ({ ref, ...check }));
    const run = { now, bankNames: await readBankNames(deps) };
    const { mails, hasNewsForAccountant } = await checkConnection(deps, { ref, checks }, run);
    if (hasNewsForAccountant && (await deps.alertRuns.checkedShards(now)) === deps.checks.shards.length) {
      await deps.queue.put([{ kind: 'digests', ...runOf(job) }]);
    }
    return { connections: 1, mails };
  };
