import type { Account } from '../../domain/connections/connection.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { effectiveStatus, isFinished, withTally, type Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { LedgerHeads } from '../../ports/ledger.ts';
import type { AccountRef, Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { SyncRef, SyncStore } from '../../ports/syncs.ts';
import { withRetryAt, type Schedules } from './withRetryAt.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly syncs: Pick<SyncStore, 'get' | 'list'>;
  readonly heads: LedgerHeads;
  readonly schedules: Schedules;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Runs as they are told: one that stopped moving has failed, whoever forgot to write it down, and one that has not written
 * down its end has brought what the books say.
 */
export const makeReadSyncs = ({ accounts, syncs, heads, schedules, clock }: Deps) => {
  /** Read only where a run may have brought more than it has written down. */
  const headFor = async (ref: AccountRef, runs: readonly Sync[]): Promise<LedgerHead | undefined> =>
    runs.every(({ status }) => isFinished(status)) ? undefined : (await heads.of([ref]))[0];

  const told = (sync: Sync, head: LedgerHead | undefined, account: Account | undefined): Sync => {
    const now = effectiveStatus(withTally(sync, head?.run), clock.now());
    return account ? withRetryAt(now, account, schedules) : now;
  };

  return {
    get: async (ref: SyncRef): Promise<Sync | undefined> => {
      const sync = await syncs.get(ref);
      if (!sync || sync.status === 'succeeded') return sync;
      return told(sync, await headFor(ref, [sync]), await accounts.get(ref));
    },
    /** @returns undefined when the tenant has no such account */
    list: async (tenantId: string, accountId: string, page: PageRequest): Promise<Page<Sync> | undefined> => {
      const account = await accounts.get({ tenantId, accountId });
      if (!account) return undefined;
      const found = await syncs.list({ tenantId, accountId: account.id }, page);
      const head = await headFor({ tenantId, accountId: account.id }, found.items);
      return { ...found, items: found.items.map((sync) => told(sync, head, account)) };
    },
  };
};

export type ReadSyncs = ReturnType<typeof makeReadSyncs>;
