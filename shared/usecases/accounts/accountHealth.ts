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

export interface AccountToJudge {
  readonly account: Account;
  readonly connection: Connection | undefined;
}

/** Judges accounts of one tenant; the answers are in the order of the questions. */
export type JudgeAccounts = (subjects: readonly AccountToJudge[]) => Promise<readonly JudgedAccount[]>;

/** Accounts that may continue one. Only one that is gone and feeds a journal is worth a look at all the others. */
export const successorsOf = async (
  account: Account,
  all: () => Promise<readonly Account[]>,
): Promise<readonly Account[]> =>
  account.link && account.authorization.revoked ? successionCandidates(account, await all()) : [];

/**
 * The one place where everything is gathered by which an account is judged, so that no answer knows less than another.
 *
 * @returns a judge for the accounts of one tenant and one request: what concerns all of them is read once, and what
 *   concerns each is read in batches
 */
export const makeAccountHealth = (deps: AccountHealthDeps) => {
  const { accounts, progress: progressOf, paused, bankOutages, clock } = deps;

  /** @param known all accounts of the tenant, where the caller has read them already */
  return (tenantId: string, known?: readonly Account[]): JudgeAccounts => {
    let read = known && Promise.resolve(known);
    const all = (): Promise<readonly Account[]> => (read ??= allAccounts(accounts, tenantId));

    const judge = async (
      { account, connection }: AccountToJudge,
      told: Progress,
      isPaused: boolean,
    ): Promise<JudgedAccount> => {
      const now = clock.now();
      const progress: Progress = { ...told, ...(told.lastSync && { lastSync: effectiveStatus(told.lastSync, now) }) };
      const { lastSync, refusedLines, refusedDays, uncertainLines, uncertainDays, proof, firstImport } = progress;
      const authorization = authorizationOf(account, now, lastSync);
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
        refusedDays,
        uncertainLines,
        uncertainDays,
        difference: proof.difference,
        known: proof.known,
        firstImport,
        candidates,
      });
      return { account, authorization, health, progress, paused: isPaused, candidates };
    };

    return async (subjects) => {
      const isPaused = (await paused.all()).has(tenantId);
      const told = await progressOf.of(subjects.map(({ account }) => ({ tenantId, accountId: account.id })));
      const judged: JudgedAccount[] = [];
      for (const [index, subject] of subjects.entries()) {
        const progress = told[index];
        if (progress) judged.push(await judge(subject, progress, isPaused));
      }
      return judged;
    };
  };
};
