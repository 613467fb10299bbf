import * as z from 'zod';
import { addressOf } from '../../domain/mail/recipients.ts';
import type { AccountantIndex, PendingDigest, PendingDigests } from '../../ports/alerts.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { accountantKey, accountantPartition, digestKey, digestPartition, placeOfDigest } from './keys.ts';
import { connectionRefRecord, parseRecord } from './records.ts';
import type { Attributes } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** One partition for each accountant, under a hash of the address: found across tenants without a scan or an index. */
export class DynamoAccountantIndex implements AccountantIndex {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add(address: string, ref: ConnectionRef): Promise<void> {
    const { tenantId, connectionId } = ref;
    await this.#table.put(accountantKey(addressOf(address), ref), { tenantId, connectionId });
  }

  async remove(address: string, ref: ConnectionRef): Promise<void> {
    await this.#table.delete(accountantKey(addressOf(address), ref));
  }

  async *connectionsOf(address: string): AsyncGenerator<readonly ConnectionRef[]> {
    for await (const items of this.#table.pages(accountantPartition(addressOf(address)))) {
      if (items.length > 0) yield items.map((item) => parseRecord(connectionRefRecord(), item, 'connection reference'));
    }
  }
}

const pendingRecord = onFirstUse(() => z.object({ address: z.string(), sk: z.string() }));

const readPending = (item: Attributes): PendingDigest => {
  const { address, sk } = parseRecord(pendingRecord(), item, 'pending digest');
  return { place: sk, address };
};

/** Behind every place, which is a hash in hexadecimal digits. */
const behindAll = 'g';

/** One item for each accountant for whom there is news. */
export class DynamoPendingDigests implements PendingDigests {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async put(address: string): Promise<void> {
    await this.#table.put(digestKey(placeOfDigest(address)), { address });
  }

  async get(place: string): Promise<PendingDigest | undefined> {
    const item = await this.#table.get(digestKey(place));
    return item && readPending(item);
  }

  async *all(from = '0'): AsyncGenerator<readonly PendingDigest[]> {
    const between = [from, behindAll] as const;
    for await (const items of this.#table.pages(digestPartition, { between })) {
      if (items.length > 0) yield items.map(readPending);
    }
  }

  async remove(address: string): Promise<void> {
    await this.#table.delete(digestKey(placeOfDigest(address)));
  }
}
