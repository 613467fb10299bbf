import { inParallel } from '../../language/inParallel.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { hourOf, type FailuresByHour } from '../../domain/institutions/bankOutage.ts';
import type { BankFailures } from '../../ports/institutions.ts';
import { bankFailuresKey, bankFailuresPartition, bankFailureShards } from './keys.ts';
import { epochSecondsOf } from './records.ts';
import { setting } from './expressions.ts';
import type { Table } from './table.ts';

const daySeconds = 86_400;
/** Accounts that are read once a month show how their last run ended until the next one. */
const keptSeconds = 50 * daySeconds;
const hourAttribute = /^h(\d{2})$/;

/**
 * One small item for a bank, a shard and a day, with a counter for every hour. It is written only when an account fails;
 * shards keep the failures of a big bank from one partition. A failure that is written twice counts twice, which a
 * comparison with other days can bear.
 */
export class DynamoBankFailures implements BankFailures {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async record(institutionId: string, accountId: string, at: Instant): Promise<void> {
    const moment = new Date(Date.parse(at)).toISOString();
    await this.#table.update(bankFailuresKey(institutionId, accountId, moment.slice(0, 10)), {
      ...setting({ expiresAtEpochSeconds: epochSecondsOf(moment, keptSeconds) }),
      add: { [`h${moment.slice(11, 13)}`]: 1 },
    });
  }

  async byHour(institutionId: string): Promise<FailuresByHour> {
    const counts = new Map<number, number>();
    await inParallel(bankFailureShards, bankFailureShards.length, (shard) =>
      this.#addShard(institutionId, shard, counts),
    );
    return counts;
  }

  async #addShard(institutionId: string, shard: string, counts: Map<number, number>): Promise<void> {
    for await (const items of this.#table.pages(bankFailuresPartition(institutionId, shard), {
      eventuallyConsistent: true,
    })) {
      for (const item of items) {
        for (const [name, count] of Object.entries(item)) {
          const [, hour] = hourAttribute.exec(name) ?? [];
          if (hour === undefined) continue;
          const key = hourOf(`${String(item['sk'])}T${hour}:00:00.000Z`);
          counts.set(key, (counts.get(key) ?? 0) + Number(count));
        }
      }
    }
  }
}
