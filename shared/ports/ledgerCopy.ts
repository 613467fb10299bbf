import type { LedgerHead } from '../domain/ledger/head.ts';
import type { AccountRef } from './refsAndPages.ts';

/** What a copy of an account's ledger finds or does, in items. */
export interface CopyCounts {
  /** The same in both. */
  readonly same: number;
  /** Other in the live table, or missing there. */
  readonly brought: number;
  /** Only in the live table: written after the moment that the copy is of. */
  readonly removed: number;
}

/** How far a ledger reaches. */
export interface CopiedLedger {
  readonly sequence: number;
  readonly liveSequence: number;
}

/** Puts one account's ledger back to what another table holds of it. */
export interface LedgerCopy {
  /** Reads only. @returns undefined when the copy has no ledger of this account */
  compare(ledger: AccountRef): Promise<(CopiedLedger & CopyCounts) | undefined>;
  /**
   * Brings the live ledger to what the copy holds. Can be repeated at any point: what is done costs a look.
   *
   * @param tell is told the head that came back, while no run may begin yet: cut short here, all of it is to be repeated
   * @returns `busy` when a run writes
   */
  restore(
    ledger: AccountRef,
    tell: (head: LedgerHead) => Promise<void>,
  ): Promise<(CopiedLedger & CopyCounts) | 'busy' | undefined>;
}
