import * as z from 'zod';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { AlertRuns } from '../../ports/alertRuns.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { Attributes } from './expressions.ts';
import { alertRunKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import type { Table } from './table.ts';

const runRecord = onFirstUse(() => z.object({ checked: z.set(z.string()) }));

const checkedIn = (item: Attributes): number => parseRecord(runRecord(), item, 'run of the alerts').checked.size;

/** Longer than a dead letter lives that may name the run. */
const keptSeconds = 30 * 86_400;

/** One item for each run; the set grows by a write that changes nothing when it is repeated. */
export class DynamoAlertRuns implements AlertRuns {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async markChecked(run: Instant, shard: string): Promise<number> {
    const written = await this.#table.update(alertRunKey(run), {
      set: [['expiresAtEpochSeconds', epochSecondsOf(run, keptSeconds)]],
      add: { checked: new Set([shard]) },
    });
    if (written.kind === 'refused') throw new Error('a write without a condition was refused');
    return checkedIn(written.item);
  }

  async checkedShards(run: Instant): Promise<number> {
    const item = await this.#table.get(alertRunKey(run));
    return item ? checkedIn(item) : 0;
  }
}
