import { defined } from '../../language/defined.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { faultCodeOf } from '../../domain/connections/health.ts';
import { faultKinds } from '../../domain/faults/fault.ts';
import { effectiveStatus } from '../../domain/syncs/sync.ts';
import { incidentsOf, type AccountState, type Incident } from '../../domain/alerts/incident.ts';
import { differenceOf } from '../../domain/statements/difference.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { ConnectionRuns } from '../../ports/connections.ts';
import type { SyncStore } from '../../ports/syncs.ts';

export interface IncidentSources {
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly syncs: Pick<SyncStore, 'list'>;
  readonly runs: Pick<ConnectionRuns, 'load'>;
  readonly paused: PausedTenants;
}

/** More runs than three rounds of the quickest frequency make, with those that people and Ponto start beside them. */
const maxSyncs = 50;
const accountsAtOnce = 8;

/** What is wrong with a connection at the moment of a run, read from what is kept and from nothing else. */
export const findIncidents = async (
  sources: IncidentSources,
  connection: Connection,
  accounts: readonly Account[],
  now: string,
): Promise<readonly Incident[]> => {
  const isRead = connection.status === 'active';
  const states = isRead
    ? await mapInParallel(linked(accounts), accountsAtOnce, (account) => stateOf(sources, connection, account, now))
    : [];
  return incidentsOf(connection, states, now);
};

const linked = (accounts: readonly Account[]): readonly Account[] => accounts.filter(({ link }) => link !== undefined);

const stateOf = async (
  sources: IncidentSources,
  connection: Connection,
  account: Account,
  now: string,
): Promise<AccountState> => {
  // Of an account that is not shared with us any more nothing else matters.
  if (account.authorization.revoked) return { account };
  const { tenantId, id: accountId } = account;
  const { chain } = await sources.reader.head({ tenantId, accountId });
  const brokenSince = chain.balance?.mismatch?.since;
  // Nothing is fetched because the operator has paused the tenant: there is no fault to tell of.
  const isPaused = (await sources.paused.all()).has(tenantId);
  const nothingSince = isPaused ? undefined : await nothingFetchedSince(sources, connection, account, now);
  return {
    account,
    ...defined({ brokenSince, nothingSince, difference: differenceOf(chain) }),
  };
};

/**
 * Since when nothing was fetched, where work has failed: since the last run that succeeded, or, where Ponto could not even be
 * looked at, since the last check. A fault that a person can heal has a mail and a sentence of its own, and a schedule that
 * does not fire is the operator's matter.
 */
const nothingFetchedSince = async (
  { syncs, runs }: IncidentSources,
  { tenantId, id: connectionId }: Connection,
  { id: accountId, link }: Account,
  now: string,
): Promise<string | undefined> => {
  const { items } = await syncs.list({ tenantId, accountId }, { limit: maxSyncs });
  const last = items[0] && effectiveStatus(items[0], now);
  if (last?.status === 'failed') {
    const kind = faultKinds[faultCodeOf(last.errorCode ?? 'internal_error')];
    const good = items.find(({ status }) => status === 'succeeded');
    return kind === 'userActionRequired' ? undefined : (good?.updatedAt ?? link?.linkedAt);
  }
  const loaded = await runs.load({ tenantId, connectionId });
  if (loaded?.runs.failedAt === undefined) return undefined;
  const moments = [loaded.runs.lastRunAt, last?.updatedAt, link?.linkedAt].filter((moment) => moment !== undefined);
  return moments.sort().at(-1);
};
