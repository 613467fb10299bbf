import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import type { Attributes } from '../../../shared/adapters/dynamodb/expressions.ts';
import { DynamoLedgerCopy } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerCopy.ts';
import { DynamoLedgerWriter } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { partitionOf } from '../../../shared/adapters/dynamodb/ledger/ledgerKeys.ts';
import { writeHead } from '../../../shared/adapters/dynamodb/ledger/ledgerSchemas.ts';
import { DynamoPausedTenants } from '../../../shared/adapters/dynamodb/pausedTenants.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { emptyHead } from '../../../shared/domain/ledger/head.ts';
import type { AccountRef } from '../../../shared/ports/refsAndPages.ts';
import { systemClock } from '../../../shared/runtime/systemClock.ts';
import { uuid } from '../../builders/bank.ts';
import { anAccount } from '../../builders/records.ts';
import { anInstallation } from './anInstallation.ts';

const headAt = (sequence: number, fence: number) => ({
  sequence,
  fence,
  state: writeHead({ ...emptyHead, sequence, viewedSequence: sequence }),
});

/** The books at the moment of the copy, and later: a statement has changed, a segment and a month have come. */
const early = {
  HEAD: headAt(2, 3),
  'C#000000000001': { fence: 2, changes: 'one' },
  'C#000000000002': { fence: 3, changes: 'two' },
  'M#2026-10#000000000001': { entries: 'october' },
  P: { fence: 3, lines: '[]', seenAt: 'then' },
  'S#2026-10-01': { fence: 3, statement: 'as it was' },
};
const late = {
  ...early,
  HEAD: headAt(4, 5),
  'C#000000000003': { fence: 5, changes: 'three' },
  'M#2026-11#000000000003': { entries: 'november' },
  P: { fence: 5, lines: '[]', seenAt: 'now' },
  'S#2026-10-01': { fence: 5, statement: 'damaged' },
};

const toldToNobody = async (): Promise<void> => undefined;

describe('`npm run ops -- restore-account`', () => {
  let place: Awaited<ReturnType<typeof anInstallation>>;
  let tenants = 0;
  beforeAll(async () => {
    place = await anInstallation();
  });
  afterAll(() => place.close());

  const write = async (table: Table, ledger: AccountRef, items: Readonly<Record<string, object>>): Promise<void> => {
    for (const [sk, attributes] of Object.entries(items)) await table.put({ pk: partitionOf(ledger), sk }, attributes);
  };
  const read = async (table: Table, ledger: AccountRef): Promise<readonly Attributes[]> =>
    (await table.query(partitionOf(ledger))).items;
  const booksOf = async (table: Table, ledger: AccountRef): Promise<readonly Attributes[]> =>
    (await read(table, ledger)).map(({ fence: _fence, leaseUntilMs: _until, ...content }) => content);

  /** An account of a tenant of its own, with its books in both tables. */
  const anAccountWithBooks = async ({
    paused = true,
    live = late,
    kept = early,
  }: { readonly paused?: boolean; readonly live?: object; readonly kept?: object } = {}): Promise<AccountRef> => {
    tenants += 1;
    const ledger = { tenantId: `tenant/${tenants}`, accountId: uuid(200 + tenants) };
    const account = { tenantId: ledger.tenantId, id: ledger.accountId, pontoId: uuid(400 + tenants) };
    await new DynamoAccountStore(place.table).create(anAccount(account));
    await write(place.books, ledger, { ...live });
    await write(place.restored.table, ledger, { ...kept });
    if (paused) await new DynamoPausedTenants(place.table, systemClock).pause(ledger.tenantId, systemClock.now());
    return ledger;
  };
  const order = ({ accountId }: AccountRef, ...more: readonly string[]) =>
    place.ops('restore-account', accountId, '--from', place.restored.name, ...more);

  it('tells what it would do and does nothing, until it is told that it is meant', async () => {
    const ledger = await anAccountWithBooks();
    const before = await read(place.books, ledger);

    const { isThere, said } = await order(ledger);

    expect(isThere).toBe(true);
    expect(said).toEqual([
      `tenant ${ledger.tenantId}, account ${ledger.accountId}: change 2 in the copy, 4 in the live books`,
      '2 items would come from the copy, 2 newer ones would go, 3 are the same',
      'Nothing was changed. To do it: the same with --yes. It can be repeated if it is cut short.',
    ]);
    expect(await read(place.books, ledger)).toEqual(before);
  });

  it('makes the books of the account what the copy holds, and touches no other account', async () => {
    const ledger = await anAccountWithBooks();
    const neighbour = await anAccountWithBooks();
    const before = await read(place.books, neighbour);

    const { said } = await order(ledger, '--yes');

    expect(said[1]).toBe('2 items were brought from the copy, 2 newer ones are gone, 3 are the same');
    expect(await booksOf(place.books, ledger)).toEqual(await booksOf(place.restored.table, ledger));
    expect(await read(place.books, neighbour)).toEqual(before);
  });

  it('leaves books that the next run may write to, from where the copy ends, over every item', async () => {
    const ledger = await anAccountWithBooks({ live: {}, kept: { ...early, HEAD: headAt(2, 7), P: { fence: 7 } } });
    await order(ledger, '--yes');
    const writer = new DynamoLedgerWriter(place.books, systemClock);

    const acquired = await writer.acquire(ledger, systemClock.now(), 60_000);

    if (acquired.kind === 'busy') throw new Error('the lease was kept');
    expect(acquired.lease.head.sequence).toBe(2);
    await writer.writePending(acquired.lease, [], 'later');
    expect((await read(place.books, ledger)).find(({ sk }) => sk === 'P')).toMatchObject({ seenAt: 'later' });
  });

  it('can be repeated: the second time everything is the same', async () => {
    const ledger = await anAccountWithBooks();
    await order(ledger, '--yes');

    const { said } = await order(ledger, '--yes');

    expect(said[1]).toBe('0 items were brought from the copy, 0 newer ones are gone, 5 are the same');
  });

  it('goes on after it was cut short, once the lease of the first try is over', async () => {
    const ledger = await anAccountWithBooks();
    const start = Date.parse(systemClock.now());
    const clockAt = (minutes: number) => ({
      ...systemClock,
      now: () => new Date(start + minutes * 60_000).toISOString(),
      random: () => 0,
    });
    const cut = new Proxy(place.books, {
      get: (table, name) => {
        if (name === 'delete') return () => Promise.reject(new Error('the line is cut'));
        const member: unknown = Reflect.get(table, name);
        return typeof member === 'function' ? member.bind(table) : member;
      },
    });
    const copyTo = (live: Table, minutes: number) =>
      new DynamoLedgerCopy({ live, kept: place.restored.table }, clockAt(minutes));

    await expect(copyTo(cut, 0).restore(ledger, toldToNobody)).rejects.toThrow('the line is cut');
    expect(await copyTo(place.books, 1).restore(ledger, toldToNobody)).toBe('busy');
    await copyTo(place.books, 6).restore(ledger, toldToNobody);

    expect(await booksOf(place.books, ledger)).toEqual(await booksOf(place.restored.table, ledger));
  });

  it.each(['batchPut', 'put', 'delete'] as const)(
    'lets no run begin on books that it has left half done, at its %s, until it was done',
    async (call) => {
      const ledger = await anAccountWithBooks();
      const later = new Date(Date.parse(systemClock.now()) + 6 * 60_000).toISOString();
      const clock = (now: string) => ({ ...systemClock, now: () => now, random: () => 0 });
      const cut = new Proxy(place.books, {
        get: (table, name) => {
          if (name === call) return () => Promise.reject(new Error('the line is cut'));
          const member: unknown = Reflect.get(table, name);
          return typeof member === 'function' ? member.bind(table) : member;
        },
      });
      const copyTo = (live: Table, now: string) =>
        new DynamoLedgerCopy({ live, kept: place.restored.table }, clock(now));
      const writer = new DynamoLedgerWriter(place.books, systemClock);
      await expect(copyTo(cut, systemClock.now()).restore(ledger, toldToNobody)).rejects.toThrow('the line is cut');

      const meanwhile = await writer.acquire(ledger, later, 60_000);
      await copyTo(place.books, later).restore(ledger, toldToNobody);
      const afterwards = await writer.acquire(ledger, later, 60_000);

      expect([meanwhile.kind, afterwards.kind]).toEqual(['busy', 'acquired']);
    },
  );

  it('refuses while the tenant is not paused, and while a run still writes', async () => {
    const running = await anAccountWithBooks({ paused: false });
    const writing = await anAccountWithBooks();
    await new DynamoLedgerWriter(place.books, systemClock).acquire(writing, systemClock.now(), 60_000);
    const before = [await read(place.books, running), await read(place.books, writing)];

    const said = [
      await order(running, '--tenant', running.tenantId, '--yes'),
      await order(running, '--yes'),
      await order(writing, '--yes'),
    ];

    expect(said.map(({ isThere, text }) => [isThere, text.split(/[.,]/)[0]])).toEqual([
      [false, 'This tenant is not paused'],
      [false, 'No paused tenant has this account'],
      [false, 'A run still writes to these books'],
    ]);
    expect([await read(place.books, running), await read(place.books, writing)]).toEqual(before);
  });

  it('brings back nothing of an account that was erased, and nothing that the copy does not hold', async () => {
    const ledger = await anAccountWithBooks();
    const erased = { tenantId: ledger.tenantId, accountId: uuid(999) };
    const unborn = await anAccountWithBooks({ kept: {} });
    await write(place.restored.table, erased, early);
    const before = await read(place.books, unborn);

    const said = [await order(erased, '--yes'), await order(unborn, '--yes')];

    expect(said.map(({ isThere }) => isThere)).toEqual([false, false]);
    expect(said[0]?.text).toMatch(/an erased account stays gone/);
    expect(said[1]?.text).toMatch(/holds no books of this account/);
    expect(await read(place.books, erased)).toEqual([]);
    expect(await read(place.books, unborn)).toEqual(before);
  });

  it('takes no table for its own copy', async () => {
    const { accountId } = await anAccountWithBooks();

    await expect(
      place.ops('restore-account', accountId, '--from', place.names.transactionsTable, '--yes'),
    ).rejects.toThrow('is the live table itself');
  });
});
