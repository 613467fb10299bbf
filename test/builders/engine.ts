import { createHash } from 'node:crypto';
import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import type { EventBus, PublishedEvent } from '../../shared/ports/events.ts';
import type { SyncLedgerInput } from '../../shared/usecases/sync/syncContext.ts';
import { makeSyncLedger, type SyncLedgerOutcome } from '../../shared/usecases/sync/syncLedger.ts';
import { aFeedAccount, aLinkedAccount } from './bank.ts';
import { FakeBankFeed } from './fakeBankFeed.ts';
import { MemoryTable } from './memoryTable.ts';

export const ledger = { tenantId: 'tenant-1', accountId: 'account-1' };

/** The sync engine over a table in memory and a bank feed in memory. */
export const anEngine = () => anEngineOver(new MemoryTable());

/** The same over a table of the caller's. */
export const anEngineOver = <T extends Table>(table: T) => {
  const feed = new FakeBankFeed(aFeedAccount());
  const events: PublishedEvent[] = [];
  const reader = new DynamoLedgerReader(table, { consistent: true });
  let wallClock = Date.parse('2026-03-10T09:00:00Z');
  const clock = { now: () => new Date(wallClock).toISOString(), sleep: async () => undefined };
  const bus: EventBus = { publish: async (published) => void events.push(...published) };
  const syncLedger = makeSyncLedger({
    writer: new DynamoLedgerWriter(table, clock),
    reader,
    feedLog: new DynamoFeedLog(table),
    fingerprint: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 12),
    bus,
    clock,
  });
  let runs = 0;
  const run = (overrides: Partial<SyncLedgerInput> = {}): Promise<SyncLedgerOutcome> => {
    runs += 1;
    return syncLedger({
      account: aLinkedAccount(),
      feedAccount: feed.account,
      feed,
      timeZone: 'Europe/Brussels',
      syncId: `sync-${runs}`,
      now: '2026-03-10T09:00:00.000Z',
      hasTime: () => true,
      ownSynchronizations: [],
      touchedBy: [],
      ...overrides,
    });
  };
  return {
    table,
    feed,
    events,
    bus,
    reader,
    run,
    passTime: (milliseconds: number): void => {
      wallClock += milliseconds;
    },
  };
};
