import { faultCodeOf } from '../../domain/connections/health.ts';
import { faultKinds, type FaultKind } from '../../domain/faults/fault.ts';
import { isFinished, type Sync } from '../../domain/syncs/sync.ts';
import type { SyncStore } from '../../ports/syncs.ts';
import type { Observers } from '../invocation.ts';

/** Labels of the metric, which dashboards and alarms name. */
const outcomeLabels = { transient: 'passing', userActionRequired: 'person', bug: 'bug' } as const satisfies Record<
  FaultKind,
  string
>;

/** A store of runs that tells how each of them ended, once: a move that was refused ended nothing. */
export const observedSyncs = (syncs: SyncStore, observers: Pick<Observers, 'log' | 'counters'>): SyncStore => ({
  begin: (sync) => syncs.begin(sync),
  get: (ref) => syncs.get(ref),
  list: (ref, page) => syncs.list(ref, page),
  move: async (ref, transition, change) => {
    const moved = await syncs.move(ref, transition, change);
    if (moved.kind === 'moved' && isFinished(moved.current.status)) tell(observers, moved.current);
    return moved;
  },
});

const tell = ({ log, counters }: Pick<Observers, 'log' | 'counters'>, sync: Sync): void => {
  const { accountId, id: syncId, trigger, pages } = sync;
  const { added, corrected, removed } = sync.counts;
  const failure = sync.status === 'failed' ? faultCodeOf(sync.errorCode ?? 'internal_error') : undefined;
  counters.countBy('SyncsFinished', failure === undefined ? 'succeeded' : outcomeLabels[faultKinds[failure]]);
  if (added > 0) counters.count('LinesAdded', added);
  if (corrected > 0) counters.count('LinesCorrected', corrected);
  if (removed > 0) counters.count('LinesRemoved', removed);
  const outcome = failure ?? 'succeeded';
  log.write('SYNC_FINISHED', { accountId, syncId, trigger, outcome, added, corrected, removed, pages });
};
