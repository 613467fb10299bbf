import type { Instant } from '../domain/calendar/calendarDate.ts';
import type {
  Connection,
  ConnectionMethod,
  ConnectionTransition,
  Contact,
  Revocation,
  ScheduledFrequency,
} from '../domain/connections/connection.ts';
import type { UnconfirmedAccess } from '../domain/connections/unconfirmedAccess.ts';
import type { HistoryEntry, HistoryNote } from '../domain/connections/history.ts';
import type { Expected } from '../domain/revision.ts';
import type { ConnectionRef, Moved, Page, PageRequest } from './refsAndPages.ts';

interface Move<T extends ConnectionTransition> {
  readonly transition: T;
  readonly at: Instant;
  /** Told in the history of the connection, in the same write, with the new status and its reason. */
  readonly note?: HistoryNote;
}

/** A move of a connection's state machine, with what that transition alone carries. */
export type ConnectionMove =
  | (Move<'activate'> & {
      readonly organizationId: string;
      readonly onboardingComplete?: boolean | undefined;
      /** A legacy connection becomes a live one by it. */
      readonly method: Exclude<ConnectionMethod, 'legacy_token'>;
      /** Only where `claim` was made for this organisation, and nobody has overtaken it. */
      readonly claimed?: boolean;
    })
  | (Move<'tokensRefused'> & {
      readonly statusCode: string;
      /**
       * What makes the refusal one of the past, so that no move is made: the connection became active anew since the
       * caller saw it, or after the moment that the news is of.
       */
      readonly unless:
        { readonly renewedSince: Pick<Connection, 'activatedAt'> } | { readonly activatedAfter: Instant };
    })
  | (Move<'block'> & { readonly statusCode: string } & BlockingReport)
  | (Move<'unblock'> & BlockingReport)
  | (Move<'disconnect'> & { readonly revocation: Revocation });

interface BlockingReport {
  /** By Ponto's clock. No move is made when something newer was recorded; see `recordBlocking`. */
  readonly reportedAt: Instant;
}

/** Connections of tenants. Every method is bound to one tenant: another tenant's id is missing, like one that never was. */
export interface ConnectionStore {
  /** @param note told in the history, in the same write */
  create(connection: Connection, note?: HistoryNote): Promise<void>;
  get(ref: ConnectionRef): Promise<Connection | undefined>;
  list(tenantId: string, page: PageRequest): Promise<Page<Connection>>;
  /** Makes a move of the connection's state machine; the allowed origins are the condition of the write. */
  move(ref: ConnectionRef, move: ConnectionMove): Promise<Moved<Connection>>;
  /**
   * Records when Ponto last told that the organisation is blocked, or not any more, whatever the connection's status is:
   * what was told in one order may come in another.
   *
   * @returns `outdated` when something newer was recorded (or there is no connection): nothing was written
   */
  recordBlocking(ref: ConnectionRef, reportedAt: Instant): Promise<'recorded' | 'outdated'>;
  /**
   * Records at once which organisation a first consent is of, before anything else may fail: by it alone the access can be
   * ended at Ponto, and its registration may be one that Ponto deletes. A connection that was active before has its
   * organisation, and keeps it.
   */
  recordOrganization(
    ref: ConnectionRef,
    organization: { readonly id: string; readonly onboardingComplete?: boolean },
    at: Instant,
  ): Promise<void>;
  /**
   * Before a new access is stored: from here on, for a short while, no access of another organisation can be.
   *
   * @param confirms only while this token stands for what waits to be confirmed
   * @returns `refused` for a connection that is over, is of another organisation or is just claimed for one, and where
   *   something else waits to be confirmed
   */
  claim(
    ref: ConnectionRef,
    claim: { readonly organizationId: string; readonly confirms?: string | undefined; readonly at: Instant },
  ): Promise<'claimed' | 'refused'>;
  /**
   * A consent has brought an access that waits to be confirmed; a later one takes its place. It ends with the next move to
   * `active`.
   *
   * @param done `instead`: only while this token stands for what waits
   * @returns `refused` for a connection that has an access, is just claimed for another organisation, or is over
   */
  keepUnconfirmed(
    ref: ConnectionRef,
    unconfirmed: UnconfirmedAccess,
    done: { readonly at: Instant; readonly instead?: string; readonly note?: HistoryNote },
  ): Promise<'kept' | 'refused'>;
  /** The organisation has completed its registration at Ponto. */
  markOnboarded(ref: ConnectionRef): Promise<void>;
  /** Other software was told of the refusal of that moment; a later one stays untold. */
  markRefusalPublished(ref: ConnectionRef, refusedAt: Instant): Promise<void>;
  changeContacts(
    ref: ConnectionRef,
    change: {
      readonly contact?: Contact;
      readonly notify?: readonly string[];
      /** `null` takes the accountant away. */
      readonly accountant?: string | null;
      readonly name?: string;
      readonly at: Instant;
      readonly note?: HistoryNote;
    },
    expected?: Expected,
  ): Promise<Connection | 'changed_meanwhile' | undefined>;
}

/**
 * Who did what to a connection. Entries are only ever added. A change of status brings its entry in the very write that
 * makes the change (`ConnectionStore.move` with a `note`); everything else is appended here.
 */
export interface ConnectionHistory {
  /** An entry that is there already (see `historyIdOf`) stays one. */
  append(ref: ConnectionRef, entries: readonly HistoryEntry[]): Promise<void>;
  /** Newest first. */
  list(ref: ConnectionRef, page: PageRequest): Promise<Page<HistoryEntry>>;
}

/** One of several parts of the shards of an index, counted from 1. */
export interface ShardPart {
  readonly number: number;
  readonly of: number;
}

/** What is due: which connections a schedule must visit, spread over shards, never scanned. */
export interface DueIndex {
  /** @param mark another one at every call, so that a removal can tell whether somebody added it anew */
  add(frequency: ScheduledFrequency, ref: ConnectionRef, mark: string): Promise<void>;
  /** The mark of the last `add`; undefined when the connection is not in the index. */
  markOf(frequency: ScheduledFrequency, ref: ConnectionRef): Promise<string | undefined>;
  /** Removes the connection unless it was added again since the mark was read. */
  remove(frequency: ScheduledFrequency, ref: ConnectionRef, mark: string): Promise<void>;
  /**
   * All connections with a linked account of this frequency, a page at a time, so that memory stays flat.
   *
   * @param part a part of the shards; all parts together are all of them, each once
   */
  pages(frequency: ScheduledFrequency, part?: ShardPart): AsyncIterable<readonly ConnectionRef[]>;
}

/** Which connections an organisation of Ponto stands behind: the way from Ponto's events to our tenants. */
export interface OrganizationIndex {
  add(organizationId: string, ref: ConnectionRef): Promise<void>;
  remove(organizationId: string, ref: ConnectionRef): Promise<void>;
  connectionsOf(organizationId: string): Promise<readonly ConnectionRef[]>;
}

/** What the last runs of a connection saw, per account, in one small item. */
export interface ConnectionRunState {
  /** Ponto's account id → id of Ponto's latest synchronization that has been read to its end. */
  readonly readSynchronizations: Readonly<Record<string, string>>;
  readonly lastRunAt?: Instant;
  /** When a run has given up since the last good one. */
  readonly failedAt?: Instant;
}

/** Everything that a scheduled run needs to know about a connection, in one query. */
export interface ConnectionRuns {
  load(ref: ConnectionRef): Promise<{ readonly connection: Connection; readonly runs: ConnectionRunState } | undefined>;
  /** One write, however many accounts the run looked at and found unchanged. */
  recordRun(ref: ConnectionRef, at: Instant): Promise<void>;
  /** A run has given up for now; the daily run looks whether that lasts. The next good one ends it. */
  recordFailedRun(ref: ConnectionRef, at: Instant): Promise<void>;
  markRead(ref: ConnectionRef, accountPontoId: string, synchronizationId: string): Promise<void>;
}
