import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { region } from '../../local/runner/services.ts';
import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { fingerprint } from '../../shared/composition/fingerprint.ts';
import { addDays, dayOf } from '../../shared/domain/calendar/calendarDate.ts';
import type { EventBus } from '../../shared/ports/events.ts';
import type { LedgerWriter } from '../../shared/ports/ledger.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { systemClock } from '../../shared/runtime/systemClock.ts';
import { makeSyncLedger } from '../../shared/usecases/sync/syncLedger.ts';
import { aFeedAccount, aLinkedAccount, aContent } from '../../test/builders/bank.ts';
import { FakeBankFeed } from '../../test/builders/fakeBankFeed.ts';
import type { Feed } from './feed.ts';
import type { Rig } from './startRig.ts';

/** Whose books are written; nothing else of a tenant is asked for. */
export type BooksOf = Pick<Feed, 'tenantId' | 'accountId' | 'pontoAccountId' | 'connectionId'>;

export interface RunsInProcess {
  /**
   * Books so many new lines at the bank of the account and brings them into its books.
   *
   * @returns when the segment with them was committed, in milliseconds of `performance.now()`
   */
  readonly bring: (books: BooksOf, lines: number) => Promise<number>;
  readonly close: () => void;
}

const timeZone = 'Europe/Brussels';
/** The days over which the lines of an account lie, the last one yesterday: a statement each. */
const days = 10;

/** Cents; each line another amount, none of them zero. */
const centsOf = (index: number): number => -((index * 7919) % 90_000) - 1;
const amountOf = (cents: number): string => (cents / 100).toFixed(2);

/** Tells when a writer last committed a segment. */
const watching = (writer: LedgerWriter, onCommit: (accountId: string) => void): LedgerWriter => ({
  acquire: (ledger, now, leaseMs) => writer.acquire(ledger, now, leaseMs),
  commit: async (lease, segment, head) => {
    const committed = await writer.commit(lease, segment, head);
    if (segment) onCommit(lease.ledger.accountId);
    return committed;
  },
  writeViews: (ledger, parts, carried) => writer.writeViews(ledger, parts, carried),
  writeStatements: (lease, statements, open) => writer.writeStatements(lease, statements, open),
  writePending: (lease, lines, seenAt) => writer.writePending(lease, lines, seenAt),
  conclude: (lease, head) => writer.conclude(lease, head),
  release: (lease) => writer.release(lease),
});

/** The bank of an account, and what it holds. */
class Bank {
  readonly feed: FakeBankFeed;
  #cents = 1_000_000_000;
  #lines = 0;

  constructor({ pontoAccountId }: BooksOf) {
    this.feed = new FakeBankFeed(aFeedAccount({ pontoId: pontoAccountId }));
  }

  book(lines: number, now: string): void {
    const today = dayOf(now, timeZone);
    const added = Array.from({ length: lines }, (_, index) => {
      this.#lines += 1;
      const cents = centsOf(this.#lines);
      this.#cents += cents;
      const executionDate = addDays(today, Math.floor((index * days) / lines) - days);
      const content = aContent({ executionDate, amount: amountOf(cents), remittanceText: `Factuur ${this.#lines}` });
      return { pontoId: randomUUID(), content, createdAt: now };
    });
    this.feed.create(...added);
    const synchronization = { subtype: 'accountTransactions', status: 'success', errorCodes: [] } as const;
    const id = randomUUID();
    this.feed.updated.set(id, added);
    this.feed.account = {
      ...this.feed.account,
      currentBalance: { amount: amountOf(this.#cents), currency: 'EUR', referenceDate: today },
      latestSynchronization: { id, ...synchronization, createdAt: now, updatedAt: now },
      synchronizedAt: now,
    };
  }
}

/**
 * The run that `statement-sync` does for an account, from its first page to what is told of it, in this process: the same code
 * against the same engine, over the wire. What is left out is the way to it: queue, connection, token and Ponto.
 */
export const startRunsInProcess = ({ services, environment }: Rig, bus: EventBus): RunsInProcess => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region, endpoint: services.urls.DYNAMODB, credentials });
  const table = new Table(client, environment('statement-sync')['TRANSACTIONS_TABLE'] ?? '');
  const committedAt = new Map<string, number>();
  const syncLedger = makeSyncLedger({
    writer: watching(new DynamoLedgerWriter(table, pacedClock), (accountId) =>
      committedAt.set(accountId, performance.now()),
    ),
    reader: new DynamoLedgerReader(table, { consistent: true }),
    feedLog: new DynamoFeedLog(table),
    fingerprint,
    bus,
    clock: systemClock,
  });
  const banks = new Map<string, Bank>();
  return {
    bring: async (books, lines) => {
      const { tenantId, accountId, pontoAccountId, connectionId } = books;
      const bank = banks.get(accountId) ?? new Bank(books);
      banks.set(accountId, bank);
      const now = systemClock.now();
      bank.book(lines, now);
      const account = aLinkedAccount({ importFrom: addDays(dayOf(now, timeZone), -days) });
      const outcome = await syncLedger({
        account: { ...account, tenantId, id: accountId, pontoId: pontoAccountId, connectionId },
        feedAccount: bank.feed.account,
        feed: bank.feed,
        timeZone,
        syncId: randomUUID(),
        now,
        hasTime: () => true,
        ownSynchronizations: [],
        touchedBy: [],
      });
      const committed = committedAt.get(accountId);
      if (outcome.kind !== 'complete' || outcome.counts.added !== lines || committed === undefined)
        throw new Error(`${lines} new lines were expected, but the run was ${JSON.stringify(outcome)}`);
      return committed;
    },
    close: () => client.destroy(),
  };
};
