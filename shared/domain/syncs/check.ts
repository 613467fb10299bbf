import type { Change } from '../ledger/change.ts';
import type { MonthEntry } from '../ledger/monthView.ts';
import { isWithin, type Period } from '../statements/period.ts';

/** A period that somebody wants to see compared with Ponto once more, line by line. */
export interface Check extends Period {
  /** The ledger's sequence when it was asked for: what the check finds comes after it. */
  readonly after: number;
}

/**
 * - `missing`: Ponto has the line and the books had not; it is in now.
 * - `corrected`: Ponto tells it differently; the books have the new version now.
 * - `removed`: the books had it and Ponto has not; it has a tombstone now.
 */
export type FindingKind = 'missing' | 'corrected' | 'removed';

export interface CheckCounts extends Readonly<Record<FindingKind, number>> {
  /** Lines of the books that Ponto tells exactly as they are. */
  readonly same: number;
  /** Lines of the books from before the account came back under a new id: Ponto can list them no more. */
  readonly notListed: number;
  /** Lines at Ponto that stay out because they lie before the start of the books. */
  readonly beforeImportFrom: number;
  /** Lines that Ponto lists again after it had them no more: their tombstones stay. */
  readonly stayRemoved: number;
  /** Lines of the whole account that cannot be booked; without a readable day they belong to no period. */
  readonly unreadable: number;
}

/** What a check has found. Its lines are not here: they are those records of the ledger that its run has made. */
export interface CheckResult {
  /** The ledger's sequence when the check was done. */
  readonly through: number;
  /**
   * Was Ponto's list read from its top to its end in a single pass? Only then can a line be missing from it, and only then are
   * the lines that were left out counted.
   */
  readonly singlePass: boolean;
  readonly counts: CheckCounts;
}

const kinds = { added: 'missing', corrected: 'corrected', removed: 'removed', relinked: undefined } as const;

/** What a record means to the check of a period: nothing when another run made it, or when it lies outside. */
export const findingOf = (change: Change, period: Period, syncId: string): FindingKind | undefined => {
  const { content, before } = change;
  const concerned = isWithin(content.executionDate, period) || (before && isWithin(before.executionDate, period));
  return change.syncId === syncId && concerned ? kinds[change.kind] : undefined;
};

/** Ponto lists a line only under the id that the account has now. */
export const isListed = ({ sequence }: MonthEntry, relinkedAfter: number): boolean => sequence > relinkedAfter;
