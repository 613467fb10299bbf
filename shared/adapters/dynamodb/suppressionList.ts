import * as z from 'zod';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import {
  bounceKeptDays,
  type AddressStanding,
  type AddressStandings,
  type SuppressedAddress,
} from '../../domain/mail/reach.ts';
import { addressOf } from '../../domain/mail/recipients.ts';
import { defined } from '../../language/defined.ts';
import type { MailOwner, SuppressionList } from '../../ports/mail.ts';
import { mailTagOf } from '../mailTag.ts';
import type { Pacing } from '../retryUnprocessed.ts';
import { confirmationPlaceOf } from './addressConfirmations.ts';
import { absent, all, any, atMost, equals, present, setting, type Attributes } from './expressions.ts';
import { confirmationKey, providerWideKey, suppressedAddressKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import { keyOf, type Key, type Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const instant = z.string();
const ownRecord = onFirstUse(() =>
  z.object({ bouncedAt: instant.exactOptional(), complainedAt: instant.exactOptional() }),
);
const askedRecord = onFirstUse(() =>
  z.object({ askedAt: instant.exactOptional(), confirmedAt: instant.exactOptional() }),
);
const providerWideRecord = onFirstUse((): z.ZodType<SuppressedAddress> =>
  z.object({
    reason: z.enum(['bounced', 'complained']),
    at: instant,
  }),
);

const bounceKeptSeconds = bounceKeptDays * 86_400;

const tagOf = (owner: MailOwner): string => ('tag' in owner ? owner.tag : mailTagOf(owner.tenantId));

/** Under hashes: the table shows nobody's address here. */
export class DynamoSuppressionList implements SuppressionList {
  readonly #table: Table;
  readonly #pacing: Pacing;

  constructor(table: Table, pacing: Pacing) {
    this.#table = table;
    this.#pacing = pacing;
  }

  async ofAddresses(tenantId: string, addresses: readonly string[]): Promise<AddressStandings> {
    const tag = mailTagOf(tenantId);
    const wanted = [...new Set(addresses.map(addressOf))];
    const places = wanted.map((address) => ({
      address,
      own: suppressedAddressKey(tag, address),
      wide: providerWideKey(address),
      asked: confirmationKey(tag, confirmationPlaceOf(tag, address)),
    }));
    const keys = places.flatMap(({ own, wide, asked }) => [own, wide, asked]);
    const items = await this.#table.batchGet(keys, this.#pacing, { eventuallyConsistent: true });
    const byKey = new Map(items.map((item) => [textOf(keyOf(item)), item]));
    const standings = new Map<string, AddressStanding>();
    for (const { address, own, wide, asked } of places) {
      const standing = standingIn([own, wide, asked].map((key) => byKey.get(textOf(key))));
      if (Object.keys(standing).length > 0) standings.set(address, standing);
    }
    return standings;
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

  async removeBounce(tenantId: string, address: string, at: Instant, unlessRemovedAfter: Instant): Promise<void> {
    const key = suppressedAddressKey(mailTagOf(tenantId), addressOf(address));
    const change = { bouncedAt: undefined, bounceRemovedAt: at };
    const mayBe = all(
      present('bouncedAt'),
      any(absent('bounceRemovedAt'), atMost('bounceRemovedAt', unlessRemovedAfter)),
    );
    // The item tells for a while when it was; one with a complaint in it stays for good.
    const expiresAtEpochSeconds = epochSecondsOf(at, bounceKeptSeconds);
    const alone = all(absent('complainedAt'), mayBe);
    const removed = await this.#table.update(key, setting({ ...change, expiresAtEpochSeconds }), alone);
    if (removed.kind === 'refused') await this.#table.update(key, setting(change), all(present('complainedAt'), mayBe));
  }
}

const textOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

const standingIn = ([own, wide, asked]: readonly (Attributes | undefined)[]): AddressStanding => ({
  ...(own && parseRecord(ownRecord(), own, 'suppressed address')),
  ...(asked && parseRecord(askedRecord(), asked, 'confirmation')),
  ...defined({ providerWide: wide && parseRecord(providerWideRecord(), wide, 'suppressed address') }),
});
