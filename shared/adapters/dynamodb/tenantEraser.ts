import { inParallel } from '../../language/inParallel.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { TenantEraser } from '../../ports/erasure.ts';
import { mailTagOf } from '../mailTag.ts';
import { DynamoAccountantIndex } from './accountants.ts';
import {
  accountPartition,
  connectionPartition,
  credentialsKey,
  credentialsPartition,
  dueShards,
  refsOfTenant,
  scheduledCheckPartitionOf,
  tenantPartition,
  incidentPartition,
  mailPartition,
  webhooksPartition,
} from './keys.ts';
import { feedPartitions } from './ledger/feedLogKeys.ts';
import { partitionOf } from './ledger/ledgerKeys.ts';
import { all, equals, type Condition, type Attributes } from './expressions.ts';
import { keyOf, type Table } from './table.ts';

/** Deletes at a time: enough that books of years are gone in seconds, few enough for a table at rest. */
const maxConcurrentDeletes = 20;

/** Deletes whole partitions, item by item. What is deleted already costs a look. */
export class DynamoTenantEraser implements TenantEraser {
  readonly #connectionsTable: Table;
  readonly #transactionsTable: Table;
  readonly #accountants: DynamoAccountantIndex;

  constructor(connectionsTable: Table, transactionsTable: Table) {
    this.#connectionsTable = connectionsTable;
    this.#transactionsTable = transactionsTable;
    this.#accountants = new DynamoAccountantIndex(connectionsTable);
  }

  async accountData(ref: AccountRef): Promise<void> {
    await erase(this.#transactionsTable, partitionOf(ref));
    await erase(this.#connectionsTable, accountPartition(ref));
  }

  async connectionData({ tenantId, id: connectionId, accountant }: Connection): Promise<void> {
    const ref = { tenantId, connectionId };
    if (accountant !== undefined) await this.#accountants.remove(accountant, ref);
    await erase(this.#connectionsTable, connectionPartition(ref));
    await this.#connectionsTable.delete(credentialsKey(ref));
    await erase(this.#connectionsTable, incidentPartition(ref));
    const ofConnection = all(equals('tenantId', tenantId), equals('connectionId', connectionId));
    await erase(this.#connectionsTable, scheduledCheckPartitionOf(ref), { filter: ofConnection });
  }

  async everythingElse(tenantId: string): Promise<void> {
    // What was stored, or moved there, while the connections went: nothing leads to it any more.
    for (const shard of dueShards) {
      await erase(this.#connectionsTable, credentialsPartition(shard), { prefix: refsOfTenant(tenantId) });
    }
    for (const partition of feedPartitions(tenantId)) await erase(this.#transactionsTable, partition);
    await erase(this.#connectionsTable, mailPartition(mailTagOf(tenantId)));
    await erase(this.#connectionsTable, webhooksPartition(tenantId));
    await erase(this.#connectionsTable, tenantPartition(tenantId));
  }
}

const erase = async (
  table: Table,
  partition: string,
  range: { readonly filter?: Condition; readonly prefix?: string } = {},
): Promise<void> => {
  for await (const items of table.pages(partition, range)) await deleteAll(table, items);
};

const deleteAll = async (table: Table, items: readonly Attributes[]): Promise<void> => {
  await inParallel(items, maxConcurrentDeletes, async (item) => void (await table.delete(keyOf(item))));
};
