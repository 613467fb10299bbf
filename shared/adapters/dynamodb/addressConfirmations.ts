import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { languages } from '../../domain/mail/language.ts';
import { addressOf } from '../../domain/mail/recipients.ts';
import type { AddressConfirmations, AddressToAsk, FoundQuestion } from '../../ports/mail.ts';
import { mailTagOf } from '../mailTag.ts';
import { absent, any, atMost, equals, setting } from './expressions.ts';
import { confirmationKey } from './keys.ts';
import { parseRecord } from './records.ts';
import { isSecretOf, secretHashOf } from './secretHash.ts';
import type { Key, Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const text = z.string();
const questionRecord = onFirstUse(() =>
  z.object({
    tenantId: text,
    connectionId: text,
    language: z.enum(languages),
    askedAt: text,
    confirmedAt: text.exactOptional(),
  }),
);
const keptRecord = onFirstUse(() => z.object({ secretHash: text }));

/** Where to look, in two parts, and the secret; each in Base64url. */
const tokenForm = /^([\w-]{43})\.([\w-]{43})\.([\w-]{16,64})$/;

interface Token {
  readonly key: Key;
  readonly secret: string;
}

const parsed = (token: string): Token | undefined => {
  const [, tag, place, secret] = tokenForm.exec(token) ?? [];
  if (tag === undefined || place === undefined || secret === undefined) return undefined;
  return { key: confirmationKey(tag, place), secret };
};

/** The place of a reader's confirmation: the same for every question about one tenant's feeds. */
export const confirmationPlaceOf = (tag: string, address: string): string =>
  createHash('sha256')
    .update(JSON.stringify([tag, address]))
    .digest('base64url');

/** One item for each tenant and address, in the partition of the tenant's mail: it goes when the tenant is erased. */
export class DynamoAddressConfirmations implements AddressConfirmations {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async ask(
    { tenantId, connectionId, address, language }: AddressToAsk,
    secret: string,
    at: Instant,
    unlessAskedAfter: Instant,
  ): Promise<string | undefined> {
    const tag = mailTagOf(tenantId);
    const place = confirmationPlaceOf(tag, addressOf(address));
    const { kind } = await this.#table.update(
      confirmationKey(tag, place),
      setting({ tenantId, connectionId, language, askedAt: at, secretHash: secretHashOf(secret) }),
      any(absent('askedAt'), atMost('askedAt', unlessAskedAfter)),
    );
    return kind === 'written' ? `${tag}.${place}.${secret}` : undefined;
  }

  async takeBack(token: string): Promise<void> {
    const { key, secret } = parsed(token) ?? {};
    if (!key || secret === undefined) return;
    const change = { remove: ['askedAt', 'secretHash'] };
    await this.#table.update(key, change, equals('secretHash', secretHashOf(secret)));
  }

  async find(token: string): Promise<FoundQuestion | undefined> {
    const { key, secret } = parsed(token) ?? {};
    if (!key || secret === undefined) return undefined;
    const item = await this.#table.get(key);
    if (!item || !('secretHash' in item)) return undefined;
    if (!isSecretOf(parseRecord(keptRecord(), item, 'confirmation').secretHash, secret)) return undefined;
    return parseRecord(questionRecord(), item, 'confirmation');
  }

  async confirm(token: string, at: Instant): Promise<void> {
    const { key, secret } = parsed(token) ?? {};
    if (!key || secret === undefined) return;
    await this.#table.update(key, setting({ confirmedAt: at }), equals('secretHash', secretHashOf(secret)));
  }
}
