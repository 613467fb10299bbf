import type { Change } from '../../domain/ledger/change.ts';
import { findingOf, type FindingKind } from '../../domain/syncs/check.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { Records } from '../ledger/records.ts';

/** A line that a check has found to differ. */
export interface Finding {
  readonly kind: FindingKind;
  readonly change: Change;
  /** What the books said before; absent for a line that they had not. */
  readonly before?: Change;
}

export interface FindingsPage {
  readonly findings: readonly Finding[];
  /** The sequence behind which the next page begins. */
  readonly nextAfter?: number;
}

/**
 * The lines that a check has found, in the order in which they came into the books. They are read from the ledger, where
 * the run has put them: a report has no size of its own, and says what is in the books.
 */
export const makeReadCheckReport =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (
    { tenantId, accountId, id, check, checked }: Sync,
    page: { readonly limit: number; readonly after?: number },
  ): Promise<FindingsPage | undefined> => {
    if (!check || !checked) return undefined;
    const ledger = { tenantId, accountId };
    const records = new Records(reader, ledger);
    const findings: Finding[] = [];
    const after = Math.max(check.after, page.after ?? 0);
    if (after >= checked.through) return { findings };
    for await (const { changes } of reader.segmentsAfter(ledger, after)) {
      for (const change of changes) {
        if (change.sequence <= after) continue;
        if (change.sequence > checked.through) return { findings };
        const kind = findingOf(change, check, id);
        if (!kind) continue;
        const last = findings.at(-1);
        if (last && findings.length === page.limit) return { findings, nextAfter: last.change.sequence };
        findings.push({ kind, change, ...(change.before && { before: await records.get(change.before.sequence) }) });
      }
    }
    return { findings };
  };

export type ReadCheckReport = ReturnType<typeof makeReadCheckReport>;
