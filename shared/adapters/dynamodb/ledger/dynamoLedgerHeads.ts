import type { LedgerHead } from '../../../domain/ledger/head.ts';
import type { LedgerHeads } from '../../../ports/ledger.ts';
import type { AccountRef } from '../../../ports/refsAndPages.ts';
import type { Pacing } from '../../retryUnprocessed.ts';
import { keyOf, type Table } from '../table.ts';
import { headOf } from './dynamoLedgerWriter.ts';
import { ledgerKey, sortKey } from './ledgerKeys.ts';

/** Reads heads in batches; they may be milliseconds behind. */
export class DynamoLedgerHeads implements LedgerHeads {
  readonly #table: Table;
  readonly #pacing: Pacing;

  constructor(table: Table, pacing: Pacing) {
    this.#table = table;
    this.#pacing = pacing;
  }

  async of(ledgers: readonly AccountRef[]): Promise<readonly LedgerHead[]> {
    const keys = ledgers.map((ledger) => ledgerKey(ledger, sortKey.head));
    const distinct = [...new Map(keys.map((key) => [key.pk, key])).values()];
    const items = await this.#table.batchGet(distinct, this.#pacing, { eventuallyConsistent: true });
    const byPartition = new Map(items.map((item) => [keyOf(item).pk, headOf(item)]));
    return keys.map(({ pk }) => byPartition.get(pk) ?? headOf(undefined));
  }
}
