import { defined } from '../../language/defined.ts';
import { completeFromOf } from '../../domain/statements/completeness.ts';
import { accountProofOf } from '../../domain/statements/proof.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import type { AccountProgress } from '../../ports/accounts.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { SyncStore } from '../../ports/syncs.ts';

/** How far an account has come: its last run, and what its books say of themselves. */
export const makeAccountProgress = ({
  reader,
  syncs,
}: {
  readonly reader: LedgerReader;
  readonly syncs: SyncStore;
}): AccountProgress => ({
  get: async (ref) => {
    const [head, { items }] = await Promise.all([reader.head(ref), syncs.list(ref, { limit: 1 })]);
    const [lastSync] = items;
    return {
      refusedLines: head.refused.length,
      proof: accountProofOf(head.chain),
      ...defined({
        uncertainLines: head.relinked?.uncertain,
        lastSync,
        completeFrom: head.completeUpTo === undefined ? undefined : completeFromOf(head.chain),
        completeUpTo: head.completeUpTo,
      }),
      ...(isReadOnce(head) ? {} : { firstImport: { lines: head.sequence } }),
    };
  },
});

/** Heads of former releases may lack the moment of the last read; a start of the books says the same. */
const isReadOnce = ({ importFrom, completedAt }: LedgerHead): boolean =>
  importFrom !== undefined || completedAt !== undefined;
