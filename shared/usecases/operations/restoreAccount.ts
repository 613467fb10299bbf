import { wholeOf } from '../../domain/feed/feedEntry.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { FeedLogWriter } from '../../ports/feedLog.ts';
import type { CopiedLedger, CopyCounts, LedgerCopy } from '../../ports/ledgerCopy.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

interface Deps {
  readonly paused: PausedTenants;
  readonly accounts: Pick<AccountStore, 'getOwn'>;
  readonly copy: LedgerCopy;
  readonly feedLog: FeedLogWriter;
  readonly ids: Pick<IdSource, 'next'>;
}

export interface RestoreRequest {
  readonly accountId: string;
  /** Whose it is; without it, whichever paused tenant has such an account. */
  readonly tenantId?: string;
  /** False: tells what would be done. */
  readonly isMeant: boolean;
}

export type RestoreOutcome =
  | ({ readonly kind: 'restored' | 'compared'; readonly tenantId: string } & CopiedLedger & CopyCounts)
  | { readonly kind: 'not_paused' | 'no_such_account' | 'not_in_copy' | 'busy' };

/**
 * Puts the books of one account back to what a restored table holds. Only of an account that the connections table knows,
 * so that nothing that was erased comes back, and only while its tenant is paused: a run in between would build on books
 * that are half of one moment and half of another. Whoever follows the tenant's feed is told to start the account over, before any run adds to it.
 */
export const makeRestoreAccount = ({ paused, accounts, copy, feedLog, ids }: Deps) => {
  const ownerOf = async (candidates: readonly string[], accountId: string): Promise<AccountRef | undefined> => {
    for (const tenantId of candidates) {
      const ref = { tenantId, accountId };
      if (await accounts.getOwn(ref)) return ref;
    }
    return undefined;
  };
  const restore = (ref: AccountRef) =>
    copy.restore(ref, (head) =>
      feedLog.append(ref.tenantId, {
        accountId: ref.accountId,
        syncId: ids.next(),
        restarted: true,
        ...wholeOf(head),
      }),
    );
  return async ({ accountId, tenantId, isMeant }: RestoreRequest): Promise<RestoreOutcome> => {
    const pausedTenants = await paused.all();
    if (tenantId !== undefined && !pausedTenants.has(tenantId)) return { kind: 'not_paused' };
    const ref = await ownerOf(tenantId === undefined ? [...pausedTenants] : [tenantId], accountId);
    if (!ref) return { kind: 'no_such_account' };
    const outcome = isMeant ? await restore(ref) : await copy.compare(ref);
    if (outcome === 'busy') return { kind: 'busy' };
    if (!outcome) return { kind: 'not_in_copy' };
    return { kind: isMeant ? 'restored' : 'compared', tenantId: ref.tenantId, ...outcome };
  };
};
