import * as z from 'zod';
import type { TroubleTelling } from '../../domain/alerts/troubleTelling.ts';
import type { TroubleTellingRef, TroubleTellings } from '../../ports/troubles.ts';
import { troubleTellingKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import type { Table } from './table.ts';

const troubleRecord: z.ZodType<TroubleTelling> = z.object({
  cause: z.string(),
  state: z.enum(['begun', 'done', 'refused']),
  attempts: z.number(),
  run: z.string(),
});

/** Trouble that nobody heals for so long may be told once more. */
const keptSeconds = 400 * 86_400;

/** In a partition beside the connection: its own items are read by every run, and these need not be. */
export class DynamoTroubleTellings implements TroubleTellings {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(ref: TroubleTellingRef): Promise<TroubleTelling | undefined> {
    const item = await this.#table.get(troubleTellingKey(ref));
    return item && parseRecord(troubleRecord, item, 'telling of a trouble');
  }

  async put(
    ref: TroubleTellingRef,
    telling: TroubleTelling,
    seen: TroubleTelling | undefined,
  ): Promise<'written' | 'changed'> {
    const expiresAtEpochSeconds = epochSecondsOf(telling.run, keptSeconds);
    const written = await this.#table.put(
      troubleTellingKey(ref),
      { ...telling, expiresAtEpochSeconds },
      seen
        ? {
            text: '#run = :run AND #cause = :cause AND #state = :state AND #attempts = :attempts',
            values: { run: seen.run, cause: seen.cause, state: seen.state, attempts: seen.attempts },
          }
        : { text: 'attribute_not_exists(#pk)' },
    );
    return written === 'written' ? 'written' : 'changed';
  }
}
