import type { Account } from '../../domain/connections/connection.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { ShardPlace } from '../../ports/feedLog.ts';

/** How far a reader has come within what is told of one account. */
export interface PlaceInside {
  /** Records up to this one were told. */
  readonly sequence: number;
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

/** What the feed tells: of a line, what happened to it. */
export interface FeedItem {
  readonly account: Account;
  readonly change: Change;
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
