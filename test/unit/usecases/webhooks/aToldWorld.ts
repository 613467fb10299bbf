import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionRuns } from '../../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoPausedTenants } from '../../../../shared/adapters/dynamodb/pausedTenants.ts';
import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import { eventDetail } from '../../../../shared/contracts/events.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { emptyHead } from '../../../../shared/domain/ledger/head.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { makeStartSync } from '../../../../shared/usecases/syncs/startSync.ts';
import type { EventJob } from '../../../../shared/usecases/jobs/job.ts';
import { makeProcessEventJob } from '../../../../shared/usecases/jobs/processEventJob.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, aConnection, aLink, anAccount, anInstitution, countedIds } from '../../../builders/records.ts';
import type { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

export const at = '2026-03-10T09:00:00.000Z';
export const happenedAt = '2026-03-10T08:59:58.000Z';
/** A moment some seconds from when the event of the test happened. */
export const later = (seconds: number): string => new Date(Date.parse(happenedAt) + seconds * 1000).toISOString();

export interface ToldWorldOptions {
  readonly connection?: Partial<Connection>;
  /** A second connection of the tenant. */
  readonly second?: Partial<Connection>;
  /** One linked account where nothing is said. */
  readonly accounts?: readonly Partial<Account>[];
  readonly listed?: readonly FeedAccount[];
}

/** A tenant's connection in real stores, and a worker that is told what Ponto told; Ponto, queue and bus in memory. */
export const aToldWorld = async (suite: ReturnType<typeof connectionsTableSuite>, options: ToldWorldOptions = {}) => {
  const tenantId = suite.aTenant();
  const ref = { tenantId, connectionId: uuid(1) };
  const table = suite.table();
  const accounts = new DynamoAccountStore(table);
  const connections = new DynamoConnectionStore(table);
  const runs = new DynamoConnectionRuns(table);
  const syncs = new DynamoSyncStore(table);
  await connections.create(aConnection({ tenantId, id: uuid(1), ...options.connection }));
  if (options.second) await connections.create(aConnection({ tenantId, id: uuid(2), ...options.second }));
  for (const account of options.accounts ?? [{ link: aLink() }])
    await accounts.create(anAccount({ tenantId, ...account }));

  const touched: string[] = [];
  const put: { readonly job: SyncJob; readonly delaySeconds: number }[] = [];
  const events: PublishedEvent[] = [];
  const ponto = {
    looks: 0,
    accounts: async (): Promise<readonly FeedAccount[]> => options.listed ?? [aFeedAccount()],
  };
  const queue = {
    put: async (jobs: readonly SyncJob[], delaySeconds = 0): Promise<void> =>
      void put.push(...jobs.map((job) => ({ job, delaySeconds }))),
  };
  const ids = countedIds();
  const clock = aClock(at);
  const pauses = new DynamoPausedTenants(table, clock);
  const catalogue = { get: async (id: string) => anInstitution({ id }) };
  const process = makeProcessEventJob({
    history: new DynamoConnectionHistory(table),
    accounts,
    connections,
    runs,
    syncs,
    reader: { head: async () => ({ ...emptyHead, touched: { toRead: [], read: touched } }) },
    catalogue,
    queue,
    paused: pauses,
    feeds: {
      of: () =>
        inert<BankFeed>('feed', {
          accounts: () => {
            ponto.looks += 1;
            return ponto.accounts();
          },
        }),
    },
    storeAccounts: makeStoreAccounts({
      history: new DynamoConnectionHistory(table),
      accounts,
      connections,
      catalogue,
      due: new DynamoDueIndex(table),
      ids,
    }),
    startSync: makeStartSync({ syncs, jobs: queue, ids, clock }),
    bus: {
      publish: async (published) => {
        // As the bus does: a detail that other software could not read is an error here too.
        for (const { event, ...rest } of published) {
          const { type, ...facts } = event;
          eventDetail(type).parse({ version: 1, ...rest, ...facts });
        }
        events.push(...published);
      },
    },
  });

  const syncsOf = async (accountId = uuid(101)) => (await syncs.list({ tenantId, accountId }, { limit: 50 })).items;
  return {
    ref,
    accounts,
    connections,
    runs,
    syncs,
    put,
    events,
    ponto,
    pauses,
    clock,
    /** Synchronizations whose touched lines have been read. */
    touched,
    syncsOf,
    account: (id = uuid(101)) => accounts.get({ tenantId, accountId: id }),
    status: async () => (await connections.get(ref))?.status,
    tell: (event: Partial<EventJob>) =>
      process({
        kind: 'event',
        ...ref,
        effect: 'read',
        happenedAt,
        requestedAt: at,
        accountPontoId: uuid(900_001),
        ...event,
      }),
    /** Brings the account's last run to an end. */
    endRun: async (transition: 'succeed' | 'fail', accountId = uuid(101)): Promise<void> => {
      const [last] = await syncsOf(accountId);
      if (!last) throw new Error('no run');
      await syncs.move({ tenantId, accountId, syncId: last.id }, transition, {
        at,
        ...(transition === 'fail' && { errorCode: 'authorization_expired' }),
      });
    },
    beginReading: async (accountId = uuid(101)): Promise<void> => {
      const [last] = await syncsOf(accountId);
      if (!last) throw new Error('no run');
      await syncs.move({ tenantId, accountId, syncId: last.id }, 'fetch', { at });
    },
  };
};
