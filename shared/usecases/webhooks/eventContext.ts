import type { Connection } from '../../domain/connections/connection.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionHistory, ConnectionRuns, ConnectionStore } from '../../ports/connections.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { PausedTenants } from '../../ports/pausedTenants.ts';
import type { JobQueue, SyncStore } from '../../ports/syncs.ts';
import type { StoreAccounts } from '../connections/storeAccounts.ts';
import type { EventJob } from '../jobs/job.ts';
import type { StartSync } from '../syncs/startSync.ts';

export interface EventJobDeps {
  readonly accounts: Pick<AccountStore, 'list' | 'observe' | 'ofConnection'>;
  readonly connections: ConnectionStore;
  readonly runs: Pick<ConnectionRuns, 'load'>;
  readonly syncs: Pick<SyncStore, 'list'>;
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly feeds: BankFeeds;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly storeAccounts: StoreAccounts;
  readonly history: Pick<ConnectionHistory, 'append' | 'list'>;
  readonly startSync: StartSync;
  readonly queue: JobQueue;
  readonly paused: PausedTenants;
  readonly bus: EventBus;
}

/** One event of Ponto and the connection that it is about. */
export interface EventContext {
  readonly job: EventJob;
  readonly connection: Connection;
}
