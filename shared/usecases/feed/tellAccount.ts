import type { FeedEntry, RecordRange } from '../../domain/feed/feedEntry.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { tellRemoved, tellStatements } from './tellStatements.ts';
import type { PlaceInside, Told } from './tenantFeed.ts';

/**
 * What an entry of the log speaks of, as it stands in the books of its account: first the lines, then the statements that
 * they stand on.
 *
 * @param inside where a reader was in the middle of it
 */
export async function* tellAccount(
  reader: LedgerReader,
  ledger: AccountRef,
  { changes, statements, restarted }: Omit<FeedEntry, 'accountId' | 'syncId'>,
  inside?: PlaceInside,
): AsyncGenerator<Told> {
  if (restarted && !inside) yield { news: { kind: 'account_restarted' }, inside: { in: 'changes', sequence: 0 } };
  if (changes && (!inside || inside.in === 'changes')) {
    const after = Math.max(changes.after, inside?.sequence ?? 0);
    if (after < changes.through) yield* tellChanges(reader, ledger, { after, through: changes.through });
  }
  if (statements?.removed && inside?.in !== 'statements') {
    yield* tellRemoved(reader, ledger, statements.removed, inside?.in === 'removed' ? inside.count : 0);
  }
  if (statements?.days) {
    const { days, held } = statements;
    yield* tellStatements(
      reader,
      ledger,
      { days, ...defined({ held }) },
      inside?.in === 'statements' ? inside : undefined,
    );
  }
}

async function* tellChanges(reader: LedgerReader, ledger: AccountRef, range: RecordRange): AsyncGenerator<Told> {
  for await (const segment of reader.segmentsBetween(ledger, range)) {
    for (const change of segment.changes) {
      const { sequence, kind } = change;
      if (sequence <= range.after || sequence > range.through) continue;
      const inside: PlaceInside = { in: 'changes', sequence };
      // The same line under a new Ponto id is nothing that a bookkeeper would see.
      yield kind === 'relinked' ? { inside } : { news: { kind: 'change', change }, inside };
    }
  }
}
