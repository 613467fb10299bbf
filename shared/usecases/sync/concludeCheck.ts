import { monthOf } from '../../domain/calendar/calendarDate.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { foldMonth } from '../../domain/ledger/monthView.ts';
import { isWithin } from '../../domain/statements/period.ts';
import { findingOf, isListed, type Check, type CheckResult } from '../../domain/syncs/check.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

export interface CheckEnd {
  readonly check: Check;
  readonly syncId: string;
  readonly head: LedgerHead;
  readonly singlePass: boolean;
  /** What the scan of Ponto's list has left out. */
  readonly leftOut: { readonly beforeImportFrom: number; readonly stayRemoved: number };
}

/**
 * Counts what a check has found. Everything comes from the ledger, so that a check that a crash has cut short tells what
 * its first part brought in too. The months must be written.
 */
export const concludeCheck = async (reader: LedgerReader, ledger: AccountRef, end: CheckEnd): Promise<CheckResult> => {
  const { check, syncId, head } = end;
  const counts = { missing: 0, corrected: 0, removed: 0, same: 0, notListed: 0 };
  const found = new Set<number>();
  for await (const { changes } of reader.segmentsAfter(ledger, check.after)) {
    for (const change of changes) {
      const kind = findingOf(change, check, syncId);
      if (kind === undefined) continue;
      counts[kind] += 1;
      found.add(change.sequence);
    }
  }
  const range = { from: monthOf(check.from), to: monthOf(check.to), order: 'ascending' as const };
  for await (const { month, parts } of reader.months(ledger, range)) {
    for (const entry of foldMonth(parts).values()) {
      const { executionDate, removed, sequence } = entry;
      // A line that has moved to another month is counted there.
      if (removed || found.has(sequence) || monthOf(executionDate) !== month || !isWithin(executionDate, check))
        continue;
      counts[isListed(entry, head.relinked?.after ?? 0) ? 'same' : 'notListed'] += 1;
    }
  }
  return {
    through: head.sequence,
    singlePass: end.singlePass,
    counts: { ...counts, ...end.leftOut, unreadable: head.refused.length },
  };
};
