import { authorizationOf } from '../../domain/connections/authorization.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { healthOf, type Health } from '../../domain/connections/health.ts';
import { asTold } from '../../domain/syncs/interruption.ts';
import type { AccountProgress } from '../../ports/accountProgress.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { AccountStore, ConnectionStore, Page, PageRequest } from '../../ports/registry.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get' | 'list'>;
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly progress: AccountProgress;
  readonly clock: Pick<Clock, 'now'>;
}

export interface ConnectionView {
  readonly connection: Connection;
  readonly accounts: readonly { readonly account: Account; readonly health: Health }[];
}

/** Connections with a summary of their accounts. */
export const makeReadConnections = ({ connections, accounts, progress, clock }: Deps) => {
  const view = async (connection: Connection): Promise<ConnectionView> => {
    const now = clock.now();
    const { tenantId, id: connectionId, status: connectionStatus } = connection;
    const summaries = (await accounts.ofConnection({ tenantId, connectionId })).map(async (account) => {
      const { lastSync, refusedLines } = await progress.get(tenantId, account.id);
      const authorization = authorizationOf(account, now);
      const told = lastSync && asTold(lastSync, now);
      return { account, health: healthOf({ account, connectionStatus, authorization, lastSync: told, refusedLines }) };
    });
    return { connection, accounts: await Promise.all(summaries) };
  };

  return {
    view,
    get: async (tenantId: string, connectionId: string): Promise<ConnectionView | undefined> => {
      const connection = await connections.get({ tenantId, connectionId });
      return connection && view(connection);
    },
    list: async (tenantId: string, page: PageRequest): Promise<Page<ConnectionView>> => {
      const found = await connections.list(tenantId, page);
      return { ...found, items: await Promise.all(found.items.map(view)) };
    },
  };
};

export type ReadConnections = ReturnType<typeof makeReadConnections>;
