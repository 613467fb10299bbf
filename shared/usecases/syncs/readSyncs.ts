import type { Account } from '../../domain/connections/connection.ts';
import { effectiveStatus, type Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { SyncRef, SyncStore } from '../../ports/syncs.ts';
import { withRetryAt, type Schedules } from './withRetryAt.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly syncs: Pick<SyncStore, 'get' | 'list'>;
  readonly schedules: Schedules;
  readonly clock: Pick<Clock, 'now'>;
}

/** Runs as they are told: one that stopped moving has failed, whoever forgot to write it down. */
export const makeReadSyncs = ({ accounts, syncs, schedules, clock }: Deps) => {
  const told = (sync: Sync, account: Account | undefined): Sync => {
    const now = effectiveStatus(sync, clock.now());
    return account ? withRetryAt(now, account, schedules) : now;
  };

  return {
    get: async (ref: SyncRef): Promise<Sync | undefined> => {
      const sync = await syncs.get(ref);
      return sync && told(sync, sync.status === 'succeeded' ? undefined : await accounts.get(ref));
    },
    /** @returns undefined when the tenant has no such account */
    list: async (tenantId: string, accountId: string, page: PageRequest): Promise<Page<Sync> | undefined> => {
      const account = await accounts.get({ tenantId, accountId });
      if (!account) return undefined;
      const found = await syncs.list({ tenantId, accountId: account.id }, page);
      return { ...found, items: found.items.map((sync) => told(sync, account)) };
    },
  };
};

export type ReadSyncs = ReturnType<typeof makeReadSyncs>;
