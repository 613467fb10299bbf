import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { BankSynchronization, FeedAccount } from '../domain/ledger/feedAccount.ts';
import type { FeedLine, PendingLine } from '../domain/ledger/line.ts';
import type { RefusedLine } from '../domain/ledger/refusedLine.ts';
import type { Institution } from '../domain/institutions/institution.ts';

/** One page of lines, newest first by creation at Ponto, not by date (Ponto reference, section 3.4). */
export interface LinesPage<L = FeedLine> {
  readonly lines: readonly L[];
  readonly refused: readonly RefusedLine[];
  /** Ids in the order of the page, refused lines included. */
  readonly pontoIds: readonly string[];
  /** Cursor to the page of older lines; absent on the last one. */
  readonly older?: string;
  /** Cursor to the page of newer lines; absent on the first one. */
  readonly newer?: string;
  /** The synchronization that Ponto names beside the list. */
  readonly latestSynchronization?: BankSynchronization;
  /** When the lines were last brought from the bank. */
  readonly synchronizedAt?: Instant;
}

export type PageCursor = { readonly after: string } | { readonly before: string };

export type SynchronizationSubtype = 'accountDetails' | 'accountTransactions' | 'accountTransactionsWithUnsettled';

export type StartedSynchronization =
  | { readonly kind: 'started'; readonly synchronization: BankSynchronization }
  /** Ponto has asked the bank minutes ago: the data is fresh enough and is read as it is. Not an error. */
  | { readonly kind: 'recently_synchronized' };

export interface Organization {
  readonly id: string;
  readonly name?: string;
  readonly onboardingComplete?: boolean;
}

/**
 * Ponto as one connection sees it. Every method throws a `Fault`: `ponto_unavailable`, `ponto_throttled` (with
 * `retryAfterSeconds` where told), `ponto_answer_not_understood`, `reconnect_required` or `credentials_refused`.
 */
export interface BankFeed {
  organization(): Promise<Organization>;
  /** All accounts of the connection, 100 a request. */
  accounts(): Promise<readonly FeedAccount[]>;
  institution(institutionId: string): Promise<Institution | undefined>;
  /** Booked lines. `gone` when the cursor's line no longer exists. At most 100 lines. */
  lines(
    accountPontoId: string,
    options: { readonly cursor?: PageCursor; readonly timeZone: string },
  ): Promise<LinesPage | 'gone'>;
  /** One booked line; undefined when Ponto no longer has it. */
  line(accountPontoId: string, linePontoId: string, timeZone: string): Promise<FeedLine | RefusedLine | undefined>;
  pendingLines(
    accountPontoId: string,
    options: { readonly after?: string; readonly timeZone: string },
  ): Promise<LinesPage<PendingLine>>;
  /** Asks the bank. Only for a customer who is really there, with that customer's own address. */
  startSynchronization(request: {
    readonly accountPontoId: string;
    readonly subtype: SynchronizationSubtype;
    readonly customerIpAddress: string;
    /** Repeats with the same key are carried out once. */
    readonly idempotencyKey: string;
  }): Promise<StartedSynchronization>;
  synchronization(synchronizationId: string): Promise<BankSynchronization>;
  /**
   * The page of Ponto on which the account holder authorises the account anew; the person comes back to `redirectUri`.
   *
   * @returns undefined when Ponto does not offer it for this account, or for this kind of connection
   */
  reauthorizationUrl(request: {
    readonly accountPontoId: string;
    readonly redirectUri: string;
    readonly idempotencyKey: string;
  }): Promise<string | undefined>;
  /**
   * Takes the account out of this integration; the account holder keeps it in Ponto, and has to share it again to bring
   * it back.
   *
   * @returns `gone` when it was out already; `refused` when Ponto does not do it for this kind of connection
   */
  endAccount(accountPontoId: string): Promise<'ended' | 'gone' | 'refused'>;
  /** Lines touched by one synchronization; `gone` when Ponto no longer knows it. */
  updatedLines(
    synchronizationId: string,
    options: { readonly after?: string; readonly timeZone: string },
  ): Promise<LinesPage | 'gone'>;
}

/** Opens the feed of a connection; tokens are looked up and refreshed behind it. */
export interface BankFeeds {
  of(connection: {
    readonly tenantId: string;
    readonly id: string;
    readonly method: 'oauth' | 'client_credentials';
  }): BankFeed;
}

/** Decimal numbers: Ponto counts accounts by the part of the month in which they were shared. */
export interface Usage {
  readonly accounts?: string;
  readonly payments?: string;
  readonly bulkPayments?: string;
  readonly totalAccounts?: string;
}

/** What the platform itself may do about the access that organisations gave it. Needs no token of theirs. */
export interface Integrations {
  /**
   * Ends the access of one organisation for all of its connections; one that has ended already is no error.
   *
   * @throws Fault `ponto_unavailable`, `ponto_throttled`, `ponto_answer_not_understood`
   */
  end(organizationId: string): Promise<void>;
  /**
   * What Ponto counts for one organisation in one month, as exact numbers. Readable after the access has ended.
   *
   * @param month `YYYY-MM`
   * @returns undefined when Ponto counts nothing for it
   * @throws Fault as `end` does
   */
  usage(organizationId: string, month: string): Promise<Usage | undefined>;
}

/** The catalogue of institutions that Ponto reaches. Needs no connection. */
export interface InstitutionSource {
  /** @throws Fault `ponto_unavailable`, `ponto_throttled`, `ponto_answer_not_understood` */
  all(): Promise<readonly Institution[]>;
}
