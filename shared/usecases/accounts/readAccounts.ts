import { defined } from '../../language/defined.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { nextRunAfter } from '../../domain/calendar/nextRun.ts';
import type { AuthorizationNow } from '../../domain/connections/authorization.ts';
import type { Account, Connection, ConnectionStatus } from '../../domain/connections/connection.ts';
import { isOfHealth, type SoughtHealth } from '../../domain/connections/health.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import { withRetryAt, type Schedules } from '../syncs/withRetryAt.ts';
import { fillPage } from '../fillPage.ts';
import { pickPage } from '../pickPage.ts';
import { makeAccountHealth, type AccountHealthDeps, type JudgeAccounts, type JudgedAccount } from './accountHealth.ts';

interface Deps extends AccountHealthDeps {
  readonly accounts: Pick<AccountStore, 'get' | 'list'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly schedules: Schedules;
}

/** An account as people see it. */
export interface AccountView extends Omit<JudgedAccount, 'paused'> {
  readonly nextSyncAt?: Instant;
}

export interface AccountFilter extends SoughtHealth {
  readonly connectionId?: string;
  readonly institutionId?: string;
  /** Accounts of other banks too that came with the consent. */
  readonly all: boolean;
  readonly authorization?: AuthorizationNow['state'];
}

const connectionsAtOnce = 8;
const accountsAtOnce = 8;

export const makeReadAccounts = (deps: Deps) => {
  const healthIn = makeAccountHealth(deps);

  const view = ({ paused, ...judged }: JudgedAccount, connection: Connection | undefined): AccountView => {
    const { account } = judged;
    const status = connection?.status ?? 'disconnected';
    const nextSyncAt = paused ? undefined : nextSyncOf(account, status, judged.authorization, deps.clock.now());
    const { progress } = judged;
    const lastSync = progress.lastSync && withRetryAt(progress.lastSync, account, deps.schedules);
    return { ...judged, progress: { ...progress, ...defined({ lastSync }) }, ...defined({ nextSyncAt }) };
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

  type ConnectionOf = ReturnType<typeof lookUp>;
  const look = async (
    accounts: readonly Account[],
    connectionOf: ConnectionOf,
    judge: JudgeAccounts,
  ): Promise<readonly AccountView[]> => {
    const subjects = await mapInParallel(accounts, connectionsAtOnce, async (account) => ({
      account,
      connection: await connectionOf(account.connectionId),
    }));
    const judged = await judge(subjects);
    return judged.map((one, index) => view(one, subjects[index]?.connection));
  };

  /** Those that are there, by the id that was asked for. */
  const getMany = async (
    tenantId: string,
    accountIds: readonly string[],
  ): Promise<ReadonlyMap<string, AccountView>> => {
    const found = await mapInParallel(accountIds, accountsAtOnce, async (accountId) => {
      const account = await deps.accounts.get({ tenantId, accountId });
      return account ? [{ accountId, account }] : [];
    });
    const asked = found.flat();
    const views = await look(
      asked.map(({ account }) => account),
      lookUp(tenantId),
      healthIn(tenantId),
    );
    return new Map(views.map((one, index) => [asked[index]?.accountId ?? '', one]));
  };

  return {
    get: async (tenantId: string, accountId: string): Promise<AccountView | undefined> =>
      (await getMany(tenantId, [accountId])).get(accountId),

    getMany,

    list: async (tenantId: string, filter: AccountFilter, page: PageRequest): Promise<Page<AccountView>> => {
      const connectionOf = lookUp(tenantId);
      const { all, health, healthCode, authorization, ...stored } = filter;
      const judge = healthIn(tenantId);
      // A person who chose a bank is shown that bank's accounts, whatever else the consent brought along.
      const isWanted = async (account: Account): Promise<boolean> => {
        if (all || filter.institutionId !== undefined) return true;
        const chosen = (await connectionOf(account.connectionId))?.institutionId;
        return chosen === undefined || chosen === account.institutionId;
      };
      const read = (request: PageRequest): Promise<Page<Account>> =>
        fillPage(request, (one) => deps.accounts.list(tenantId, stored, one), isWanted);
      if ((health ?? healthCode ?? authorization) === undefined) {
        const found = await read(page);
        return { ...found, items: await look(found.items, connectionOf, judge) };
      }
      const fits = (seen: AccountView): boolean =>
        isOfHealth(seen.health, filter) && (authorization ?? seen.authorization.state) === seen.authorization.state;
      return pickPage(page, read, async (accounts) =>
        (await look(accounts, connectionOf, judge)).map((seen) => (fits(seen) ? seen : undefined)),
      );
    },
  };
};

export type ReadAccounts = ReturnType<typeof makeReadAccounts>;
