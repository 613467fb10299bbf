import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { nextRunAfter, type LocalTimes } from '../../domain/calendar/nextRun.ts';
import { authorizationOf, type AuthorizationNow } from '../../domain/connections/authorization.ts';
import type { Account, Connection, ConnectionStatus, ScheduledFrequency } from '../../domain/connections/connection.ts';
import { healthOf, type Health } from '../../domain/connections/health.ts';
import { successionCandidates } from '../../domain/connections/successionCandidates.ts';
import { effectiveStatus } from '../../domain/syncs/sync.ts';
import type { AccountProgress, Progress, AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankOutages } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';
import { fillPage } from '../fillPage.ts';
import { isBankOutage } from '../institutions/bankOutages.ts';

export interface Schedules {
  readonly timeZone: string;
  readonly times: Readonly<Record<ScheduledFrequency, LocalTimes>>;
}

interface Deps {
  readonly accounts: Pick<AccountStore, 'get' | 'list'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly progress: AccountProgress;
  readonly paused: PausedTenants;
  readonly bankOutages: Pick<BankOutages, 'hadAt'>;
  readonly schedules: Schedules;
  readonly clock: Pick<Clock, 'now'>;
}

/** An account as people see it. */
export interface AccountView {
  readonly account: Account;
  readonly authorization: AuthorizationNow;
  readonly health: Health;
  readonly progress: Progress;
  readonly nextSyncAt?: Instant;
  /** Accounts that may continue this one. */
  readonly candidates?: readonly string[];
}

export interface AccountFilter {
  readonly connectionId?: string;
  readonly institutionId?: string;
  /** Accounts of other banks too that came with the consent. */
  readonly all: boolean;
}

export const makeReadAccounts = (deps: Deps) => {
  const view = async (account: Account, connection: Connection | undefined): Promise<AccountView> => {
    const connectionStatus = connection?.status ?? 'disconnected';
    const connectionCode = connection?.statusCode;
    const now = deps.clock.now();
    const told = await deps.progress.get({ tenantId: account.tenantId, accountId: account.id });
    const progress: Progress = { ...told, ...(told.lastSync && { lastSync: effectiveStatus(told.lastSync, now) }) };
    const { lastSync, refusedLines, uncertainLines, proof, firstImport } = progress;
    const authorization = authorizationOf(account, now, lastSync);
    const paused = (await deps.paused.all()).has(account.tenantId);
    const health = healthOf({
      account,
      connectionStatus,
      connectionCode,
      connectionMethod: connection?.method,
      authorization,
      paused,
      lastSync,
      bankOutage: await isBankOutage(deps.bankOutages, account, lastSync),
      refusedLines,
      uncertainLines,
      difference: proof.difference,
      known: proof.known,
      firstImport,
    });
    const nextSyncAt = paused ? undefined : nextSyncOf(account, connectionStatus, authorization, now);
    const candidates = await candidatesFor(account);
    return { account, authorization, health, progress, candidates, ...defined({ nextSyncAt }) };
  };

  /** Only one that is gone and feeds a journal is worth a look at all the others. */
  const candidatesFor = async (account: Account): Promise<readonly string[]> => {
    if (!account.link || !account.authorization.revoked) return [];
    return successionCandidates(account, await allAccounts(deps.accounts, account.tenantId)).map(({ id }) => id);
  };

  const nextSyncOf = (
    { link }: Account,
    connectionStatus: ConnectionStatus,
    { state }: AuthorizationNow,
    now: Instant,
  ): Instant | undefined => {
    if (!link || link.frequency === 'manual' || connectionStatus !== 'active') return undefined;
    if (state === 'expired' || state === 'revoked') return undefined;
    const { times, timeZone } = deps.schedules;
    return nextRunAfter(now, times[link.frequency], timeZone);
  };

  /** Connections looked up once per request. */
  const lookUp = (tenantId: string) => {
    const known = new Map<string, ReturnType<ConnectionStore['get']>>();
    return (connectionId: string): ReturnType<ConnectionStore['get']> => {
      const found = known.get(connectionId) ?? deps.connections.get({ tenantId, connectionId });
      known.set(connectionId, found);
      return found;
    };
  };

  return {
    get: async (tenantId: string, accountId: string): Promise<AccountView | undefined> => {
      const account = await deps.accounts.get({ tenantId, accountId });
      if (!account) return undefined;
      const connection = await deps.connections.get({ tenantId, connectionId: account.connectionId });
      return view(account, connection);
    },

    list: async (tenantId: string, filter: AccountFilter, page: PageRequest): Promise<Page<AccountView>> => {
      const connectionOf = lookUp(tenantId);
      const { all, ...stored } = filter;
      // A person who chose a bank is shown that bank's accounts, whatever else the consent brought along.
      const isWanted = async (account: Account): Promise<boolean> => {
        if (all || filter.institutionId !== undefined) return true;
        const chosen = (await connectionOf(account.connectionId))?.institutionId;
        return chosen === undefined || chosen === account.institutionId;
      };
      const found = await fillPage(page, (request) => deps.accounts.list(tenantId, stored, request), isWanted);
      const items = await Promise.all(
        found.items.map(async (account) => view(account, await connectionOf(account.connectionId))),
      );
      return { ...found, items };
    },
  };
};

export type ReadAccounts = ReturnType<typeof makeReadAccounts>;
