import type { Account, Connection } from '../../domain/connections/connection.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ErasureStore, TenantEraser } from '../../ports/erasure.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { JobQueue } from '../../ports/syncs.ts';
import { allAccounts, allConnections } from '../tenants/allOfTenant.ts';
import type { FinishDisconnect } from '../connections/finishDisconnect.ts';
import type { Delivery, EraseJob } from './job.ts';
import { requeueOrThrow } from './requeue.ts';

interface Deps {
  readonly erasures: Pick<ErasureStore, 'get' | 'recordFound' | 'finish'>;
  readonly eraser: TenantEraser;
  readonly connections: Pick<ConnectionStore, 'list' | 'move'>;
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly finishDisconnect: FinishDisconnect;
  readonly queue: JobQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Longer than a run may last and than a consent is valid: what was under way when the erasure began has written by then,
 * and is swept up.
 */
const sweepAfterSeconds = 900;

/**
 * Erases a tenant: ends every access at Ponto first, because without its tokens and organisations nobody could end it
 * any more, then deletes from the outside in. An account or connection is deleted after everything that is found by it,
 * so that a delivery after a crash goes on where the last one stopped.
 */
export const makeProcessEraseJob = (deps: Deps) => {
  const endAccess = async ({ tenantId, id: connectionId, status }: Connection, at: string): Promise<void> => {
    const ref = { tenantId, connectionId };
    if (status !== 'disconnected') {
      await deps.connections.move(ref, { transition: 'disconnect', at, revocation: 'pending' });
    }
    await deps.finishDisconnect(ref, at);
  };

  /** @returns false when the time of this delivery was over before the work was */
  const erase = async (
    tenantId: string,
    connections: readonly Connection[],
    accounts: readonly Account[],
    hasTime: () => boolean,
  ): Promise<boolean> => {
    for (const { id } of accounts) {
      if (!hasTime()) return false;
      await deps.eraser.accountData({ tenantId, accountId: id });
    }
    for (const connection of connections) {
      if (!hasTime()) return false;
      await deps.eraser.connectionData(connection);
    }
    await deps.eraser.everythingElse(tenantId);
    return true;
  };

  return async (job: EraseJob, { hasTime }: Pick<Delivery, 'hasTime'>): Promise<void> => {
    const { tenantId, erasureId, requestedAt } = job;
    const erasure = await deps.erasures.get(tenantId);
    if (erasure?.id !== erasureId || erasure.state === 'done') return;
    const connections = await allConnections(deps.connections, tenantId);
    const accounts = await allAccounts(deps.accounts, tenantId);
    await deps.erasures.recordFound(tenantId, erasureId, {
      connections: connections.length,
      accounts: accounts.length,
    });
    try {
      for (const connection of connections) await endAccess(connection, requestedAt);
    } catch (error) {
      return requeueOrThrow(deps.queue, job, error);
    }
    if (!(await erase(tenantId, connections, accounts, hasTime))) return deps.queue.put([job]);
    if (job.sweep) return deps.erasures.finish(tenantId, erasureId, deps.clock.now());
    await deps.queue.put([{ ...job, sweep: true }], sweepAfterSeconds);
  };
};
