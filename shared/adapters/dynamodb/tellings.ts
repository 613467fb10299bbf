import * as z from 'zod';
import type { Telling } from '../../domain/alerts/telling.ts';
import type { TellingRef, Tellings } from '../../ports/expiry.ts';
import { tellingKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import type { Table } from './table.ts';

const tellingRecord: z.ZodType<Telling> = z.object({
  authorizedAt: z.string().exactOptional(),
  lastDay: z.string(),
  step: z.number(),
  state: z.enum(['begun', 'done', 'refused']),
  attempts: z.number(),
  run: z.string(),
});

/** A ladder and what follows it are over long before. */
const keptSeconds = 400 * 86_400;

/** Kept with the account's runs, under a hash of the audience: the table shows nobody's address here. */
export class DynamoTellings implements Tellings {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(ref: TellingRef): Promise<Telling | undefined> {
    const item = await this.#table.get(tellingKey(ref));
    return item && parseRecord(tellingRecord, item, 'telling');
  }

  async put(ref: TellingRef, telling: Telling, seen: Telling | undefined): Promise<'written' | 'changed'> {
    const expiresAtEpochSeconds = epochSecondsOf(telling.run, keptSeconds);
    const written = await this.#table.put(
      tellingKey(ref),
      { ...telling, expiresAtEpochSeconds },
      seen
        ? {
            text: '#run = :run AND #step = :step AND #state = :state AND #attempts = :attempts',
            values: { run: seen.run, step: seen.step, state: seen.state, attempts: seen.attempts },
          }
        : { text: 'attribute_not_exists(#pk)' },
    );
    return written === 'written' ? 'written' : 'changed';
  }
}
