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
import { mapInParallel } from '../inParallel.ts';
import { makeAccountHealth, type AccountHealthDeps } from '../accounts/accountHealth.ts';
import { institutionNames } from '../institutions/institutionCatalogue.ts';

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

/** Fifty connections of twenty accounts are a thousand accounts with two reads each: never all at once. */
const connectionsAtOnce = 4;
const accountsAtOnce = 8;

/** Connections with a summary of their accounts. */
export const makeReadConnections = (deps: Deps) => {
  const { connections, accounts, catalogue, paused, suppressionList } = deps;
  const healthIn = makeAccountHealth(deps);

  const undeliverableOf = async ({ contact, notify, accountant }: Connection) => {
    const addresses = new Set([contact?.email, ...notify, accountant].filter((address) => address !== undefined));
    const marked = [...addresses].map(async (address) => ({ address, mark: await suppressionList.get(address) }));
    return (await Promise.all(marked)).flatMap(({ address, mark }) =>
      mark ? [{ address, reason: mark.reason, since: mark.at }] : [],
    );
  };

  const view = async (connection: Connection, judge = healthIn(connection.tenantId)): Promise<ConnectionView> => {
    const isPaused = (await paused.all()).has(connection.tenantId);
    const { tenantId, id: connectionId } = connection;
    const held = await accounts.ofConnection({ tenantId, connectionId });
    const told = await mapInParallel(held, accountsAtOnce, async (account) => {
      const { health } = await judge(account, connection);
      return { account, health };
    });
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

  return {
    view: (connection: Connection): Promise<ConnectionView> => view(connection),
    get: async (tenantId: string, connectionId: string): Promise<ConnectionView | undefined> => {
      const connection = await connections.get({ tenantId, connectionId });
      return connection && view(connection);
    },
    list: async (tenantId: string, page: PageRequest): Promise<Page<ConnectionView>> => {
      const found = await connections.list(tenantId, page);
      const judge = healthIn(tenantId);
      const items = await mapInParallel(found.items, connectionsAtOnce, (connection) => view(connection, judge));
      return { ...found, items: [...items] };
    },
  };
};

export type ReadConnections = ReturnType<typeof makeReadConnections>;
