import { dayOf, defaultTimeZone, type Instant } from '../../domain/calendar/calendarDate.ts';
import { weekOfEnd } from '../../domain/connections/authorization.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { authorizationEndOf } from '../../domain/connections/observation.ts';
import { isLate, isSilent } from '../../domain/connections/staleness.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { FleetMetrics } from '../../ports/fleetMetrics.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionRunState } from '../../ports/connections.ts';
import type { SyncJob } from '../../ports/syncs.ts';

export interface RecordFleetMetricsDeps {
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly fleetMetrics: FleetMetrics;
}

type Job = Extract<SyncJob, { kind: 'connection' }>;

/** Has no run passed here today? Days are those of Brussels, as the schedules are. */
const isFirstToday = ({ lastRunAt }: ConnectionRunState, now: Instant): boolean =>
  lastRunAt === undefined || dayOf(lastRunAt, defaultTimeZone) < dayOf(now, defaultTimeZone);

const feeds = ({ link }: Account): boolean => link !== undefined && link.frequency !== 'manual';

/**
 * Counts a connection that a run could read: itself and the ends of its authorizations once a day, lateness whenever it
 * shows. Where nothing is late this looks nothing up; else it reads the accounts, to leave out those that feed nothing.
 */
export const recordReadConnection = async (
  { accounts, fleetMetrics }: RecordFleetMetricsDeps,
  job: Job,
  runs: ConnectionRunState,
  seen: readonly FeedAccount[],
): Promise<void> => {
  const { frequency, scheduledAt } = job;
  const first = isFirstToday(runs, scheduledAt);
  if (first) {
    fleetMetrics.connection('active');
    for (const account of seen) {
      const week = weekOfEnd(authorizationEndOf(account, undefined), scheduledAt);
      if (week) fleetMetrics.authorization(week);
    }
  }
  const late = isLate(runs.lastRunAt, scheduledAt, frequency);
  const silent = first ? seen.filter(({ synchronizedAt }) => isSilent(synchronizedAt, scheduledAt, frequency)) : [];
  if (!late && silent.length === 0) return;
  const linked = (await accounts.ofConnection(job)).filter((account) => account.link?.frequency === frequency);
  if (late) fleetMetrics.staleAccounts('run', linked.length);
  fleetMetrics.staleAccounts(
    'bank',
    linked.filter(({ pontoId }) => silent.some((account) => account.pontoId === pontoId)).length,
  );
};

/** Counts a connection that no run may read, with the accounts that wait for it, once a day. */
export const recordUnreadConnection = async (
  { accounts, fleetMetrics }: RecordFleetMetricsDeps,
  job: Job,
  { status }: Connection,
  runs: ConnectionRunState,
): Promise<'counted' | 'counted_before'> => {
  if (!isFirstToday(runs, job.scheduledAt)) return 'counted_before';
  fleetMetrics.connection(status);
  fleetMetrics.staleAccounts('access', (await accounts.ofConnection(job)).filter(feeds).length);
  return 'counted';
};
