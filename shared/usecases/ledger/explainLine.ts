import type { Change } from '../../domain/ledger/change.ts';
import { matchedBy, versionReason, type MatchedBy, type VersionReason } from '../../domain/ledger/provenance.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { SyncStore } from '../../ports/syncs.ts';

/** The run that made a record. Runs are kept for 400 days; of an older one, only its id is known. */
export interface RunBehind {
  readonly syncId: string;
  readonly sync?: Sync;
}

export interface LineVersion {
  readonly change: Change;
  readonly run: RunBehind;
  readonly reason: VersionReason;
  /** The pending line that this one seems to be the booked form of. */
  readonly pendingPontoId?: string;
  /** What the books said before. */
  readonly before?: Change;
}

/** A time at which the line was recognised under another id of Ponto. */
export interface Recognition {
  readonly change: Change;
  readonly before: Change;
  readonly run: RunBehind;
  readonly matchedBy: MatchedBy;
}

interface Deps {
  readonly reader: Pick<LedgerReader, 'pending'>;
  readonly syncs: Pick<SyncStore, 'get'>;
}

/**
 * Says of every record of a line which run made it and why.
 *
 * @param history newest first, relinkings included
 * @param earlier the record before the oldest of them, which is told elsewhere
 */
export const explainLine = async (
  { reader, syncs }: Deps,
  ledger: AccountRef,
  history: readonly Change[],
  earlier?: Change,
): Promise<{ readonly versions: readonly LineVersion[]; readonly recognised: readonly Recognition[] }> => {
  const runs = new Map<string, RunBehind>();
  for (const { syncId } of history) {
    if (runs.has(syncId)) continue;
    const sync = await syncs.get({ ...ledger, syncId });
    runs.set(syncId, { syncId, ...(sync && { sync }) });
  }
  const versions: LineVersion[] = [];
  const recognised: Recognition[] = [];
  let before = earlier;
  for (const change of history.toReversed()) {
    const run = runs.get(change.syncId) ?? { syncId: change.syncId };
    const reason = versionReason(change);
    const how = before && matchedBy(before, change);
    if (reason)
      versions.push({ change, run, ...(await whyOf(reader, ledger, change, reason)), ...(before && { before }) });
    if (before && how) recognised.push({ change, before, run, matchedBy: how });
    before = change;
  }
  return { versions, recognised };
};

/** A pending line that is still on show has not become this one. */
const whyOf = async (
  reader: Deps['reader'],
  ledger: AccountRef,
  { succeeds }: Change,
  reason: VersionReason,
): Promise<Pick<LineVersion, 'reason' | 'pendingPontoId'>> => {
  if (succeeds === undefined) return { reason };
  const stillPending = (await reader.pending(ledger)).some(({ pontoId }) => pontoId === succeeds);
  if (!stillPending) return { reason, pendingPontoId: succeeds };
  return { reason: reason === 'pending_booked' ? 'new_at_ponto' : reason };
};
