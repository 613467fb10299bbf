import type { Account, Connection, ConnectionStatus, ExpectedAccount } from '../../domain/connections/connection.ts';
import { healthOfConnection, missingOf } from '../../domain/connections/connectionHealth.ts';
import { isOfHealth, type Health, type SoughtHealth } from '../../domain/connections/health.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import { addressesOf, reachOf, type AddressStandings, type UndeliverableAddress } from '../../domain/mail/reach.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import { makeAccountHealth, type AccountHealthDeps, type JudgedAccount } from '../accounts/accountHealth.ts';
import { institutionNames } from '../institutions/institutionCatalogue.ts';
import { pickPage } from '../pickPage.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';

interface Deps extends AccountHealthDeps {
  readonly connections: Pick<ConnectionStore, 'get' | 'list'>;
  readonly accounts: Pick<AccountStore, 'list' | 'ofConnection'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly suppressionList: Pick<SuppressionList, 'ofAddresses'>;
  readonly confirmAddresses: boolean;
}

export interface ConnectionView {
  readonly connection: Connection;
  readonly health: Health;
  /** Accounts that a legacy connection had before and that are not shared with us. */
  readonly missingAccounts: readonly ExpectedAccount[];
  /** Addresses of its people that take no mail, and why. */
  readonly undeliverable: readonly UndeliverableAddress[];
  readonly accounts: readonly { readonly account: Account; readonly health: Health }[];
}

export interface ConnectionFilter extends SoughtHealth {
  readonly status?: ConnectionStatus;
}

/** Connections with a summary of their accounts. */
export const makeReadConnections = (deps: Deps) => {
  const { connections, accounts, catalogue, paused, suppressionList, confirmAddresses, clock } = deps;
  const healthIn = makeAccountHealth(deps);

  const view = async (
    connection: Connection,
    standings: AddressStandings,
    told: readonly JudgedAccount[],
  ): Promise<ConnectionView> => {
    const isPaused = (await paused.all()).has(connection.tenantId);
    const held = told.map(({ account }) => account);
    const { institutionId: chosen } = connection;
    const banks = [...held.map(({ institutionId }) => institutionId), ...(chosen === undefined ? [] : [chosen])];
    const nameOf = await institutionNames(catalogue, banks);
    const { undeliverable, nobody } = reachOf(connection, standings, { now: clock.now(), confirmAddresses });
    const judged = { connection, accounts: held, told, paused: isPaused, nobodyReached: nobody, nameOf };
    return {
      connection,
      health: healthOfConnection(judged),
      missingAccounts: missingOf(connection, held),
      undeliverable,
      accounts: told,
    };
  };

  const viewOne = async (connection: Connection): Promise<ConnectionView> => {
    const { tenantId, id: connectionId } = connection;
    const held = await accounts.ofConnection({ tenantId, connectionId });
    const told = await healthIn(tenantId)(held.map((account) => ({ account, connection })));
    return view(connection, await suppressionList.ofAddresses(tenantId, addressesOf(connection)), told);
  };

  const viewMany = async (
    tenantId: string,
    some: readonly Connection[],
    all: readonly Account[],
  ): Promise<readonly ConnectionView[]> => {
    const byId = new Map(some.map((connection) => [connection.id, connection]));
    const subjects = all.flatMap((account) => {
      const connection = byId.get(account.connectionId);
      return connection ? [{ account, connection }] : [];
    });
    const judged = await healthIn(tenantId, all)(subjects);
    const standings = await suppressionList.ofAddresses(tenantId, some.flatMap(addressesOf));
    const views: ConnectionView[] = [];
    for (const connection of some) {
      const told = judged.filter(({ account }) => account.connectionId === connection.id);
      views.push(await view(connection, standings, told));
    }
    return views;
  };

  return {
    view: viewOne,
    get: async (tenantId: string, connectionId: string): Promise<ConnectionView | undefined> => {
      const connection = await connections.get({ tenantId, connectionId });
      return connection && viewOne(connection);
    },
    /** The accounts of all connections are read and judged together: each thing is read once. */
    list: async (tenantId: string, page: PageRequest, filter: ConnectionFilter): Promise<Page<ConnectionView>> => {
      let read: Promise<readonly Account[]> | undefined;
      const look = async (items: readonly Connection[]): Promise<readonly ConnectionView[]> =>
        items.length === 0 ? [] : viewMany(tenantId, items, await (read ??= allAccounts(accounts, tenantId)));
      const { status, health, healthCode } = filter;
      if ((status ?? health ?? healthCode) === undefined) {
        const found = await connections.list(tenantId, page);
        return { ...found, items: await look(found.items) };
      }
      return pickPage(
        page,
        (request) => connections.list(tenantId, request),
        async (items) => {
          const views = await look(items.filter((one) => (status ?? one.status) === one.status));
          const wanted = new Map(
            views.filter((one) => isOfHealth(one.health, filter)).map((one) => [one.connection.id, one]),
          );
          return items.map(({ id }) => wanted.get(id));
        },
      );
    },
  };
};

export type ReadConnections = ReturnType<typeof makeReadConnections>;
