import type { HeldLists } from '../../domain/feed/feedEntry.ts';
import { isSamePeriod, isWithin } from '../../domain/statements/period.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { linesUntouchedSince } from '../ledger/statementLines.ts';
import type { StatementView } from '../ledger/statements.ts';

/** How many lines of a statement, from its first, a reader holds as they stand now; the lines are read only where they have to be. */
export const heldLines = async (
  reader: Pick<LedgerReader, 'months'>,
  ledger: AccountRef,
  { statement, state }: StatementView,
  { final, open = [] }: HeldLists,
): Promise<number> => {
  const { period, through, lineCount, carriesLate } = statement;
  if (state === 'final' && final && isWithin(period.from, final) && isWithin(period.to, final)) return lineCount;
  const told = open.find((list) => isSamePeriod(list, period));
  if (!told) return 0;
  // What it carries forward comes last, and may be another statement's by now: it is told again.
  if (through <= told.through && !carriesLate) return lineCount;
  return linesUntouchedSince(reader, ledger, statement, told.through);
};
