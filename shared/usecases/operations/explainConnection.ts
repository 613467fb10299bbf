import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { authorizationOf, type AuthorizationNow } from '../../domain/connections/authorization.ts';
import { scheduledFrequencies, type Account, type Connection } from '../../domain/connections/connection.ts';
import { healthOf, type Health } from '../../domain/connections/health.ts';
import { effectiveStatus, type Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionRuns, DueIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { SyncStore } from '../../ports/syncs.ts';

interface Deps {
  readonly due: Pick<DueIndex, 'pages'>;
  readonly runs: Pick<ConnectionRuns, 'load'>;
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly syncs: Pick<SyncStore, 'list'>;
  readonly paused: PausedTenants;
  readonly clock: Pick<Clock, 'now'>;
}

export interface ExplainedAccount {
  readonly account: Account;
  readonly authorization: AuthorizationNow;
  readonly health: Health;
  /** Newest first. */
  readonly syncs: readonly Sync[];
}

/** What happened to one connection. */
export interface ExplainedConnection {
  readonly connection: Connection;
  readonly paused: boolean;
  readonly lastRunAt: Instant | undefined;
  readonly accounts: readonly ExplainedAccount[];
}

const syncsShown = 10;

/** Tells what happened to a connection: its status, its accounts and their last runs. */
export const makeExplainConnection = (deps: Deps) => {
  const explainAccount = async (account: Account, connection: Connection, paused: boolean) => {
    const now = deps.clock.now();
    const { items } = await deps.syncs.list(
      { tenantId: account.tenantId, accountId: account.id },
      { limit: syncsShown },
    );
    const syncs = items.map((sync) => effectiveStatus(sync, now));
    const authorization = authorizationOf(account, now, syncs[0]);
    const health = healthOf({
      account,
      connectionStatus: connection.status,
      connectionCode: connection.statusCode,
      connectionMethod: connection.method,
      authorization,
      paused,
      lastSync: syncs[0],
      refusedLines: 0,
    });
    return { account, authorization, health, syncs };
  };

  return {
    explain: async (ref: ConnectionRef): Promise<ExplainedConnection | undefined> => {
      const loaded = await deps.runs.load(ref);
      if (!loaded) return undefined;
      const { connection, runs } = loaded;
      const paused = (await deps.paused.all()).has(ref.tenantId);
      const held = await deps.accounts.ofConnection(ref);
      const accounts = await Promise.all(held.map((account) => explainAccount(account, connection, paused)));
      return { connection, paused, lastRunAt: runs.lastRunAt, accounts };
    },

    /**
     * Whose connection is it? Keys begin with the tenant, so that an id alone is looked for in the due index: a walk over
     * the connections that feed a journal by schedule. The others are found with their tenant only.
     */
    findTenant: async (connectionId: string): Promise<string | undefined> => {
      for (const frequency of scheduledFrequencies) {
        for await (const page of deps.due.pages(frequency)) {
          const found = page.find((ref) => ref.connectionId === connectionId);
          if (found) return found.tenantId;
        }
      }
      return undefined;
    },
  };
};
