import { authorizationOf, type AuthorizationNow } from '../../domain/connections/authorization.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { healthOf, type Health } from '../../domain/connections/health.ts';
import { successionCandidates } from '../../domain/connections/successionCandidates.ts';
import { effectiveStatus } from '../../domain/syncs/sync.ts';
import type { AccountProgress, AccountStore, Progress } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankOutages } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import { isBankOutage } from '../institutions/bankOutages.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';

export interface AccountHealthDeps {
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly progress: AccountProgress;
  readonly paused: PausedTenants;
  readonly bankOutages: Pick<BankOutages, 'hadAt'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** How an account is, and all that it was judged by. */
export interface JudgedAccount {
  readonly account: Account;
  readonly authorization: AuthorizationNow;
  readonly health: Health;
  readonly progress: Progress;
  readonly paused: boolean;
  /** Accounts that may continue this one. */
  readonly candidates: readonly Account[];
}

export type JudgeAccount = (account: Account, connection: Connection | undefined) => Promise<JudgedAccount>;

/** Accounts that may continue one. Only one that is gone and feeds a journal is worth a look at all the others. */
export const successorsOf = async (
  account: Account,
  all: () => Promise<readonly Account[]>,
): Promise<readonly Account[]> =>
  account.link && account.authorization.revoked ? successionCandidates(account, await all()) : [];

/**
 * The one place where everything is gathered by which an account is judged, so that no answer knows less than another.
 *
 * @returns a judge for the accounts of one tenant and one request: what concerns all of them is read once
 */
export const makeAccountHealth = (deps: AccountHealthDeps) => {
  const { accounts, progress: progressOf, paused, bankOutages, clock } = deps;

  return (tenantId: string): JudgeAccount => {
    let known: Promise<readonly Account[]> | undefined;
    const all = (): Promise<readonly Account[]> => (known ??= allAccounts(accounts, tenantId));

    return async (account, connection) => {
      const now = clock.now();
      const told = await progressOf.get({ tenantId, accountId: account.id });
      const progress: Progress = { ...told, ...(told.lastSync && { lastSync: effectiveStatus(told.lastSync, now) }) };
      const { lastSync, refusedLines, uncertainLines, proof, firstImport } = progress;
      const authorization = authorizationOf(account, now, lastSync);
      const isPaused = (await paused.all()).has(tenantId);
      const candidates = await successorsOf(account, all);
      const health = healthOf({
        account,
        connectionStatus: connection?.status ?? 'disconnected',
        connectionCode: connection?.statusCode,
        connectionMethod: connection?.method,
        authorization,
        paused: isPaused,
        lastSync,
        bankOutage: await isBankOutage(bankOutages, account, lastSync),
        refusedLines,
        uncertainLines,
        difference: proof.difference,
        known: proof.known,
        firstImport,
        candidates,
      });
      return { account, authorization, health, progress, paused: isPaused, candidates };
    };
  };
};
