import type { Account, Connection, ExpectedAccount } from '../../domain/connections/connection.ts';
import { healthOfConnection, missingOf } from '../../domain/connections/connectionHealth.ts';
import type { Health } from '../../domain/connections/health.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { SuppressionReason } from '../../domain/mail/recipients.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import { makeAccountHealth, type AccountHealthDeps, type JudgedAccount } from '../accounts/accountHealth.ts';
import { institutionNames } from '../institutions/institutionCatalogue.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';

interface Deps extends AccountHealthDeps {
  readonly connections: Pick<ConnectionStore, 'get' | 'list'>;
  readonly accounts: Pick<AccountStore, 'list' | 'ofConnection'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly suppressionList: Pick<SuppressionList, 'get'>;
}

export interface ConnectionView {
  readonly connection: Connection;
  readonly health: Health;
  /** Accounts that a legacy connection had before and that are not shared with us. */
  readonly missingAccounts: readonly ExpectedAccount[];
  /** Addresses of its people that take no mail, and why. */
  readonly undeliverable: readonly {
    readonly address: string;
    readonly reason: SuppressionReason;
    readonly since: Instant;
  }[];
  readonly accounts: readonly { readonly account: Account; readonly health: Health }[];
}

/** Marks of one connection's addresses that are read at the same time. */
const marksAtOnce = 8;

/** Connections with a summary of their accounts. */
export const makeReadConnections = (deps: Deps) => {
  const { connections, accounts, catalogue, paused, suppressionList } = deps;
  const healthIn = makeAccountHealth(deps);

  const undeliverableOf = async ({ contact, notify, accountant }: Connection) => {
    const addresses = new Set([contact?.email, ...notify, accountant].filter((address) => address !== undefined));
    const marked = await mapInParallel([...addresses], marksAtOnce, async (address) => ({
      address,
      mark: await suppressionList.get(address),
    }));
    return marked.flatMap(({ address, mark }) => (mark ? [{ address, reason: mark.reason, since: mark.at }] : []));
  };

  const view = async (connection: Connection, told: readonly JudgedAccount[]): Promise<ConnectionView> => {
    const isPaused = (await paused.all()).has(connection.tenantId);
    const held = told.map(({ account }) => account);
    const { institutionId: chosen } = connection;
    const banks = [...held.map(({ institutionId }) => institutionId), ...(chosen === undefined ? [] : [chosen])];
    const nameOf = await institutionNames(catalogue, banks);
    return {
      connection,
      health: healthOfConnection({ connection, accounts: held, told, paused: isPaused, nameOf }),
      missingAccounts: missingOf(connection, held),
      undeliverable: await undeliverableOf(connection),
      accounts: told,
    };
  };

  const viewOne = async (connection: Connection): Promise<ConnectionView> => {
    const { tenantId, id: connectionId } = connection;
    const held = await accounts.ofConnection({ tenantId, connectionId });
    return view(connection, await healthIn(tenantId)(held.map((account) => ({ account, connection }))));
  };

  return {
    view: viewOne,
    get: async (tenantId: string, connectionId: string): Promise<ConnectionView | undefined> => {
      const connection = await connections.get({ tenantId, connectionId });
      return connection && viewOne(connection);
    },
    /** The accounts of all connections are read and judged together: each thing is read once. */
    list: async (tenantId: string, page: PageRequest): Promise<Page<ConnectionView>> => {
      const found = await connections.list(tenantId, page);
      const all = found.items.length === 0 ? [] : await allAccounts(accounts, tenantId);
      const byId = new Map(found.items.map((connection) => [connection.id, connection]));
      const subjects = all.flatMap((account) => {
        const connection = byId.get(account.connectionId);
        return connection ? [{ account, connection }] : [];
      });
      const judged = await healthIn(tenantId, all)(subjects);
      const items: ConnectionView[] = [];
      for (const connection of found.items) {
        const told = judged.filter(({ account }) => account.connectionId === connection.id);
        items.push(await view(connection, told));
      }
      return { ...found, items };
    },
  };
};

export type ReadConnections = ReturnType<typeof makeReadConnections>;
