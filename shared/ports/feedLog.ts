import type { FeedEntry } from '../domain/feed/feedEntry.ts';

/** A place in one shard of a tenant's log: behind an entry, or before all of them. */
export interface ShardPlace {
  /** Of the entry; 0 at the beginning. */
  readonly number: number;
  /** The run that wrote it. */
  readonly syncId?: string;
}

/** An entry where it stands: the place behind it. */
export interface NumberedEntry {
  readonly entry: FeedEntry;
  readonly place: ShardPlace;
}

/**
 * The log of a tenant's feed, in shards: an account has its entries in one of them, in their order. Entries have numbers
 * without gaps, so that a reader who has seen one has seen all before it.
 */
export interface FeedLogWriter {
  /** May be repeated: what an entry says twice is told twice. */
  append(tenantId: string, entry: FeedEntry): Promise<void>;
}

export interface FeedLogReader {
  /** The place behind the last entry of each shard. */
  ends(tenantId: string): Promise<readonly ShardPlace[]>;
  /**
   * The entries behind a place, oldest first.
   *
   * @returns `unknown` when the log has no such entry at that place
   */
  after(
    tenantId: string,
    shard: number,
    place: ShardPlace,
    limit: number,
  ): Promise<readonly NumberedEntry[] | 'unknown'>;
}
