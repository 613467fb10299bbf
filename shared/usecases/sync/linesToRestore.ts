import type { Change } from '../../domain/ledger/change.ts';
import type { HeadBefore, TakenBack } from '../../domain/ledger/head.ts';
import { restoreLine, type TouchedLine } from '../../domain/ledger/restoreLine.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { ChangeFactory } from './diffPage.ts';
import type { LedgerAccess, LedgerSession } from './ledgerSession.ts';

/** The records that make every line again what it was. What this has done before a crash is not done again. */
export const linesToRestore = async (
  { reader, fingerprint }: Pick<LedgerAccess, 'reader' | 'fingerprint'>,
  session: LedgerSession,
  { taken: { at, syncId }, before: { sequence } }: { readonly taken: TakenBack; readonly before: HeadBefore },
): Promise<readonly ChangeFactory[]> => {
  const { ledger } = session.lease;
  const since = new Map<number, Change>();
  const done = new Set<number>();
  const added = new Set<string>();
  const wanted = new Set<number>();
  for await (const { changes } of reader.segmentsAfter(ledger, sequence)) {
    for (const change of changes) {
      if (change.sequence <= sequence) continue;
      if (change.syncId === syncId) {
        done.add(change.line);
        if (change.kind === 'added') added.add(change.pontoId);
      } else {
        if (!since.has(change.line) && change.before) wanted.add(change.before.sequence);
        since.set(change.line, change);
      }
    }
  }
  const earlier = await recordsOf(session, reader, wanted);
  await session.known.loadAll();
  return [...since.values()].flatMap((last) => {
    const entry = session.known.ofLine(last.line);
    const before = earlier.get(last.line);
    if (!entry || done.has(last.line) || (before && added.has(before.pontoId))) return [];
    const touched: TouchedLine = { last, entry, ...defined({ before }) };
    const make = restoreLine(touched, fingerprint);
    return make ? [(record: Parameters<ChangeFactory>[0]) => make({ ...record, at, syncId })] : [];
  });
};

/** Records by their line. */
const recordsOf = async (
  { lease }: LedgerSession,
  reader: LedgerReader,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Change>> => {
  const found = new Map<number, Change>();
  if (wanted.size === 0) return found;
  for await (const { changes } of reader.segmentsAfter(lease.ledger, 0)) {
    for (const change of changes) if (wanted.has(change.sequence)) found.set(change.line, change);
    if (found.size === wanted.size) break;
  }
  return found;
};
