import type { Account } from '../../domain/connections/connection.ts';
import type { FeedEntry } from '../../domain/feed/feedEntry.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { FeedItem, PlaceInside } from './tenantFeed.ts';

interface Told {
  readonly item?: FeedItem;
  readonly inside: PlaceInside;
}

/**
 * What an entry of the log speaks of, as it stands in the books of its account.
 *
 * @param inside where a reader was in the middle of it
 */
export async function* tellAccount(
  reader: LedgerReader,
  account: Account,
  { changes }: Pick<FeedEntry, 'changes'>,
  inside?: PlaceInside,
): AsyncGenerator<Told> {
  if (!changes) return;
  const after = Math.max(changes.after, inside?.sequence ?? 0);
  const { through } = changes;
  if (after >= through) return;
  const ledger = { tenantId: account.tenantId, accountId: account.id };
  for await (const segment of reader.segmentsBetween(ledger, { after, through })) {
    for (const change of segment.changes) {
      const { sequence, kind } = change;
      if (sequence <= after || sequence > through) continue;
      // The same line under a new Ponto id is nothing that a bookkeeper would see.
      yield kind === 'relinked' ? { inside: { sequence } } : { item: { account, change }, inside: { sequence } };
    }
  }
}
