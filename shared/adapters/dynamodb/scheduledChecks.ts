import * as z from 'zod';
import { addDays, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { CheckPlace, ScheduledCheck, ScheduledChecks } from '../../ports/alerts.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { dueShards, scheduledCheckKey, scheduledCheckPartition } from './keys.ts';
import { parseRecord } from './records.ts';
import { all, asSeen, exists, setting, type Attributes } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const checkRecord = onFirstUse(() =>
  z.object({
    tenantId: z.string(),
    connectionId: z.string(),
    day: z.string(),
    seenAt: z.string().exactOptional(),
  }),
);

const read = (item: Attributes): ScheduledCheck => {
  const { tenantId, connectionId, ...check } = parseRecord(checkRecord(), item, 'scheduled check');
  return { ref: { tenantId, connectionId }, ...check };
};

/**
 * One item for each connection and day, sorted by day within a shard: a run reads from the beginning up to its own day.
 * That makes catching up the normal case: there is no record of the last run that could be wrong, and a check that was put
 * for a day that is over is found all the same. Partitions by day would need such a record.
 */
export class DynamoScheduledChecks implements ScheduledChecks {
  readonly shards = dueShards;
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async put(day: CalendarDate, ref: ConnectionRef): Promise<void> {
    const { tenantId, connectionId } = ref;
    await this.#table.put(scheduledCheckKey(day, ref), { tenantId, connectionId, day });
  }

  async *due(shard: string, day: CalendarDate, from?: CheckPlace): AsyncGenerator<readonly ScheduledCheck[]> {
    // A sort key is a day and more, so that those of the day itself lie before the bare day after it.
    const between = [from ? scheduledCheckKey(from.day, from).sk : '0', addDays(day, 1)] as const;
    for await (const items of this.#table.pages(scheduledCheckPartition(shard), { between })) {
      if (items.length > 0) yield items.map(read);
    }
  }

  async markSeen({ day, ref, seenAt }: ScheduledCheck, at: Instant): Promise<void> {
    await this.#table.update(
      scheduledCheckKey(day, ref),
      setting({ seenAt: at }),
      all(exists, asSeen('seenAt', seenAt)),
    );
  }

  async remove({ day, ref, seenAt }: ScheduledCheck): Promise<void> {
    await this.#table.delete(scheduledCheckKey(day, ref), asSeen('seenAt', seenAt));
  }
}
