import type { Usage } from '../../ports/usage.ts';
import { setting } from './expressions.ts';
import { usageKey } from './keys.ts';
import { epochSecondsOf } from './records.ts';
import type { Table } from './table.ts';

/** No window is longer than an hour; DynamoDB deletes within days of the moment. */
const keptSeconds = 7_200;

/** One counter a tenant, a use and a window. A count that is written twice counts twice, which a limit can bear. */
export class DynamoUsage implements Usage {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add({ tenantId, what, from, by }: Parameters<Usage['add']>[0]): Promise<number> {
    const written = await this.#table.update(usageKey(tenantId, what, from), {
      ...setting({ expiresAtEpochSeconds: epochSecondsOf(from, keptSeconds) }),
      add: { used: by },
    });
    return written.kind === 'written' ? Number(written.item['used']) : by;
  }
}
