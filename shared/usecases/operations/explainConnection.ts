import { mapInParallel } from '../../language/inParallel.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { AuthorizationNow } from '../../domain/connections/authorization.ts';
import { scheduledFrequencies, type Account, type Connection } from '../../domain/connections/connection.ts';
import { addressesOf, type Reach } from '../../domain/mail/reach.ts';
import type { Health } from '../../domain/connections/health.ts';
import { effectiveStatus, type Sync } from '../../domain/syncs/sync.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionRuns, DueIndex } from '../../ports/connections.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { SyncStore } from '../../ports/syncs.ts';
import { makeAccountHealth, type AccountHealthDeps, type JudgedAccount } from '../accounts/accountHealth.ts';
import { readReach } from '../mail/readReach.ts';

interface Deps extends AccountHealthDeps {
  readonly due: Pick<DueIndex, 'pages'>;
  readonly runs: Pick<ConnectionRuns, 'load'>;
  readonly accounts: Pick<AccountStore, 'list' | 'ofConnection'>;
  readonly syncs: Pick<SyncStore, 'list'>;
  readonly suppressionList: Pick<SuppressionList, 'ofAddresses'>;
  readonly confirmAddresses: boolean;
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
  /** How many addresses it names, and who can be reached. */
  readonly addresses: number;
  readonly reach: Reach;
  readonly accounts: readonly ExplainedAccount[];
}

const syncsShown = 10;
const accountsAtOnce = 8;

/** Tells what happened to a connection: its status, its accounts and their last runs. */
export const makeExplainConnection = (deps: Deps) => {
  const healthIn = makeAccountHealth(deps);

  const explainAccount = async ({ account, authorization, health }: JudgedAccount): Promise<ExplainedAccount> => {
    const now = deps.clock.now();
    const { items } = await deps.syncs.list(
      { tenantId: account.tenantId, accountId: account.id },
      { limit: syncsShown },
    );
    return { account, authorization, health, syncs: items.map((sync) => effectiveStatus(sync, now)) };
  };

  return {
    explain: async (ref: ConnectionRef): Promise<ExplainedConnection | undefined> => {
      const loaded = await deps.runs.load(ref);
      if (!loaded) return undefined;
      const { connection, runs } = loaded;
      const paused = (await deps.paused.all()).has(ref.tenantId);
      const held = await deps.accounts.ofConnection(ref);
      const judged = await healthIn(ref.tenantId)(held.map((account) => ({ account, connection })));
      const accounts = await mapInParallel(judged, accountsAtOnce, explainAccount);
      const reach = await readReach(deps.suppressionList, connection, {
        now: deps.clock.now(),
        confirmAddresses: deps.confirmAddresses,
      });
      const addresses = addressesOf(connection).length;
      return { connection, paused, lastRunAt: runs.lastRunAt, addresses, reach, accounts };
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
