import * as z from 'zod';
import { type SuppressedAddress, addressOf } from '../../domain/mail/recipients.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import { suppressedAddressKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import { absent, any, equals, setting } from './expressions.ts';
import type { Table } from './table.ts';

const markRecord: z.ZodType<SuppressedAddress> = z.object({
  reason: z.enum(['bounced', 'complained']),
  at: z.string(),
});

/** A mailbox that bounced is tried again after half a year: people come back, and domains are repaired. */
const bounceKeptSeconds = 180 * 86_400;

const isBounced = equals('reason', 'bounced');

/** Under a hash: the table shows nobody's address here. */
export class DynamoSuppressionList implements SuppressionList {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(address: string): Promise<SuppressedAddress | undefined> {
    const item = await this.#table.get(suppressedAddressKey(addressOf(address)), { eventuallyConsistent: true });
    return item && parseRecord(markRecord, item, 'mark of an address');
  }

  async add(address: string, { reason, at }: SuppressedAddress): Promise<void> {
    const expiresAtEpochSeconds = reason === 'bounced' ? epochSecondsOf(at, bounceKeptSeconds) : undefined;
    const change = setting({ reason, at, expiresAtEpochSeconds });
    await this.#table.update(suppressedAddressKey(addressOf(address)), change, any(absent('reason'), isBounced));
  }

  async removeBounce(address: string): Promise<void> {
    await this.#table.delete(suppressedAddressKey(addressOf(address)), isBounced);
  }
}
