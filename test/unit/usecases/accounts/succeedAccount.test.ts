import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import { emptyHead } from '../../../../shared/domain/ledger/head.ts';
import { makeSucceedAccount } from '../../../../shared/usecases/accounts/succeedAccount.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import type { StartSync } from '../../../../shared/usecases/syncs/startSync.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aClock, aConnection, aLink, anAccount, anInstitution, aSync, countedIds } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('an account that a person has continue another one', () => {
  const suite = connectionsTableSuite();
  const ids = countedIds();
  const [old, next, third] = [uuid(101), uuid(102), uuid(103)];
  const gone = { revoked: true };
  const card = (number: string) => ({ reference: `**** ${number}`, referenceType: 'MASKEDPAN' });
  const oldCard = { id: old, pontoId: uuid(501), ...card('1111'), authorization: gone, link: aLink() };
  const newCard = { id: next, pontoId: uuid(502), connectionId: uuid(2), ...card('7777') };

  const aWorld = async (given: readonly Partial<Account>[] = [oldCard, newCard], books: readonly string[] = [old]) => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    const accounts = new DynamoAccountStore(table);
    const person = { tenantId, userId: 'user-1' };
    for (const id of [uuid(1), uuid(2)]) await new DynamoConnectionStore(table).create(aConnection({ tenantId, id }));
    for (const account of given) await accounts.create(anAccount({ tenantId, ...account }));
    await new DynamoDueIndex(table).add('every_12_hours', { tenantId, connectionId: uuid(1) }, 'mark');
    const started: Parameters<StartSync>[] = [];
    const succeeding = (through: Table = table) => {
      const succeed = makeSucceedAccount({
        accounts: new DynamoAccountStore(through),
        connections: new DynamoConnectionStore(through),
        history: new DynamoConnectionHistory(through),
        due: new DynamoDueIndex(through),
        reader: { head: async ({ accountId }) => ({ ...emptyHead, sequence: books.includes(accountId) ? 7 : 0 }) },
        startSync: async (...request) => {
          started.push(request);
          return aSync();
        },
        ids,
        clock: aClock('2026-03-10T09:00:00.000Z'),
      });
      return (accountId = next, predecessorId = old) => succeed(person, accountId, predecessorId);
    };
    const store = makeStoreAccounts({
      history: new DynamoConnectionHistory(table),
      accounts,
      connections: new DynamoConnectionStore(table),
      catalogue: { get: async (id) => anInstitution({ id }) },
      due: new DynamoDueIndex(table),
      ids,
    });
    return {
      tenantId,
      accounts,
      started,
      succeeding,
      get: (accountId: string) => accounts.get({ tenantId, accountId }),
      look: (...listed: Parameters<typeof store>[1]) =>
        store({ tenantId, connectionId: uuid(2) }, listed, {
          at: '2026-03-11T09:00:00.000Z',
          by: { kind: 'system' },
        }),
      all: async () => (await accounts.list(tenantId, {}, { limit: 50 })).items,
      due: (connectionId: string) => new DynamoDueIndex(table).markOf('every_12_hours', { tenantId, connectionId }),
      told: async () =>
        (
          await new DynamoConnectionHistory(table).list({ tenantId, connectionId: uuid(2) }, { limit: 50 })
        ).items.flatMap(({ what, accountId }) => (what === 'account_continued' ? [accountId] : [])),
    };
  };

  const continued = {
    id: old,
    pontoId: uuid(502),
    connectionId: uuid(2),
    ...card('7777'),
    authorization: { revoked: false },
    link: aLink(),
  };

  it('keeps id, link and journal, takes over what Ponto tells, and is read at once and by its schedule', async () => {
    const world = await aWorld();

    const outcome = await world.succeeding()();

    expect(outcome).toEqual({ kind: 'continued', accountId: old });
    expect(await world.all()).toMatchObject([continued]);
    expect(await world.get(old)).toMatchObject(continued);
    expect(await world.get(next)).toMatchObject(continued);
    expect(world.started).toMatchObject([[continued, { trigger: 'link' }]]);
    expect([await world.due(uuid(1)), await world.due(uuid(2))]).toEqual([undefined, expect.any(String)]);
    expect(await world.told()).toEqual([old]);
  });

  it('ends where it ended when it is said again', async () => {
    const world = await aWorld();
    await world.succeeding()();

    expect(await world.succeeding()()).toEqual({ kind: 'continued', accountId: old });
    expect(await world.all()).toMatchObject([continued]);
    expect(await world.told()).toEqual([old]);
  });

  it('leaves its number behind, which others may have: one that comes under it is not taken for another one of it', async () => {
    const another = { ...oldCard, id: third, pontoId: uuid(503), connectionId: uuid(2) };
    const world = await aWorld([oldCard, newCard, another]);
    await world.succeeding()();

    const former = (await world.accounts.continued(world.tenantId)).map(({ continuedAs }) => continuedAs?.former);
    const fetched = await world.look(
      aFeedAccount({ pontoId: uuid(502), ...card('7777') }),
      aFeedAccount({ pontoId: uuid(504), ...card('1111') }),
    );

    expect(former).toMatchObject([card('1111')]);
    expect(fetched).toMatchObject({ added: [{ pontoId: uuid(504) }], kept: [{ id: old }] });
  });

  it('goes on as one when Ponto is looked at again', async () => {
    const world = await aWorld();
    await world.succeeding()();

    const fetched = await world.look(aFeedAccount({ pontoId: uuid(502), ...card('7777') }));

    expect(fetched).toMatchObject({ added: [], kept: [{ id: old }], lost: [] });
    expect(await world.all()).toHaveLength(1);
  });

  it('is finished by a repeat, and by the next look at Ponto, whatever write a crash came after', async () => {
    let crashes = 0;
    for (const repair of ['repeat', 'look'] as const) {
      for (let at = 1; at < 30; at += 1) {
        const world = await aWorld();
        let writes = 0;
        const table = suite.hookedTable({
          after: ({ name }) => {
            writes += name === 'GetItemCommand' || name === 'QueryCommand' ? 0 : 1;
            if (writes === at) throw new Error('crashed');
          },
        });
        const crashed = await world
          .succeeding(table)()
          .then(
            () => false,
            () => true,
          );
        crashes += crashed ? 1 : 0;

        if (repair === 'repeat') await world.succeeding()();
        else await world.look(aFeedAccount({ pontoId: uuid(502), ...card('7777') }));

        expect(await world.all()).toMatchObject([continued]);
        expect(await world.get(next)).toMatchObject({ id: old });
        expect(await world.due(uuid(2))).toEqual(expect.any(String));
        if (!crashed) break;
      }
    }
    expect(crashes).toBeGreaterThan(7);
  });

  it.each<[string, readonly Partial<Account>[], readonly [string, string], unknown]>([
    ['itself', [oldCard, newCard], [next, next], { kind: 'succession_itself' }],
    ['one that never was', [newCard], [next, old], { kind: 'unknown_account' }],
    ['one, by one that never was', [oldCard], [next, old], { kind: 'unknown_account' }],
    [
      'one of another currency',
      [oldCard, { ...newCard, currency: 'USD' }],
      [next, old],
      { kind: 'currency_mismatch', account: 'USD', journal: 'EUR' },
    ],
    [
      'one that is still shared',
      [{ ...oldCard, authorization: { revoked: false } }, newCard],
      [next, old],
      { kind: 'predecessor_in_use' },
    ],
    [
      'one, being gone itself',
      [oldCard, { ...newCard, authorization: gone }],
      [next, old],
      { kind: 'authorization_lost' },
    ],
    [
      'one, being linked itself',
      [oldCard, { ...newCard, link: aLink() }],
      [next, old],
      { kind: 'successor_has_books' },
    ],
  ])('may not continue %s, and nothing is half-done', async (_case, given, [account, predecessor], outcome) => {
    const world = await aWorld(given);
    const before = await world.all();

    expect(await world.succeeding()(account, predecessor)).toEqual(outcome);
    expect(await world.all()).toEqual(before);
    expect([world.started, await world.told()]).toEqual([[], []]);
  });

  it('may not continue one when it has books of its own', async () => {
    const world = await aWorld([oldCard, newCard], [old, next]);

    expect(await world.succeeding()()).toEqual({ kind: 'successor_has_books' });
    expect(await world.all()).toHaveLength(2);
  });

  it('does not know the accounts of another tenant', async () => {
    const [world, other] = [await aWorld(), await aWorld([])];

    expect(await other.succeeding()()).toEqual({ kind: 'unknown_account' });
    expect(await world.all()).toHaveLength(2);
  });

  it('makes no circle, and follows one account only', async () => {
    const world = await aWorld([oldCard, newCard, { ...newCard, id: third, pontoId: uuid(503), authorization: gone }]);
    await world.succeeding()();

    expect(await world.succeeding()(old, next)).toEqual({ kind: 'succession_exists' });
    expect(await world.succeeding()(next, third)).toEqual({ kind: 'succession_exists' });
  });

  it('lets one of two people win who say it of two accounts at once', async () => {
    const world = await aWorld([oldCard, newCard, { ...newCard, id: third, pontoId: uuid(503), ...card('8888') }]);
    let done = false;
    const table = suite.hookedTable({
      before: async ({ name, text }) => {
        if (done || name !== 'UpdateItemCommand' || !text.includes('#pontoId = ')) return;
        done = true;
        await world.succeeding()(third, old);
      },
    });

    expect(await world.succeeding(table)()).toEqual({ kind: 'predecessor_in_use' });
    expect(await world.get(old)).toMatchObject({ pontoId: uuid(503) });
    expect(await world.get(next)).toMatchObject({ id: next, pontoId: uuid(502) });
    expect((await world.all()).map(({ id }) => id).sort()).toEqual([old, next]);
  });
});
