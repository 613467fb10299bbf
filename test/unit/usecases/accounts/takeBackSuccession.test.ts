import { createHash } from 'node:crypto';
import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoFeedLog } from '../../../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import type { Change } from '../../../../shared/domain/ledger/change.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { FeedLine } from '../../../../shared/domain/ledger/line.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { Check } from '../../../../shared/domain/syncs/check.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { makeGiveAccountBack } from '../../../../shared/usecases/accounts/giveAccountBack.ts';
import { makeSucceedAccount } from '../../../../shared/usecases/accounts/succeedAccount.ts';
import { makeTakeBackSuccession } from '../../../../shared/usecases/accounts/takeBackSuccession.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { makeRestoreBooks } from '../../../../shared/usecases/sync/restoreBooks.ts';
import { makeSyncLedger } from '../../../../shared/usecases/sync/syncLedger.ts';
import { aFeedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { FakeBankFeed } from '../../../builders/fakeBankFeed.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aConnection, aLink, anAccount, anInstitution, aSync, countedIds } from '../../../builders/records.ts';

const tenantId = 'tenant-1';
const [old, next] = [uuid(101), uuid(102)];
const card = (number: string) => ({ reference: `**** ${number}`, referenceType: 'MASKEDPAN' });
const link = aLink({ importFrom: '2026-02-01' });
const at = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`;

const bankOf = (number: string, pontoId: string, balance: string, day: number): FeedAccount =>
  aFeedAccount({
    ...card(number),
    pontoId,
    currentBalance: { amount: balance, currency: 'EUR', referenceDate: at(day).slice(0, 10) },
    latestSynchronization: {
      id: `${pontoId}-${day}`,
      subtype: 'accountTransactions',
      status: 'success',
      errorCodes: [],
    },
  });

/** An account with books, over the real stores and the real engine; what follows happens on its table. */
const aWorld = (table = new MemoryTable()) => {
  const ids = countedIds(7_000);
  let now = at(9);
  const clock = { now: () => now, sleep: async () => undefined };
  const reader = new DynamoLedgerReader(table, { consistent: true });
  const events: PublishedEvent[] = [];
  const books = {
    feedLog: new DynamoFeedLog(table),
    writer: new DynamoLedgerWriter(table, clock),
    reader,
    fingerprint: (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12),
    bus: { publish: async (published: readonly PublishedEvent[]) => void events.push(...published) },
    clock,
  };
  const accounts = new DynamoAccountStore(table);
  const connections = new DynamoConnectionStore(table);
  const history = new DynamoConnectionHistory(table);
  const due = new DynamoDueIndex(table);
  const shared = { accounts, connections, history, due, ids, clock };
  const succeed = makeSucceedAccount({ ...shared, reader, startSync: async () => aSync() });
  const restoreBooks = makeRestoreBooks(books);
  const giveAccountBack = makeGiveAccountBack(shared);
  const takeBack = makeTakeBackSuccession({ accounts, reader, restoreBooks, giveAccountBack, ids, clock });
  const store = makeStoreAccounts({ ...shared, catalogue: { get: async (id) => anInstitution({ id }) } });
  const syncLedger = makeSyncLedger(books);
  const person = { tenantId, userId: 'user-1' };
  let runs = 0;
  return {
    table,
    accounts,
    events,
    on: (day: number): void => void (now = at(day)),
    passTime: (): void => void (now = new Date(Date.parse(now) + 60_000).toISOString()),
    create: async (...given: readonly Partial<Account>[]) => {
      await connections.create(aConnection({ tenantId, id: uuid(1) }));
      for (const account of given) await accounts.create(anAccount({ tenantId, ...account }));
    },
    succeed: () => succeed(person, next, old),
    takeBack: (accountId = next, tenant = tenantId) => takeBack({ tenantId: tenant, userId: 'user-2' }, accountId),
    look: (...listed: readonly FeedAccount[]) =>
      store({ tenantId, connectionId: uuid(1) }, listed, { at: now, by: { kind: 'system' } }),
    get: async (accountId: string): Promise<Account> => {
      const account = await accounts.getOwn({ tenantId, accountId });
      if (!account) throw new Error('there is no such account');
      return account;
    },
    all: async () => (await accounts.list(tenantId, {}, { limit: 50 })).items,
    /** As the worker does it. */
    sync: async (account: Account, told: FeedAccount, lines: readonly FeedLine[], check?: Check) => {
      const { link } = account;
      if (!link) throw new Error('it feeds nothing');
      const feed = new FakeBankFeed(told);
      feed.create(...lines);
      runs += 1;
      const outcome = await syncLedger({
        account: { ...account, link },
        feedAccount: told,
        feed,
        timeZone: 'Europe/Brussels',
        syncId: `sync-${runs}-${now}`,
        now,
        hasTime: () => true,
        ownSynchronizations: [],
        touchedBy: [],
        ...defined({ check }),
      });
      if (outcome.kind !== 'taken_back') return outcome.kind;
      const restored = await restoreBooks(account);
      if (restored.kind === 'restored') await giveAccountBack(account, restored.word);
      return outcome.kind;
    },
    told: async () =>
      (await history.list({ tenantId, connectionId: uuid(1) }, { limit: 50 })).items.filter(
        ({ what }) => what === 'succession_taken_back',
      ),
    dueOf: (connectionId: string) => due.markOf('every_12_hours', { tenantId, connectionId }),
    changes: async (accountId = old): Promise<readonly Change[]> => {
      const changes: Change[] = [];
      for await (const segment of reader.segmentsAfter({ tenantId, accountId }, 0)) changes.push(...segment.changes);
      return changes;
    },
    books: async (accountId = old) => {
      const ledger = { tenantId, accountId };
      const head = await reader.head(ledger);
      const statements = await reader.statements(ledger, { limit: 50 });
      const live = new Map<number, string>();
      const changes: Change[] = [];
      for await (const segment of reader.segmentsAfter(ledger, 0)) changes.push(...segment.changes);
      for (const { line, kind, pontoId, content } of changes) {
        if (kind === 'removed') live.delete(line);
        else live.set(line, JSON.stringify([pontoId, content]));
      }
      const { chain, pontoId, importFrom, newest, completeUpTo, completedAt, refused, published } = head;
      return {
        lines: [...live.values()].sort(),
        head: {
          pontoId,
          importFrom,
          newest,
          completeUpTo,
          completedAt,
          refused,
          ...published,
          sequence: undefined,
          statements: undefined,
        },
        chain: JSON.parse(JSON.stringify(chain, (key, value) => (key === 'through' ? undefined : value))),
        final: chain.final?.through,
        statements: statements.map(({ through: _through, after: _after, lastRecord: _last, ...shown }) => shown),
        pending: await reader.pending(ledger),
      };
    },
  };
};

type World = ReturnType<typeof aWorld>;

const day = (number: number) => ({ executionDate: at(number).slice(0, 10) });
const oldLines = [
  aLine(1, { executionDate: '2026-02-20', amount: '-1.00', remittanceText: 'one' }),
  aLine(2, { ...day(3), amount: '-2.00', remittanceText: 'two' }),
  aLine(3, { ...day(5), amount: '-4.00', remittanceText: 'four' }),
  aLine(4, { ...day(6), amount: '-8.00', remittanceText: 'eight' }),
];
/** Three are told by both cards, one of them differently; one is the other card's alone. */
const newLines = [
  aLine(11, { executionDate: '2026-02-20', amount: '-1.00', remittanceText: 'one' }),
  aLine(12, { ...day(3), amount: '-2.00', remittanceText: 'two' }),
  aLine(13, { ...day(5), amount: '-4.00', remittanceText: 'four, corrected' }),
  aLine(14, { ...day(6), amount: '-8.00', remittanceText: 'eight' }),
  aLine(15, { ...day(6), amount: '-64.00', remittanceText: 'not ours' }),
];

/** The books of a card that is gone: some statements are final, some are not. */
const aGoneCard = async (given: Partial<Account> = {}): Promise<World> => {
  const world = aWorld();
  await world.create(
    { id: old, pontoId: uuid(501), ...card('1111'), link, ...given },
    { id: next, pontoId: uuid(502), ...card('7777') },
  );
  world.on(4);
  await world.sync(await world.get(old), bankOf('1111', uuid(501), '100.00', 3), oldLines.slice(0, 2));
  world.on(7);
  await world.sync(await world.get(old), bankOf('1111', uuid(501), '96.00', 5), oldLines);
  await world.look(bankOf('7777', uuid(502), '500.00', 7));
  return world;
};

const other = bankOf('7777', uuid(502), '500.00', 6);

/** Its books go on as those of another card; later that one no longer has a line that both had. */
const aWrongWord = async (): Promise<{ world: World; before: Awaited<ReturnType<World['books']>> }> => {
  const world = await aGoneCard();
  const before = await world.books();
  world.on(8);
  await world.succeed();
  await world.sync(await world.get(old), other, newLines);
  world.passTime();
  return { world, before };
};

const copyOf = ({ table }: World): World => {
  const copy = new MemoryTable();
  for (const [key, item] of table.items) copy.items.set(key, structuredClone(item));
  const world = aWorld(copy);
  world.on(8);
  world.passTime();
  return world;
};

const isApart = async (world: World, before: Awaited<ReturnType<World['books']>>): Promise<void> => {
  expect(await world.books()).toEqual(before);
  expect((await world.all()).map(({ id }) => id).sort()).toEqual([old, next]);
  expect(await world.get(old)).toMatchObject({ ...card('1111'), pontoId: uuid(501), link });
  expect(await world.get(next)).toMatchObject({ ...card('7777'), pontoId: uuid(502) });
  expect((await world.get(next)).continuedAs).toBeUndefined();
};

describe('a succession that a person takes back', () => {
  it('leaves both accounts as they were: books, numbering, proof, Ponto id, link', async () => {
    const { world, before } = await aWrongWord();
    const during = await world.books();

    const outcome = await world.takeBack();

    expect(during.lines).not.toEqual(before.lines);
    expect(during.chain).not.toEqual(before.chain);
    expect(outcome).toEqual({ kind: 'taken_back', accountId: old });
    await isApart(world, before);
    expect(before.final).toBeGreaterThan(0);
    expect(await world.get(old)).toMatchObject({ authorization: { revoked: true } });
  });

  it('is told by changes that every reader can follow, by an event, and in the history with who and when', async () => {
    const { world } = await aWrongWord();
    const known = await world.changes();
    world.events.length = 0;

    await world.takeBack();

    const since = (await world.changes()).slice(known.length);
    expect(since.map(({ kind, content }) => [kind, content.remittanceText])).toEqual(
      expect.arrayContaining([
        ['removed', 'not ours'],
        ['corrected', 'four'],
        ['relinked', 'two'],
        ['relinked', 'eight'],
      ]),
    );
    expect(since.every(({ takenBack }) => takenBack)).toBe(true);
    expect(world.events).toMatchObject([
      { event: { type: 'TransactionsChanged', accountId: old, from: known.length, to: known.length + since.length } },
    ]);
    expect(await world.told()).toMatchObject([
      { at: '2026-03-08T09:01:00.000Z', by: { userId: 'user-2' }, accountId: old },
    ]);
  });

  it('brings a line of its own back that Ponto has taken away from the other account', async () => {
    const { world, before } = await aWrongWord();
    const left = newLines.filter(({ content }) => content.remittanceText !== 'two');
    world.on(9);
    const check = { from: '2026-03-01', to: '2026-03-09', after: 0 };
    await world.sync(await world.get(old), bankOf('7777', uuid(502), '500.00', 6), left, check);
    const gone = (await world.changes()).filter(({ kind }) => kind === 'removed');
    world.on(10);

    await world.takeBack();

    expect(gone).toMatchObject([{ content: { remittanceText: 'two' } }]);
    expect((await world.books()).lines).toEqual(before.lines);
  });

  it('takes back what was carried forward for a final statement, so that its balances are as before', async () => {
    const { world, before } = await aWrongWord();
    const [one, ...rest] = newLines;
    const corrected = [aLine(11, { ...one?.content, amount: '-1.50' }), ...rest];
    world.on(9);
    const check = { from: '2026-02-01', to: '2026-03-09', after: 0 };
    await world.sync(await world.get(old), bankOf('7777', uuid(502), '499.50', 6), corrected, check);
    const adjusted = (await world.changes()).filter(({ carryForward }) => carryForward?.kind === 'adjustment');

    await world.takeBack();

    const after = await world.books();
    const balances = ({ statements }: typeof after) =>
      statements.map(({ number, openingBalance, closingBalance }) => [number, openingBalance, closingBalance]);
    expect(adjusted).toMatchObject([{ carryForward: { amount: '-0.5' } }]);
    expect(after).toMatchObject({ lines: before.lines, chain: before.chain });
    expect(balances(after)).toEqual(balances(before));
  });

  it('does not bring back a figure of the tenant that was taken back meanwhile', async () => {
    const figured = { ...link, knownBalance: { on: '2026-03-05', amount: '96.00' } };
    const world = await aGoneCard({ link: figured });
    const { chain } = await world.books();
    world.on(8);
    await world.succeed();
    await world.sync(await world.get(old), other, newLines);
    const account = await world.get(old);
    const figuresTakenBackAt = at(8);
    await world.accounts.setLink(account, {
      to: { ...link, knownBalance: 'taken_back', figuresTakenBackAt },
      at: at(8),
    });
    world.passTime();

    await world.takeBack();

    const after = await world.books();
    expect(chain.known).toMatchObject({ on: '2026-03-05' });
    expect(after.chain).toEqual({ ...chain, known: undefined, figuresTakenBackAt });
  });

  it('ends where it ended when it is said again, and may be said otherwise later, with nothing lost or doubled', async () => {
    const { world, before } = await aWrongWord();
    const during = (await world.books()).lines;
    await world.takeBack();

    expect([await world.takeBack(), await world.takeBack(old)]).toEqual([
      { kind: 'no_succession' },
      { kind: 'no_succession' },
    ]);
    world.on(9);
    expect(await world.succeed()).toEqual({ kind: 'continued', accountId: old });
    await world.sync(await world.get(old), other, newLines);
    expect((await world.books()).lines).toEqual(during);
    world.on(10);
    await world.takeBack();
    await isApart(world, before);
  });

  it('is not redone by itself: the other one is new and may be linked on its own', async () => {
    const { world, before } = await aWrongWord();
    await world.takeBack();

    const fetched = await world.look(other);
    const account = { ...(await world.get(next)), link: aLink({ journalId: uuid(202) }) };
    world.on(9);
    await world.sync(account, other, newLines);

    expect(fetched).toMatchObject({ added: [], kept: [{ id: next }], lost: [] });
    await isApart(world, before);
    expect((await world.books(next)).lines).toHaveLength(newLines.length - 1);
  });

  it('may be one that the engine has made itself', async () => {
    const world = aWorld();
    await world.create({ id: old, pontoId: uuid(501), ...card('1111'), link, product: 'Gold' });
    world.on(4);
    const told = (pontoId: string) => ({ ...bankOf('1111', pontoId, '100.00', 3), product: 'Gold' });
    await world.sync(await world.get(old), told(uuid(501)), oldLines);
    await world.look(told(uuid(501)));
    const before = await world.books();
    world.on(5);
    await world.look(told(uuid(502)));
    await world.sync(await world.get(old), told(uuid(502)), newLines);
    const during = await world.get(old);
    world.on(6);

    expect(await world.takeBack(old)).toEqual({ kind: 'taken_back', accountId: old });
    expect(during.pontoId).toBe(uuid(502));
    expect(await world.books()).toEqual(before);
    const apart = await world.all();
    world.on(7);
    const fetched = await world.look(told(uuid(502)));
    expect(apart.map(({ pontoId }) => pontoId).sort()).toEqual([uuid(501), uuid(502)]);
    expect(fetched.kept).toMatchObject([{ pontoId: uuid(502), id: apart.find(({ id }) => id !== old)?.id }]);
    expect((await world.get(old)).pontoId).toBe(uuid(501));
  });

  it('before anything was read under it leaves the books alone', async () => {
    const world = await aGoneCard();
    const before = await world.books();
    world.on(8);
    await world.succeed();

    await world.takeBack();

    await isApart(world, before);
  });

  it('of an account that had never been read leaves it empty', async () => {
    const world = aWorld();
    await world.create(
      { id: old, pontoId: uuid(501), ...card('1111'), link, authorization: { revoked: true } },
      { id: next, pontoId: uuid(502), ...card('7777') },
    );
    world.on(6);
    await world.succeed();
    await world.sync(await world.get(old), bankOf('7777', uuid(502), '500.00', 6), newLines.slice(1));
    const during = await world.books();

    const outcome = await world.takeBack(old);

    expect(during.statements.length).toBeGreaterThan(0);
    expect(outcome).toEqual({ kind: 'taken_back', accountId: old });
    expect(await world.books()).toMatchObject({ lines: [], statements: [], chain: {} });
  });

  it('keeps a run out that knows the account as it was a moment ago', async () => {
    const { world, before } = await aWrongWord();
    const stale = await world.get(old);
    await world.takeBack();

    expect(await world.sync(stale, other, newLines)).toBe('taken_back');
    await isApart(world, before);
  });

  it('keeps a look out that knows the account as it was a moment ago', async () => {
    const { world, before } = await aWrongWord();
    let done = false;
    world.table.onCall = async (moment, call, key) => {
      if (done || moment !== 'before' || call !== 'update' || !key?.sk.includes(old)) return;
      done = true;
      await world.takeBack();
    };

    await world.look(other);
    await world.look(other);

    expect(done).toBe(true);
    await isApart(world, before);
  });

  it('is brought to its end by a repeat, by the next run and by the next look, whatever call a crash came before', async () => {
    const { world: origin, before } = await aWrongWord();
    let crashes = 0;
    for (const repair of ['repeat', 'run'] as const) {
      for (let call = 1; call < 400; call += 1) {
        const world = copyOf(origin);
        let calls = 0;
        world.table.onCall = (moment) => {
          if (moment === 'before' && (calls += 1) >= call) throw new Error('crashed');
        };
        const crashed = await world.takeBack().then(
          () => false,
          () => true,
        );
        world.table.onCall = () => undefined;
        world.passTime();
        if (repair === 'repeat') await world.takeBack();
        else {
          const account = await world.get(old);
          const isRead = account.pontoId === uuid(502);
          // Nothing was said where the crash came first: the run goes on as before, and the person says it again.
          if (isRead && (await world.sync(account, other, newLines)) === 'complete') await world.takeBack();
          await world.look(other);
        }
        await isApart(world, before);
        if (!crashed) break;
        crashes += 1;
      }
    }
    expect(crashes).toBeGreaterThan(60);
  });

  it('is too late once a statement is final, and nothing is half-done', async () => {
    const { world } = await aWrongWord();
    world.on(20);
    await world.sync(await world.get(old), bankOf('7777', uuid(502), '500.00', 19), newLines);
    const during = await world.books();

    expect(await world.takeBack()).toEqual({ kind: 'succession_settled' });
    expect(await world.books()).toEqual(during);
    expect(await world.get(old)).toMatchObject({ pontoId: uuid(502) });
    expect(await world.told()).toEqual([]);
  });

  it('is refused of an unknown account, of another tenant, and of one that continues nothing', async () => {
    const world = await aGoneCard();

    expect(await world.takeBack(uuid(999))).toEqual({ kind: 'unknown_account' });
    expect(await world.takeBack(old, 'tenant-2')).toEqual({ kind: 'unknown_account' });
    expect([await world.takeBack(old), await world.takeBack(next)]).toEqual([
      { kind: 'no_succession' },
      { kind: 'no_succession' },
    ]);
  });

  it('is refused while the account goes on as yet another one, or the earlier one is back as one of its own', async () => {
    const { world } = await aWrongWord();
    await world.look(other, bankOf('1111', uuid(501), '88.00', 7));
    expect(await world.takeBack()).toEqual({ kind: 'predecessor_in_use' });

    const { world: further } = await aWrongWord();
    const account = await further.get(old);
    await further.accounts.takeOver(account, { ...account, pontoId: uuid(503) }, at(9));
    expect(await further.takeBack(next)).toEqual({ kind: 'succession_continued' });
  });

  it('is refused where an earlier release has kept nothing to go back to', async () => {
    const { world } = await aWrongWord();
    for (const [key, item] of world.table.items) {
      const { succession: _succession, ...same } = item;
      world.table.items.set(key, same);
    }
    const during = await world.books();

    expect([await world.takeBack(next), await world.takeBack(old)]).toEqual([
      { kind: 'succession_settled' },
      { kind: 'succession_settled' },
    ]);
    expect(await world.books()).toEqual(during);
  });

  it('is not begun while a run holds the books', async () => {
    const { world } = await aWrongWord();
    const ledgerTable = new DynamoLedgerWriter(world.table, { now: () => at(8), sleep: async () => undefined });
    await ledgerTable.acquire({ tenantId, accountId: old }, at(8), 3_600_000);

    expect(await world.takeBack()).toEqual({ kind: 'interrupted' });
    expect(await world.told()).toEqual([]);
  });
});
