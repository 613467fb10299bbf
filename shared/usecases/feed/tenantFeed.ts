import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { ShardPlace } from '../../ports/feedLog.ts';
import type { StatementLineRef } from '../ledger/statementLines.ts';
import type { StatementView } from '../ledger/statements.ts';

/**
 * How far a reader has come within what is told of one account: its changes up to a record, then the statements that are no
 * more, so many of them, then those that are, up to one.
 */
export type PlaceInside =
  | { readonly in: 'changes'; readonly sequence: number }
  | { readonly in: 'removed'; readonly count: number }
  | { readonly in: 'statements'; readonly periodFrom: CalendarDate; readonly lines?: PlaceAmongLines };

/** In the middle of a statement that has many lines; one that has moved on since is told from its beginning. */
export interface PlaceAmongLines {
  readonly offset: number;
  readonly through: number;
}

/**
 * A place in a tenant's feed. Whoever begins reads the books of one account after the other; what happens meanwhile, and
 * afterwards, stands in the log behind the places that were taken before.
 */
export interface FeedPlace {
  readonly shards: readonly ShardPlace[];
  /** While the books are read from their beginning. */
  readonly snapshot?: SnapshotPlace;
  /** In the middle of the entry behind the place of one shard. */
  readonly entry?: { readonly shard: number; readonly inside: PlaceInside };
}

export interface SnapshotPlace {
  /** The account that was read last; none before the first. */
  readonly accountId?: string;
  /** In the middle of it. */
  readonly inside?: PlaceInside;
}

/**
 * What the feed tells of an account.
 *
 * - `change`: what happened to a line.
 * - `statement`: a statement as it stands now, with a part of its list of lines.
 * - `statement_removed`: an open statement is no more; its lines stand on others.
 * - `account_restarted`: all that was told of the account is void; it follows from its beginning.
 */
export type FeedNews =
  | { readonly kind: 'change'; readonly change: Change }
  | {
      readonly kind: 'statement';
      readonly view: StatementView;
      /** Lines before these. */
      readonly offset: number;
      readonly lines: readonly StatementLineRef[];
      readonly hasMoreLines: boolean;
    }
  | { readonly kind: 'statement_removed'; readonly periodFrom: CalendarDate }
  | { readonly kind: 'account_restarted' };

export interface FeedItem {
  readonly account: Account;
  readonly news: FeedNews;
}

/** What is told of one account: a piece of news, or nothing, and the place behind it. */
export interface Told {
  readonly news?: FeedNews;
  readonly inside: PlaceInside;
}

/** An item, or nothing, and the place behind it. */
export interface FeedStep {
  readonly item?: FeedItem;
  readonly next: FeedPlace;
}

export interface FeedPage {
  readonly items: readonly { readonly item: FeedItem; readonly next: FeedPlace }[];
  /** Everything up to this place is on this page or an earlier one. */
  readonly next: FeedPlace;
  readonly hasMore: boolean;
}
