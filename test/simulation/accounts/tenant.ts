import { createHash } from 'node:crypto';
import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoFeedLog } from '../../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import type { Account } from '../../../shared/domain/connections/connection.ts';
import type { FeedAccount } from '../../../shared/domain/ledger/feedAccount.ts';
import type { Clock } from '../../../shared/ports/ambient.ts';
import { makeGiveAccountBack, type GiveAccountBack } from '../../../shared/usecases/accounts/giveAccountBack.ts';
import { makeSucceedAccount } from '../../../shared/usecases/accounts/succeedAccount.ts';
import { makeTakeBackSuccession } from '../../../shared/usecases/accounts/takeBackSuccession.ts';
import { makeStoreAccounts, type FetchedAccounts } from '../../../shared/usecases/connections/storeAccounts.ts';
import { makeRestoreBooks, type RestoreBooks } from '../../../shared/usecases/sync/restoreBooks.ts';
import { makeSyncLedger } from '../../../shared/usecases/sync/syncLedger.ts';
import { allAccounts } from '../../../shared/usecases/tenants/allOfTenant.ts';
import type { MemoryTable } from '../../builders/memoryTable.ts';
import { aConnection, aLink, anInstitution, aSync, countedIds } from '../../builders/records.ts';
import { FeedAudit } from '../feedAudit.ts';
import type { Bank } from './bank.ts';

/** A tenant with one connection to the organisation, over the real use cases and stores. */
export class Tenant {
  readonly tenantId: string;
  readonly reader: DynamoLedgerReader;
  readonly #feedAudit: FeedAudit;
  readonly #bank: Bank;
  readonly #clock: Clock;
  readonly #ids: ReturnType<typeof countedIds>;
  readonly #connectionId: string;
  readonly #accounts: DynamoAccountStore;
  readonly #connections: DynamoConnectionStore;
  readonly #store: ReturnType<typeof makeStoreAccounts>;
  readonly #succeed: ReturnType<typeof makeSucceedAccount>;
  readonly #syncLedger: ReturnType<typeof makeSyncLedger>;
  readonly #restoreBooks: RestoreBooks;
  readonly #giveAccountBack: GiveAccountBack;
  readonly #takeBack: ReturnType<typeof makeTakeBackSuccession>;
  #runs = 0;

  constructor(number: number, { bank, table, clock }: { bank: Bank; table: MemoryTable; clock: Clock }) {
    this.tenantId = `tenant-${number}`;
    this.#bank = bank;
    this.#clock = clock;
    this.#ids = countedIds(number * 1_000_000);
    this.#connectionId = this.#ids.next();
    this.reader = new DynamoLedgerReader(table, { consistent: true });
    this.#accounts = new DynamoAccountStore(table);
    this.#connections = new DynamoConnectionStore(table);
    this.#feedAudit = new FeedAudit(table, this.#accounts, this.tenantId);
    const shared = {
      accounts: this.#accounts,
      connections: this.#connections,
      history: new DynamoConnectionHistory(table),
      due: new DynamoDueIndex(table),
      ids: this.#ids,
      clock,
    };
    this.#store = makeStoreAccounts({ ...shared, catalogue: { get: async (id) => anInstitution({ id }) } });
    this.#succeed = makeSucceedAccount({ ...shared, reader: this.reader, startSync: async () => aSync() });
    const books = {
      writer: new DynamoLedgerWriter(table, clock),
      reader: this.reader,
      feedLog: new DynamoFeedLog(table),
      fingerprint: (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12),
      bus: { publish: async () => undefined },
      clock,
    };
    this.#syncLedger = makeSyncLedger(books);
    this.#restoreBooks = makeRestoreBooks(books);
    this.#giveAccountBack = makeGiveAccountBack(shared);
    this.#takeBack = makeTakeBackSuccession({
      ...shared,
      reader: this.reader,
      restoreBooks: this.#restoreBooks,
      giveAccountBack: this.#giveAccountBack,
    });
  }

  async begin(): Promise<void> {
    await this.#connections.create(aConnection({ tenantId: this.tenantId, id: this.#connectionId }));
  }

  accounts(): Promise<readonly Account[]> {
    return allAccounts(this.#accounts, this.tenantId);
  }

  /** How readers of the tenant's feed hold some accounts otherwise than the API says them. */
  feedDifferences(accounts: readonly Account[]): Promise<readonly string[]> {
    return this.#feedAudit.check(accounts);
  }

  /** Accounts of which a person has said that another one continues as them. */
  continued(): Promise<readonly Account[]> {
    return this.#accounts.continued(this.tenantId);
  }

  /** Looks at what Ponto lists, as after a consent. */
  look(listed: readonly FeedAccount[]): Promise<FetchedAccounts> {
    return this.#store({ tenantId: this.tenantId, connectionId: this.#connectionId }, listed, {
      at: this.#clock.now(),
      by: { kind: 'system' },
    });
  }

  async link(account: Account): Promise<void> {
    const to = aLink({ journalId: `journal of ${account.id}` });
    await this.#accounts.setLink(account, { to, at: this.#clock.now() });
  }

  async succeed(successor: Account, predecessor: Account): Promise<string> {
    const person = { tenantId: this.tenantId, userId: 'user-1' };
    return (await this.#succeed(person, successor.id, predecessor.id)).kind;
  }

  async takeBack(account: Account): Promise<string> {
    return (await this.#takeBack({ tenantId: this.tenantId, userId: 'user-1' }, account.id)).kind;
  }

  /** @returns whether the run came to its end */
  async sync(account: Account): Promise<boolean> {
    const { link } = account;
    if (!link) throw new Error('only accounts with a link are read');
    this.#runs += 1;
    const feed = this.#bank.feedOf(account.pontoId);
    const outcome = await this.#syncLedger({
      account: { ...account, link },
      feedAccount: feed.account,
      feed,
      timeZone: 'Europe/Brussels',
      syncId: `sync-${this.#runs}`,
      now: this.#clock.now(),
      hasTime: () => true,
      ownSynchronizations: [],
      touchedBy: [],
    });
    if (outcome.kind !== 'taken_back') return outcome.kind === 'complete';
    const restored = await this.#restoreBooks(account);
    if (restored.kind === 'restored') await this.#giveAccountBack(account, restored.word);
    return restored.kind !== 'busy';
  }
}
