import * as z from 'zod';
import { feedShards, type FeedEntry } from '../../../domain/feed/feedEntry.ts';
import { mapInParallel } from '../../../language/inParallel.ts';
import { onFirstUse } from '../../../language/onFirstUse.ts';
import type { FeedLogReader, FeedLogWriter, NumberedEntry, ShardPlace } from '../../../ports/feedLog.ts';
import { isNew, type Attributes } from '../expressions.ts';
import { keyOf, type Table } from '../table.ts';
import { entriesFrom, entryKey, feedPartition, feedPartitionOf, feedPartitions, numberOf } from './feedLogKeys.ts';

/** As many workers may write to one shard at the same moment: each try that is refused has seen another one succeed. */
const maxTries = 200;

const sequence = z.int().nonnegative();
const days = { from: z.string(), to: z.string() };
const storedEntry = onFirstUse((): z.ZodType<FeedEntry> =>
  z.object({
    accountId: z.string(),
    syncId: z.string(),
    changes: z.object({ after: sequence, through: sequence }).exactOptional(),
    statements: z
      .object({
        days: z.object(days).exactOptional(),
        removed: z.array(z.string()).exactOptional(),
        held: z
          .object({
            final: z.object(days).exactOptional(),
            open: z.array(z.object({ ...days, through: sequence })).exactOptional(),
          })
          .exactOptional(),
      })
      .exactOptional(),
    restarted: z.literal(true).exactOptional(),
  }),
);

/** The log of a tenant's feed in the transactions table. */
export class DynamoFeedLog implements FeedLogWriter, FeedLogReader {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Takes the first number that is free behind the last entry: no hole can stay, whoever crashes. */
  async append(tenantId: string, entry: FeedEntry): Promise<void> {
    const partition = feedPartitionOf(tenantId, entry.accountId);
    const last = await this.#end(partition);
    const attributes = { entry: JSON.stringify(entry) };
    for (let number = last.number + 1; number <= last.number + maxTries; number += 1) {
      if ((await this.#table.put(entryKey(partition, number), attributes, isNew)) === 'written') return;
    }
    throw new Error('the log of a feed was written to by others at every try');
  }

  ends(tenantId: string): Promise<readonly ShardPlace[]> {
    return mapInParallel(feedPartitions(tenantId), feedShards, (partition) => this.#end(partition));
  }

  async after(
    tenantId: string,
    shard: number,
    place: ShardPlace,
    limit: number,
  ): Promise<readonly NumberedEntry[] | 'unknown'> {
    const isBeginning = place.number === 0;
    // Begins with the entry that was seen last: it shows that this is the log that the place comes from.
    const { items } = await this.#table.query(feedPartition(tenantId, shard), {
      between: entriesFrom(place.number),
      limit: isBeginning ? limit : limit + 1,
    });
    const entries = items.map(numbered);
    if (isBeginning) return entries;
    const [seen, ...behind] = entries;
    return seen && isAt(seen.place, place) ? behind : 'unknown';
  }

  async #end(partition: string): Promise<ShardPlace> {
    const { items } = await this.#table.query(partition, { newestFirst: true, limit: 1 });
    const [last] = items.map(numbered);
    return last?.place ?? { number: 0 };
  }
}

const numbered = (item: Attributes): NumberedEntry => {
  const entry = storedEntry().parse(JSON.parse(String(item['entry'])));
  return { entry, place: { number: numberOf(keyOf(item)), syncId: entry.syncId } };
};

/** A cursor holds the end of a run's id only. */
const isAt = (found: ShardPlace, place: ShardPlace): boolean =>
  found.number === place.number && (found.syncId ?? '').endsWith(place.syncId ?? '');
