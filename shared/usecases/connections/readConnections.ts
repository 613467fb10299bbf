import { authorizationOf } from '../../domain/connections/authorization.ts';
import type { Account, Connection, ExpectedAccount } from '../../domain/connections/connection.ts';
import { healthOfConnection, missingOf } from '../../domain/connections/connectionHealth.ts';
import { healthOf, type Health } from '../../domain/connections/health.ts';
import { effectiveStatus } from '../../domain/syncs/sync.ts';
import type { AccountProgress, AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { SuppressionReason } from '../../domain/mail/recipients.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { InstitutionCatalogue, BankOutages } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import { mapInParallel } from '../inParallel.ts';
import { institutionNames } from '../institutions/institutionCatalogue.ts';
import { isBankOutage } from '../institutions/bankOutages.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get' | 'list'>;
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly progress: AccountProgress;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly paused: PausedTenants;
  readonly bankOutages: Pick<BankOutages, 'hadAt'>;
  readonly suppressionList: Pick<SuppressionList, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
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
export const makeReadConnections = ({
  connections,
  accounts,
  progress,
  catalogue,
  paused,
  bankOutages,
  suppressionList,
  clock,
}: Deps) => {
  const undeliverableOf = async ({ contact, notify, accountant }: Connection) => {
    const addresses = new Set([contact?.email, ...notify, accountant].filter((address) => address !== undefined));
    const marked = [...addresses].map(async (address) => ({ address, mark: await suppressionList.get(address) }));
    return (await Promise.all(marked)).flatMap(({ address, mark }) =>
      mark ? [{ address, reason: mark.reason, since: mark.at }] : [],
    );
  };

  const view = async (connection: Connection): Promise<ConnectionView> => {
    const now = clock.now();
    const isPaused = (await paused.all()).has(connection.tenantId);
    const { tenantId, id: connectionId, status: connectionStatus, statusCode: connectionCode } = connection;
    const held = await accounts.ofConnection({ tenantId, connectionId });
    const told = await mapInParallel(held, accountsAtOnce, async (account) => {
      const { lastSync, refusedLines, uncertainLines, proof, firstImport } = await progress.get({
        tenantId,
        accountId: account.id,
      });
      const last = lastSync && effectiveStatus(lastSync, now);
      const authorization = authorizationOf(account, now, last);
      const health = healthOf({
        account,
        connectionStatus,
        connectionCode,
        connectionMethod: connection.method,
        authorization,
        paused: isPaused,
        lastSync: last,
        bankOutage: await isBankOutage(bankOutages, account, last),
        refusedLines,
        uncertainLines,
        difference: proof.difference,
        firstImport,
      });
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
    view,
    get: async (tenantId: string, connectionId: string): Promise<ConnectionView | undefined> => {
      const connection = await connections.get({ tenantId, connectionId });
      return connection && view(connection);
    },
    list: async (tenantId: string, page: PageRequest): Promise<Page<ConnectionView>> => {
      const found = await connections.list(tenantId, page);
      return { ...found, items: [...(await mapInParallel(found.items, connectionsAtOnce, view))] };
    },
  };
};

export type ReadConnections = ReturnType<typeof makeReadConnections>;
