import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { bounceKeptDays } from '../../domain/mail/reach.ts';
import { inParallel } from '../../language/inParallel.ts';
import type { SentDigests } from '../../ports/alerts.ts';
import { mailTagOf } from '../mailTag.ts';
import { sentDigestKey, sentDigestPartition } from './keys.ts';
import { epochSecondsOf } from './records.ts';
import { keyOf, type Table } from './table.ts';

/** A report comes within days, a complaint may come after weeks; what is older than this would hold for no bounce either. */
const keptSeconds = bounceKeptDays * 86_400;

/** Tenants of one digest that are written at a time. */
const concurrency = 8;

/** One item for each tenant in a digest: an accountant may have any number of them. */
export class DynamoSentDigests implements SentDigests {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async keep(digestId: string, tenantIds: readonly string[], at: Instant): Promise<void> {
    const expiresAtEpochSeconds = epochSecondsOf(at, keptSeconds);
    await inParallel(new Set(tenantIds), concurrency, async (tenantId) => {
      await this.#table.put(sentDigestKey(digestId, mailTagOf(tenantId)), { expiresAtEpochSeconds });
    });
  }

  async *tagsOf(digestId: string): AsyncGenerator<readonly string[]> {
    for await (const items of this.#table.pages(sentDigestPartition(digestId))) {
      if (items.length > 0) yield items.map((item) => keyOf(item).sk);
    }
  }
}
