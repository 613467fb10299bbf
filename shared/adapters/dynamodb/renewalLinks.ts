import { createHash } from 'node:crypto';
import * as z from 'zod';
import { languages } from '../../domain/mail/language.ts';
import type { LinkHolder, RenewalLink } from '../../domain/renewal/renewalLink.ts';
import type { RenewalLinks } from '../../ports/consents.ts';
import { renewalLinkKey } from './keys.ts';
import { epochSecondsOf, knownEnding, parseRecord } from './records.ts';
import { isSecretOf, secretHashOf } from './secretHash.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const text = z.string();
const linkRecord = onFirstUse((): z.ZodType<RenewalLink> =>
  z.object({
    tenantId: text,
    connectionId: text,
    accountId: text.exactOptional(),
    language: z.enum(languages),
    ending: knownEnding().exactOptional(),
    expiresAt: text,
  }),
);
const keptRecord = onFirstUse(() => z.object({ secretHash: text }));

/** Two parts of 256 bits in Base64url: where to look, and the secret. */
const tokenForm = /^([\w-]{43})\.([\w-]{16,64})$/;

/** The place of a holder's link: the same for every mail, so that the next one takes it over in one write. */
const placeOf = ({ tenantId, connectionId, accountId = '', address }: LinkHolder): string =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, connectionId, accountId, address]))
    .digest('base64url');

/**
 * One item for each holder. A token names the place and proves itself by a secret whose hash lies there: one read finds
 * it, and a new mail replaces the old link by one write.
 */
export class DynamoRenewalLinks implements RenewalLinks {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async put(holder: LinkHolder, secret: string, link: RenewalLink): Promise<string> {
    const place = placeOf(holder);
    await this.#table.put(renewalLinkKey(place), {
      ...link,
      secretHash: secretHashOf(secret),
      expiresAtEpochSeconds: epochSecondsOf(link.expiresAt),
    });
    return `${place}.${secret}`;
  }

  async find(token: string, now: string): Promise<RenewalLink | undefined> {
    const [, place, secret] = tokenForm.exec(token) ?? [];
    if (place === undefined || secret === undefined) return undefined;
    const item = await this.#table.get(renewalLinkKey(place));
    if (!item) return undefined;
    if (!isSecretOf(parseRecord(keptRecord(), item, 'renewal link').secretHash, secret)) return undefined;
    const link = parseRecord(linkRecord(), item, 'renewal link');
    return link.expiresAt > now ? link : undefined;
  }
}
