import * as z from 'zod';
import {
  bounceKeptDays,
  type AddressStanding,
  type AddressStandings,
  type SuppressedAddress,
} from '../../domain/mail/reach.ts';
import { addressOf } from '../../domain/mail/recipients.ts';
import { defined } from '../../language/defined.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { MailOwner, SuppressionList } from '../../ports/mail.ts';
import { mailTagOf } from '../mailTag.ts';
import { absent, any, atMost, equals, exists, setting } from './expressions.ts';
import { providerWideKey, suppressedAddressKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import type { Key, Table } from './table.ts';

const instant = z.string();
const ownRecord = z.object({ bouncedAt: instant.exactOptional(), complainedAt: instant.exactOptional() });
const providerWideRecord: z.ZodType<SuppressedAddress> = z.object({
  reason: z.enum(['bounced', 'complained']),
  at: instant,
});

const bounceKeptSeconds = bounceKeptDays * 86_400;

/** Addresses that are looked up at a time. */
const atOnce = 8;

const tagOf = (owner: MailOwner): string => ('tag' in owner ? owner.tag : mailTagOf(owner.tenantId));

/** Under hashes: the table shows nobody's address here. */
export class DynamoSuppressionList implements SuppressionList {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async ofAddresses(tenantId: string, addresses: readonly string[]): Promise<AddressStandings> {
    const tag = mailTagOf(tenantId);
    const wanted = [...new Set(addresses.map(addressOf))];
    const found = await mapInParallel(wanted, atOnce, async (address) => ({
      address,
      standing: await this.#standing(tag, address),
    }));
    return new Map(
      found.flatMap(({ address, standing }) => (Object.keys(standing).length > 0 ? [[address, standing]] : [])),
    );
  }

  async add(owner: MailOwner, address: string, { reason, at }: SuppressedAddress): Promise<void> {
    const key = suppressedAddressKey(tagOf(owner), addressOf(address));
    if (reason === 'complained') {
      const newest = any(absent('complainedAt'), atMost('complainedAt', at));
      await this.#table.update(key, setting({ complainedAt: at, expiresAtEpochSeconds: undefined }), newest);
      return;
    }
    const expiresAtEpochSeconds = epochSecondsOf(at, bounceKeptSeconds);
    const change = setting({ bouncedAt: at, expiresAtEpochSeconds });
    const alone = await this.#table.update(key, change, absent('complainedAt'));
    // An item with a complaint in it stays for good.
    if (alone.kind === 'refused') await this.#table.update(key, setting({ bouncedAt: at }));
  }

  async addProviderWide(address: string, { reason, at }: SuppressedAddress): Promise<void> {
    const expiresAtEpochSeconds = reason === 'bounced' ? epochSecondsOf(at, bounceKeptSeconds) : undefined;
    const change = setting({ reason, at, expiresAtEpochSeconds });
    const isNoComplaint = any(absent('reason'), equals('reason', 'bounced'));
    await this.#table.update(providerWideKey(addressOf(address)), change, isNoComplaint);
  }

  async removeBounce(tenantId: string, address: string): Promise<void> {
    const key = suppressedAddressKey(mailTagOf(tenantId), addressOf(address));
    const removed = await this.#table.delete(key, absent('complainedAt'));
    if (removed === 'refused') await this.#table.update(key, { remove: ['bouncedAt'] }, exists);
  }

  async #standing(tag: string, address: string): Promise<AddressStanding> {
    const [own, wide] = await Promise.all([
      this.#look(suppressedAddressKey(tag, address)),
      this.#look(providerWideKey(address)),
    ]);
    return {
      ...(own && parseRecord(ownRecord, own, 'suppressed address')),
      ...defined({ providerWide: wide && parseRecord(providerWideRecord, wide, 'suppressed address') }),
    };
  }

  #look(key: Key) {
    return this.#table.get(key, { eventuallyConsistent: true });
  }
}
