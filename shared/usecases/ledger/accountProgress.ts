import { defined } from '../../language/defined.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import { completeFromOf } from '../../domain/statements/completeness.ts';
import { accountProofOf } from '../../domain/statements/proof.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { daysOfRefused } from '../../domain/ledger/refusedLine.ts';
import { withTally, type Sync } from '../../domain/syncs/sync.ts';
import type { AccountProgress, Progress } from '../../ports/accounts.ts';
import type { LedgerHeads } from '../../ports/ledger.ts';
import type { SyncStore } from '../../ports/syncs.ts';

interface Deps {
  readonly heads: LedgerHeads;
  readonly syncs: Pick<SyncStore, 'list'>;
}

/** The last run of an account is a query of its own. */
const readsAtOnce = 16;

/** How far accounts have come: their last runs, and what their books say of themselves. */
export const makeAccountProgress = ({ heads, syncs }: Deps): AccountProgress => ({
  of: async (refs) => {
    const booked = await heads.of(refs);
    const lastSyncs = await mapInParallel(refs, readsAtOnce, async (ref) => {
      const { items } = await syncs.list(ref, { limit: 1 });
      return items[0];
    });
    return booked.map((head, index) => progressOf(head, lastSyncs[index]));
  },
});

const progressOf = (head: LedgerHead, lastSync: Sync | undefined): Progress => ({
  refusedLines: head.refused.length,
  proof: accountProofOf(head.chain),
  ...defined({
    refusedDays: daysOfRefused(head.refused),
    uncertainLines: head.relinked?.uncertain,
    uncertainDays: head.relinked?.uncertainDays,
    lastSync: lastSync && withTally(lastSync, head.run),
    completeFrom: head.completeUpTo === undefined ? undefined : completeFromOf(head.chain),
    completeUpTo: head.completeUpTo,
  }),
  ...(isReadOnce(head) ? {} : { firstImport: { lines: head.sequence, ...defined({ backTo: head.scan?.earliest }) } }),
});

/** Heads of former releases may lack the moment of the last read; a start of the books says the same. */
const isReadOnce = ({ importFrom, completedAt }: LedgerHead): boolean =>
  importFrom !== undefined || completedAt !== undefined;
