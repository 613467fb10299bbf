import type { Journal } from '../domain/connections/connection.ts';
import type { Expected } from '../domain/revision.ts';
import type { AccountRef, Page, PageRequest } from './refsAndPages.ts';

export interface JournalRef {
  readonly tenantId: string;
  readonly journalId: string;
}

/** A journal with the claim by which an account holds it. */
export interface HeldJournal {
  readonly journal: Journal;
  readonly claimId: string;
}

export type JournalClaim =
  | { readonly kind: 'claimed'; readonly journal: Journal }
  | { readonly kind: 'taken'; readonly byAccountId: string }
  | { readonly kind: 'missing' };

/** Why it stays: an account feeds it, or has fed it, so that books name it; or every tenant starts with it. */
export type JournalRemoval = 'removed' | 'missing' | 'in_use' | 'has_history' | 'is_first';

export interface JournalStore {
  /** The bank journal that every tenant starts with (`BNK1`, Bank); it is made on the first look. */
  first(tenantId: string): Promise<Journal>;
  create(journal: Journal): Promise<'created' | 'code_taken'>;
  get(ref: JournalRef): Promise<Journal | undefined>;
  list(tenantId: string, page: PageRequest): Promise<Page<Journal>>;
  change(
    ref: JournalRef,
    change: { readonly code?: string; readonly name?: string },
    expected?: Expected,
  ): Promise<Journal | 'missing' | 'code_taken' | 'changed_meanwhile'>;
  /** Removes a journal that no account has ever fed. */
  remove(ref: JournalRef): Promise<JournalRemoval>;
  /**
   * One journal feeds from at most one account: a conditional write, never read-then-write. An account that holds the
   * journal already renews its claim, under the new `claimId`.
   */
  claim(ref: JournalRef, by: { readonly accountId: string; readonly claimId: string }): Promise<JournalClaim>;
  /** Journals that an account holds: one, or more after a crash between two writes of a change of link. */
  heldBy(ref: AccountRef): Promise<readonly HeldJournal[]>;
  /** Frees the journal if it is still held by that very claim: a claim that was renewed since then stays. */
  release(ref: JournalRef, claimId: string): Promise<void>;
}
