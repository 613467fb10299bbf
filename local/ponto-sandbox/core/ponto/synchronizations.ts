import { isoAt } from '../calendar.ts';
import { tellOfRun } from '../events.ts';
import { institutionById } from '../institutions/catalogue.ts';
import { isInMaintenance } from '../maintenance.ts';
import type { Account, Subtype, Synchronization, SynchronizationError } from '../state.ts';
import { changed, newId, type World } from '../world.ts';
import { copyFromBank } from './copyFromBank.ts';

/** Older runs are forgotten, or years of background runs would fill the state. */
const runsKept = 60;

const begin = (
  world: World,
  account: Account,
  run: Pick<Synchronization, 'subtype' | 'customerOnline' | 'createdAt' | 'runsAt' | 'endsAt'>,
): Synchronization => {
  const synchronization: Synchronization = {
    ...run,
    id: newId(world),
    accountId: account.id,
    status: 'pending',
    errors: [],
    updatedAt: run.createdAt,
    touched: [],
    touchedPending: [],
  };
  world.state.synchronizations[synchronization.id] = synchronization;
  account.synchronizationIds.push(synchronization.id);
  if (account.synchronizationIds.length > 2 * runsKept) forgetOldRuns(world, account);
  changed(world);
  return synchronization;
};

const forgetOldRuns = ({ state }: World, account: Account): void => {
  for (const id of account.synchronizationIds.splice(0, runsKept)) delete state.synchronizations[id];
};

/** The customer asks. The run goes through its states as the clock moves. */
export const startSynchronization = (world: World, account: Account, subtype: Subtype): Synchronization => {
  const { now, settings } = world.state;
  account.asked[subtype] = now;
  const run = begin(world, account, {
    subtype,
    customerOnline: true,
    createdAt: now,
    runsAt: now + settings.runsAfterMs,
    endsAt: now + settings.endsAfterMs,
  });
  world.state.activeSynchronizations.push(run.id);
  return run;
};

export const recentlyAsked = ({ state }: World, account: Account, subtype: Subtype): boolean => {
  const asked = account.asked[subtype];
  return asked !== undefined && state.now < asked + state.settings.throttleSeconds * 1000;
};

/** Ponto asks by itself: balances first, then lines; done at once. */
export const runBothNow = (world: World, account: Account, customerOnline: boolean): readonly Synchronization[] => {
  const at = world.state.now;
  const pendingToo = institutionById(account.institutionId)?.pendingAvailable ?? false;
  const subtypes = ['accountDetails', pendingToo ? 'accountTransactionsWithUnsettled' : 'accountTransactions'] as const;
  return subtypes.map((subtype) => {
    const run = begin(world, account, { subtype, customerOnline, createdAt: at, runsAt: at, endsAt: at });
    end(world, account, run);
    return run;
  });
};

/** Moves the customers' runs along. @returns those that ended */
export const moveSynchronizations = (world: World): readonly Synchronization[] => {
  const { state } = world;
  const ended: Synchronization[] = [];
  const still: string[] = [];
  for (const id of state.activeSynchronizations) {
    const run = state.synchronizations[id];
    const account = run && state.accounts[run.accountId];
    if (!run || !account) continue;
    if (run.status === 'pending' && run.runsAt <= state.now) {
      run.status = 'running';
      run.updatedAt = run.runsAt;
      changed(world);
    }
    if (run.endsAt <= state.now) {
      end(world, account, run);
      ended.push(run);
    } else still.push(id);
  }
  if (still.length !== state.activeSynchronizations.length) {
    state.activeSynchronizations.splice(0, state.activeSynchronizations.length, ...still);
  }
  return ended;
};

const end = (world: World, account: Account, run: Synchronization): void => {
  const bank = world.state.bankAccounts[account.bankAccountId];
  const error = refusalOf(world, account, run.endsAt);
  run.updatedAt = run.endsAt;
  account.latestSynchronizationId = run.id;
  changed(world);
  if (error || !bank) {
    run.status = 'error';
    run.errors = error ? [error] : [];
    tellOfRun(world, account, run);
    return;
  }
  const found = copyFromBank(account, bank, run, run.endsAt);
  run.status = 'success';
  account.synchronizedAt = run.endsAt;
  tellOfRun(world, account, run, found);
};

/** Why the bank gives nothing. A lapsed authorization ends the run, not the request (a choice, section 10). */
const refusalOf = (world: World, account: Account, at: number): SynchronizationError | undefined => {
  if (account.expiresAt <= at) {
    return {
      code: 'authorizationInvalid',
      detail: 'The bank no longer accepts the authorization of this account. The customer has to give it again.',
      meta: {
        financialInstitutionResponse: { statusCode: 401, body: { reason: 'consent expired' }, timestamp: isoAt(at) },
      },
    };
  }
  if (!isInMaintenance(world, account.institutionId)) return undefined;
  return {
    code: 'financialInstitutionUnavailable',
    detail: 'The bank is under maintenance.',
    meta: { financialInstitutionResponse: { statusCode: 503, body: 'maintenance', timestamp: isoAt(at) } },
  };
};
