import type { Connection } from '../../shared/domain/connections/connection.ts';
import { noCounts, syncTransitions, type Sync, type SyncStatus } from '../../shared/domain/syncs/sync.ts';
import type { BankFeed } from '../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../shared/ports/events.ts';
import type { InstitutionCatalogue } from '../../shared/ports/institutions.ts';
import type { AccountStore } from '../../shared/ports/accounts.ts';
import type { ConnectionRunState, ConnectionStore } from '../../shared/ports/connections.ts';
import type { SyncJob, SyncStore } from '../../shared/ports/syncs.ts';
import type { SyncLedgerOutcome } from '../../shared/usecases/sync/syncLedger.ts';
import type { AccountJobDeps } from '../../shared/usecases/jobs/processAccountJob.ts';
import type { ConnectionJobDeps } from '../../shared/usecases/jobs/processConnectionJob.ts';
import { makeRunSync, type RunSyncDeps } from '../../shared/usecases/jobs/runSync.ts';
import { aFeedAccount, aLinkedAccount, uuid } from './bank.ts';

/** Something that throws whatever is done with it: a case says what it expects to be used. */
export const inert = <T extends object>(name: string, parts: Partial<T> = {}): T =>
  new Proxy(parts, {
    get: (known, key) => {
      if (Reflect.has(known, key)) return Reflect.get(known, key);
      return () => {
        throw new Error(`this test does not expect ${name}.${String(key)}`);
      };
    },
  }) as T;

export const requestedAt = '2026-03-10T09:00:00.000Z';

export const aConnection = (overrides: Partial<Connection> = {}): Connection => ({
  tenantId: 'tenant-1',
  id: 'connection-1',
  method: 'oauth',
  status: 'active',
  contact: { email: 'baker@example.org' },
  notify: [],
  createdAt: requestedAt,
  updatedAt: requestedAt,
  ...overrides,
});

export const aSync = (overrides: Partial<Sync> = {}): Sync => ({
  tenantId: 'tenant-1',
  accountId: 'account-1',
  id: uuid(500_000),
  trigger: 'person',
  status: 'queued',
  counts: noCounts,
  pages: 0,
  createdAt: requestedAt,
  updatedAt: requestedAt,
  ...overrides,
});

export const aComplete = (
  overrides: Partial<Extract<SyncLedgerOutcome, { kind: 'complete' }>> = {},
): SyncLedgerOutcome => ({
  kind: 'complete',
  counts: { ...noCounts, added: 3 },
  pages: 1,
  ...overrides,
});

/** The sync worker's surroundings in memory: what it puts, moves, notes and tells can be looked at. */
export const aWorker = () => {
  const syncs = new Map<string, Sync>();
  const put: { job: SyncJob; delaySeconds: number }[] = [];
  const events: PublishedEvent[] = [];
  const noted: string[] = [];
  const moves: string[] = [];
  const failures: (readonly string[])[] = [];
  const counted: string[] = [];
  const state = {
    connection: aConnection(),
    accounts: [aLinkedAccount()] as ReturnType<typeof aLinkedAccount>[],
    feedAccounts: [aFeedAccount()],
    paused: [] as string[],
    runs: { readSynchronizations: {} } as ConnectionRunState,
    outcome: async (): Promise<SyncLedgerOutcome> => aComplete(),
    feed: {} as Partial<BankFeed>,
    now: requestedAt,
    ran: 0,
  };
  const feed = (): BankFeed => inert<BankFeed>('feed', { accounts: async () => state.feedAccounts, ...state.feed });
  const deps: AccountJobDeps &
    ConnectionJobDeps &
    RunSyncDeps & { syncs: SyncStore; connections: ConnectionStore; accounts: AccountStore } = {
    syncs: inert<SyncStore>('syncs', {
      get: async ({ syncId }) => syncs.get(syncId),
      list: async ({ accountId }) => ({
        items: [...syncs.values()].filter((sync) => sync.accountId === accountId).reverse(),
      }),
      begin: async (sync) => {
        const running = [...syncs.values()].find(({ status }) => status !== 'succeeded' && status !== 'failed');
        if (running) return { kind: 'running', sync: running };
        syncs.set(sync.id, sync);
        return { kind: 'begun', sync };
      },
      move: async ({ syncId }, transition, { at, ...change }) => {
        const current = syncs.get(syncId);
        if (!current) return { kind: 'missing' };
        const origins: readonly SyncStatus[] = syncTransitions[transition].from;
        if (!origins.includes(current.status)) return { kind: 'refused', current };
        const moved = { ...current, ...change, status: syncTransitions[transition].to, updatedAt: at };
        syncs.set(syncId, moved);
        return { kind: 'moved', current: moved };
      },
    }),
    bankFailures: {
      record: async (institutionId, accountId, at) => void failures.push([institutionId, accountId, at]),
    },
    queue: { put: async (jobs, delaySeconds = 0) => void put.push(...jobs.map((job) => ({ job, delaySeconds }))) },
    runs: {
      load: async () => ({ connection: state.connection, runs: state.runs }),
      recordFailedRun: async () => void noted.push('failed'),
      recordRun: async () => void noted.push('run'),
      markRead: async (_ref, account, id) => void noted.push(`${account} ${id}`),
    },
    connections: inert<ConnectionStore>('connections', {
      get: async () => state.connection,
      move: async (_ref, move) => {
        moves.push(move.transition);
        const { at, transition } = move;
        const refused = transition === 'tokensRefused' && { refusalUntoldAt: at, statusCode: move.statusCode };
        return { kind: 'moved', current: { ...state.connection, ...refused } };
      },
      markRefusalPublished: async () => undefined,
    }),
    accounts: inert<AccountStore>('accounts', {
      get: async ({ accountId }) => state.accounts.find(({ id }) => id === accountId),
      ofConnection: async () => state.accounts,
      observe: async ({ accountId: id }, { authorization }) =>
        void noted.push(`${id} ${authorization.revoked ? 'lost' : 'seen'}`),
    }),
    history: { append: async () => undefined },
    paused: { all: async () => new Set(state.paused) },
    fleetMetrics: {
      connection: (status) => void counted.push(status),
      staleAccounts: (cause, accounts) => void counted.push(`${accounts} stale: ${cause}`),
      authorization: (week) => void counted.push(`ends ${week}`),
    },
    catalogue: inert<InstitutionCatalogue>('catalogue', { get: async () => undefined }),
    bus: { publish: async (published) => void events.push(...published) },
    clock: { now: () => state.now },
    ids: { next: () => uuid(600_000 + syncs.size) },
    feeds: { of: feed },
    syncLedger: async () => {
      state.ran += 1;
      return state.outcome();
    },
    restoreBooks: async () => ({ kind: 'settled' }),
    giveAccountBack: async () => undefined,
    runSync: (task) => makeRunSync(deps)(task),
  };
  return { deps, state, syncs, put, events, noted, moves, failures, counted };
};

export const aDelivery = { hasTime: () => true, lastTry: false };
