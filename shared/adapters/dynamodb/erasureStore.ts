import * as z from 'zod';
import type { Erasure, ErasureStore } from '../../ports/erasure.ts';
import { erasureKey } from './keys.ts';
import { parseRecord } from './records.ts';
import { absent, all, any, equals, isNew, setting } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const erasureRecord = onFirstUse((): z.ZodType<Erasure> =>
  z.object({
    id: z.string(),
    requestedAt: z.string(),
    state: z.enum(['erasing', 'done']),
    connections: z.number().exactOptional(),
    accounts: z.number().exactOptional(),
    finishedAt: z.string().exactOptional(),
  }),
);

export class DynamoErasureStore implements ErasureStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async begin(tenantId: string, erasure: Erasure): Promise<Erasure> {
    const written = await this.#table.put(erasureKey(tenantId), erasure, any(isNew, equals('state', 'done')));
    if (written === 'written') return erasure;
    return (await this.get(tenantId)) ?? erasure;
  }

  async get(tenantId: string): Promise<Erasure | undefined> {
    const item = await this.#table.get(erasureKey(tenantId));
    return item && parseRecord(erasureRecord(), item, 'erasure');
  }

  async recordFound(
    tenantId: string,
    id: string,
    { connections, accounts }: { readonly connections: number; readonly accounts: number },
  ): Promise<void> {
    await this.#table.update(
      erasureKey(tenantId),
      setting({ connections, accounts }),
      all(equals('id', id), absent('connections')),
    );
  }

  async finish(tenantId: string, id: string, at: string): Promise<void> {
    await this.#table.update(erasureKey(tenantId), setting({ state: 'done', finishedAt: at }), equals('id', id));
  }
}
