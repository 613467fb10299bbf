import type { CalendarDate, Instant } from '../domain/calendar/calendarDate.ts';
import type { Account, Link } from '../domain/connections/connection.ts';
import type { AccountObservation } from '../domain/connections/observation.ts';
import type { Period } from '../domain/statements/period.ts';
import type { AccountProof } from '../domain/statements/proof.ts';
import type { Sync } from '../domain/syncs/sync.ts';
import type { AccountRef, ConnectionRef, Page, PageRequest } from './refsAndPages.ts';

export interface AccountStore {
  /**
   * Makes an account, once for Ponto's id: when two looks at Ponto find the same new account at the same time, both
   * get the one that was made.
   */
  create(account: Account): Promise<Account>;
  /** The account that has this id now: where a person has said that it continues another one, that one. */
  get(ref: AccountRef): Promise<Account | undefined>;
  /** What is stored under this very id. */
  getOwn(ref: AccountRef): Promise<Account | undefined>;
  list(
    tenantId: string,
    filter: { readonly connectionId?: string; readonly institutionId?: string },
    page: PageRequest,
  ): Promise<Page<Account>>;
  /** All accounts of one connection; a connection has as many accounts as a person shares, not as many as tenants. */
  ofConnection(ref: ConnectionRef): Promise<readonly Account[]>;
  /** Accounts that continue another one; no list shows them. */
  continued(tenantId: string): Promise<readonly Account[]>;
  /**
   * Notes that an account without a link continues another one.
   *
   * @returns `changed` when somebody has linked it or said something else meanwhile: nothing was written
   */
  continueAs(seen: Account, as: NonNullable<Account['continuedAs']>): Promise<'written' | 'changed'>;
  /** Takes that back, where the other account has gone on otherwise meanwhile. */
  separate(ref: AccountRef, from: string): Promise<void>;
  /**
   * The account goes on under what Ponto tells of its successor, on that one's connection; its link stays. What it was
   * before is kept.
   *
   * @returns `changed` when it has come back or gone on otherwise since the caller saw it: nothing was written
   */
  takeOver(seen: Account, successor: Account, at: Instant): Promise<Account | 'changed'>;
  /**
   * The account is again what it was before it went on as another one; its link stays. By itself it goes on under that id
   * no more.
   *
   * @returns `changed` when it has gone on otherwise since the caller saw it: nothing was written
   */
  giveBack(seen: Account, at: Instant): Promise<Account | 'changed'>;
  /** Overwrites what Ponto tells and keeps the link, of an account that still has that id of Ponto. */
  observe(ref: AccountRef, observation: AccountObservation): Promise<void>;
  /** Moves an account to the connection that reads it from now on. */
  adopt(ref: AccountRef, connectionId: string, at: Instant): Promise<Account>;
  /**
   * Sets or ends (`to` undefined) the link, if nobody has written it since the caller saw the account. The journal must
   * be claimed before. The next scheduled run looks at the account again, whatever the last one noted.
   *
   * @returns `changed` when somebody else has written the link meanwhile: nothing was written
   */
  setLink(seen: Account, change: { readonly to: Link | undefined; readonly at: Instant }): Promise<Account | 'changed'>;
}

/** How far an account has come. */
export interface AccountProgress {
  /** @returns how far each has come, in the order of the accounts */
  of(refs: readonly AccountRef[]): Promise<readonly Progress[]>;
}

export interface Progress {
  readonly lastSync?: Sync;
  /** The first day from which on everything is in and proven, where there is a last one. */
  readonly completeFrom?: CalendarDate;
  /** The last day up to which everything is in and proven. */
  readonly completeUpTo?: CalendarDate;
  /** Lines that could not be booked. */
  readonly refusedLines: number;
  /** From the first to the last day of those; absent where no day is known. */
  readonly refusedDays?: Period;
  /** Lines that may stand in the books twice since the account came back under a new id; absent when there are none. */
  readonly uncertainLines?: number;
  /** From the first to the last day of those; absent where an earlier release has counted them. */
  readonly uncertainDays?: Period;
  /** What the books are worth as a whole. */
  readonly proof: AccountProof;
  /**
   * Present until everything that Ponto has was read once: the lines that are in so far, and the earliest day of a line that
   * was seen.
   */
  readonly firstImport?: { readonly lines: number; readonly backTo?: CalendarDate };
}
