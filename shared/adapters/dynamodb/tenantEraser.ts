import type { Connection } from '../../domain/connections/connection.ts';
import type { TenantEraser } from '../../ports/erasure.ts';
import { DynamoAccountantIndex } from './accountants.ts';
import type { Attributes } from './items.ts';
import {
  accountPartition,
  connectionPartition,
  expiryLookPartitionOf,
  tenantPartition,
  troublePartition,
} from './keys.ts';
import { partitionOf } from './ledger/ledgerKeys.ts';
import { keyOf, type Expression, type Table } from './table.ts';

/** Deletes at a time: enough that books of years are gone in seconds, few enough for a table at rest. */
const atOnce = 20;

/** Deletes whole partitions, item by item. What is deleted already costs a look. */
export class DynamoTenantEraser implements TenantEraser {
  readonly #registry: Table;
  readonly #books: Table;
  readonly #accountants: DynamoAccountantIndex;

  constructor(registry: Table, books: Table) {
    this.#registry = registry;
    this.#books = books;
    this.#accountants = new DynamoAccountantIndex(registry);
  }

  async accountData(tenantId: string, accountId: string): Promise<void> {
    await erase(this.#books, partitionOf({ tenantId, accountId }));
    await erase(this.#registry, accountPartition(tenantId, accountId));
  }

  async connectionData({ tenantId, id: connectionId, accountant }: Connection): Promise<void> {
    const ref = { tenantId, connectionId };
    if (accountant !== undefined) await this.#accountants.remove(accountant, ref);
    await erase(this.#registry, connectionPartition(ref));
    await erase(this.#registry, troublePartition(ref));
    await erase(this.#registry, expiryLookPartitionOf(ref), {
      text: '#tenantId = :tenantId AND #connectionId = :connectionId',
      values: { tenantId, connectionId },
    });
  }

  async everythingElse(tenantId: string): Promise<void> {
    await erase(this.#registry, tenantPartition(tenantId));
  }
}

const erase = async (table: Table, partition: string, filter?: Expression): Promise<void> => {
  for await (const items of table.pages(partition, { filter })) await deleteAll(table, items);
};

const deleteAll = async (table: Table, items: readonly Attributes[]): Promise<void> => {
  for (let start = 0; start < items.length; start += atOnce) {
    await Promise.all(items.slice(start, start + atOnce).map((item) => table.delete(keyOf(item))));
  }
};
