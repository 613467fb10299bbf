import { feedShards } from '../../../domain/feed/feedEntry.ts';
import { escaped, sha256 } from '../keys.ts';
import type { Key } from '../table.ts';

const padded = (number: number): string => String(number).padStart(12, '0');

/** Apart from the ledgers, in the same table: `FEED#<tenant>#<shard>`, and in it `E#<number>`. */
export const feedPartition = (tenantId: string, shard: number): string => `FEED#${escaped(tenantId)}#${shard}`;

export const feedPartitions = (tenantId: string): readonly string[] =>
  Array.from({ length: feedShards }, (_, shard) => feedPartition(tenantId, shard));

/** An account stays in its shard: what is told of it keeps its order. */
export const feedPartitionOf = (tenantId: string, accountId: string): string =>
  feedPartition(tenantId, Number.parseInt(sha256(accountId).slice(0, 8), 16) % feedShards);

export const entryKey = (partition: string, number: number): Key => ({ pk: partition, sk: `E#${padded(number)}` });

/** From an entry on, however many there are. */
export const entriesFrom = (number: number): readonly [string, string] => [`E#${padded(number)}`, 'E#\uffff'];

/** `E#000000000017` → 17. */
export const numberOf = ({ sk }: Key): number => Number(sk.slice(2));
