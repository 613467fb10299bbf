import type { Journal } from '../domain/connections/connection.ts';
import type { Page, PageRequest } from './common.ts';

/** A journal with the claim by which an account holds it. */
export interface HeldJournal {
  readonly journal: Journal;
  readonly claimId: string;
}

export type JournalClaim =
  | { readonly kind: 'claimed'; readonly journal: Journal }
  | { readonly kind: 'taken'; readonly byAccountId: string }
  | { readonly kind: 'missing' };

export interface JournalStore {
  /** The bank journal that every tenant starts with (`BNK1`, Bank); it is made on the first look. */
  first(tenantId: string): Promise<Journal>;
  create(journal: Journal): Promise<'created' | 'code_taken'>;
  get(tenantId: string, journalId: string): Promise<Journal | undefined>;
  list(tenantId: string, page: PageRequest): Promise<Page<Journal>>;
  change(
    tenantId: string,
    journalId: string,
    change: { readonly code?: string; readonly name?: string },
  ): Promise<Journal | 'missing' | 'code_taken'>;
  /**
   * One journal feeds from at most one account: a conditional write, never read-then-write. An account that holds the
   * journal already renews its claim, under the new `claimId`.
   */
  claim(tenantId: string, journalId: string, accountId: string, claimId: string): Promise<JournalClaim>;
  /** Journals that an account holds: one, or more after a crash between two writes of a change of link. */
  heldBy(tenantId: string, accountId: string): Promise<readonly HeldJournal[]>;
  /** Frees the journal if it is still held by that very claim: a claim that was renewed since then stays. */
  release(tenantId: string, journalId: string, claimId: string): Promise<void>;
}
