import type { OnLookFailure } from '../ports/looks.ts';
import type { FleetMetrics } from '../ports/fleetMetrics.ts';
import type { Counters } from './metrics.ts';
import type { EventBus } from '../ports/events.ts';
import type { Observers } from './invocation.ts';
import { describeError } from './log/describeError.ts';
import { faultCodeOf } from '../domain/connections/health.ts';
import { faultKinds, type FaultKind } from '../domain/faults/fault.ts';
import { isFinished, type Sync } from '../domain/syncs/sync.ts';
import type { SyncStore } from '../ports/syncs.ts';

/** Fleet metrics that CloudWatch keeps. */
export const countingFleetMetrics = (counters: Counters): FleetMetrics => ({
  connection: (status) =>
    counters.countBy(
      'ConnectionsSeen',
      status === 'active' || status === 'reconnect_required' || status === 'blocked' ? status : 'other',
    ),
  // Nothing is counted where nothing is stale: an alarm treats silence as health, and a zero costs a line of the log.
  staleAccounts: (cause, accounts) => {
    if (accounts > 0) counters.countBy('AccountsStale', cause, accounts);
  },
  authorization: (week) => counters.countBy('AuthorizationsEnding', week),
});

/** A bus whose facts are counted once it has taken them: connections won and lost, statements, mismatches. */
export const countingBus = (bus: EventBus, counters: Counters): EventBus => ({
  publish: async (events) => {
    await bus.publish(events);
    for (const { event } of events) counters.countBy('EventsPublished', event.type);
  },
});

/** What became of one request to Ponto. */
export interface Exchange {
  /** Absent when no whole answer came. */
  readonly status?: number;
}

type RequestFailure = 'no_answer' | 'throttled' | 'server_error';

const failureOf = ({ status }: Exchange): RequestFailure | undefined => {
  if (status === undefined) return 'no_answer';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server_error' : undefined;
};

/** Counts requests to Ponto: they are what Ponto bears and what a run costs in time. What fails is logged too. */
export const watchPonto =
  ({ log, counters }: Pick<Observers, 'log' | 'counters'>) =>
  (exchange: Exchange): void => {
    counters.count('PontoRequests');
    const failure = failureOf(exchange);
    if (failure === undefined) return;
    counters.countBy('PontoErrors', failure);
    log.write('PONTO_FAILED', { kind: failure, status: exchange.status });
  };

/** Counts looks that nobody waits for and that could not be taken up; the log says whose. */
export const watchLooks =
  ({ log, counters }: Pick<Observers, 'log' | 'counters'>): OnLookFailure =>
  (look, { tenantId, connectionId }, error) => {
    counters.countBy('LooksFailed', look);
    log.write('LOOK_FAILED', { look, tenantId, connectionId, error: describeError(error) });
  };

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
    if (moved.kind === 'moved' && isFinished(moved.current.status)) count(observers, moved.current);
    return moved;
  },
});

const count = ({ log, counters }: Pick<Observers, 'log' | 'counters'>, sync: Sync): void => {
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
