import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  above,
  absent,
  all,
  any,
  asSeen,
  atMost,
  equals,
  exists,
  isNew,
  oneOf,
  present,
  setting,
  type Change,
  type Condition,
} from '../../../shared/adapters/dynamodb/expressions.ts';
import { Table, type Key, type QueryRange } from '../../../shared/adapters/dynamodb/table.ts';
import { MemoryTable } from '../../builders/memoryTable.ts';
import { aClock } from '../../builders/records.ts';
import { deployedStage, engineName, runMark } from '../../setup/deployedStage.ts';
import { startAwsJson, type AwsCall } from '../../setup/awsJson.ts';
import { clientOfEngine, startDynamo, type Dynamo } from '../../setup/dynamo.ts';

const item = { status: 'active', count: 2, done: true, notes: new Set(['a', 'b']), reads: { known: '1', 'x-y': '2' } };

const conditions: readonly (readonly [string, Condition, boolean])[] = [
  ['an item that is there', exists, true],
  ['an item that is not there', isNew, false],
  ['an attribute', present('status'), true],
  ['no attribute', absent('status'), false],
  ['no such attribute', absent('other'), true],
  ['a member of a map', present(['reads', 'known']), true],
  ['a member whose name is no word', equals(['reads', 'x-y'], '2'), true],
  ['a member of a map that is not there', equals(['other', 'known'], '1'), false],
  ['an equal text', equals('status', 'active'), true],
  ['another text', equals('status', 'blocked'), false],
  ['an equal number', equals('count', 2), true],
  ['a number as a text', equals('count', '2'), false],
  ['a truth', equals('done', true), true],
  ['a missing one that equals', equals('other', 1), false],
  ['a number at most as large', atMost('count', 2), true],
  ['a number that is larger', atMost('count', 1), false],
  ['a missing one that is small', atMost('other', 1), false],
  ['a text that comes later', above('status', 'abc'), true],
  ['a text that comes earlier', above('status', 'b'), false],
  ['one of some', oneOf('status', ['blocked', 'active']), true],
  ['none of some', oneOf('status', ['blocked', 'done']), false],
  ['what was seen', asSeen('status', 'active'), true],
  ['that nothing was seen', asSeen('status', undefined), false],
  ['two, of which both hold', all(exists, equals('count', 2)), true],
  ['two, of which one holds', all(exists, equals('count', 3)), false],
  ['one of two', any(isNew, equals('count', 2)), true],
  ['an either in an all', all(any(equals('count', 9), equals('count', 8)), exists), false],
  ['an all in an either', any(all(exists, equals('count', 9)), equals('status', 'active')), true],
];

const changes: readonly (readonly [string, Change, object])[] = [
  ['sets and removes', setting({ status: 'blocked', done: undefined }), { status: 'blocked', done: undefined }],
  ['sets an empty text and a null', setting({ status: '', done: null }), { status: '', done: null }],
  ['sets a member', { set: [[['reads', 'a.b'], '3']] }, { reads: { known: '1', 'x-y': '2', 'a.b': '3' } }],
  [
    'sets what has no value yet',
    {
      initially: [
        ['other', 1],
        [['reads', 'new'], '3'],
      ],
    },
    { other: 1, reads: { known: '1', 'x-y': '2', new: '3' } },
  ],
  [
    'leaves a value that is there',
    {
      initially: [
        ['count', 9],
        [['reads', 'known'], '9'],
      ],
    },
    { count: 2 },
  ],
  ['removes a member', { remove: [['reads', 'known']] }, { reads: { 'x-y': '2' } }],
  ['counts up', { add: { count: 3 } }, { count: 5 }],
  ['begins to count', { add: { other: 1 } }, { other: 1 }],
  ['adds to a set', { add: { notes: new Set(['b', 'c']) } }, { notes: new Set(['a', 'b', 'c']) }],
  ['begins a set', { add: { other: new Set(['c']) } }, { other: new Set(['c']) }],
  ['takes from a set', { take: { notes: new Set(['b', 'x']) } }, { notes: new Set(['a']) }],
  ['takes all of a set', { take: { notes: new Set(['a', 'b']) } }, { notes: undefined }],
  [
    'does all at once',
    { ...setting({ status: 'blocked', done: undefined }), add: { count: 1 }, take: { notes: new Set(['a']) } },
    { status: 'blocked', done: undefined, count: 3, notes: new Set(['b']) },
  ],
];

const ranges: readonly (readonly [string, QueryRange, readonly string[]])[] = [
  ['all', {}, ['A#1', 'A#2', 'A#3', 'B#1']],
  ['those of a prefix', { prefix: 'A#' }, ['A#1', 'A#2', 'A#3']],
  ['those between two', { between: ['A#2', 'B#0'] }, ['A#2', 'A#3']],
  ['newest first', { prefix: 'A#', newestFirst: true }, ['A#3', 'A#2', 'A#1']],
  ['those after one', { prefix: 'A#', after: { pk: 'p', sk: 'A#1' } }, ['A#2', 'A#3']],
  ['those before one', { prefix: 'A#', newestFirst: true, after: { pk: 'p', sk: 'A#3' } }, ['A#2', 'A#1']],
  ['those of a filter', { filter: equals('odd', true) }, ['A#1', 'A#3', 'B#1']],
  ['page by page', { limit: 1, filter: equals('odd', true) }, ['A#1', 'A#3', 'B#1']],
  ['keys alone', { keysOnly: true, eventuallyConsistent: true }, ['A#1', 'A#2', 'A#3', 'B#1']],
];

const tableContract = (name: string, open: () => Promise<{ table: Table; close: () => Promise<void> }>) =>
  describe(`the table on ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let keys = 0;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    const aKey = (): Key => {
      keys += 1;
      return { pk: `TABLE#${runMark}${keys}`, sk: 'A' };
    };
    const stored = async (): Promise<Key> => {
      const key = aKey();
      await opened.table.put(key, item);
      return key;
    };

    it.each(conditions)('writes and deletes under a condition: %s', async (_, condition, holds) => {
      const { table } = opened;
      const [one, two, three] = [await stored(), await stored(), await stored()];

      const put = await table.put(one, { status: 'new' }, condition);
      const updated = await table.update(two, setting({ status: 'new' }), condition);
      const deleted = await table.delete(three, condition);

      expect({ put, updated: updated.kind }).toEqual(
        holds ? { put: 'written', updated: 'written' } : { put: 'refused', updated: 'refused' },
      );
      expect(deleted).toEqual(holds ? { ...item, ...three } : 'refused');
      expect(await table.get(one)).toEqual(holds ? { status: 'new', ...one } : { ...item, ...one });
      expect(await table.get(two)).toMatchObject({ count: 2, status: holds ? 'new' : 'active' });
      expect(await table.get(three)).toEqual(holds ? undefined : { ...item, ...three });
    });

    it.each(changes)('changes an item: %s', async (_, change, expected) => {
      const key = await stored();

      const written = await opened.table.update(key, change);

      const whole = Object.fromEntries(
        Object.entries({ ...item, ...key, ...expected }).filter(([, value]) => value !== undefined),
      );
      expect(written).toEqual({ kind: 'written', item: whole });
      expect(await opened.table.get(key)).toEqual(whole);
    });

    it('makes an item that is not there by a change, and tells nothing of one that it deletes', async () => {
      const key = aKey();

      expect(await opened.table.delete(key)).toBeUndefined();
      expect(await opened.table.update(key, { add: { count: 1 } })).toEqual({
        kind: 'written',
        item: { ...key, count: 1 },
      });
    });

    it.each(ranges)('lists %s', async (_, range, expected) => {
      const { pk } = aKey();
      const sortKeys = ['B#1', 'A#3', 'A#1', 'A#2'];
      for (const sk of sortKeys) await opened.table.put({ pk, sk }, { odd: sk !== 'A#2' });

      const seen: unknown[] = [];
      for await (const items of opened.table.pages(pk, {
        ...range,
        ...(range.after && { after: { ...range.after, pk } }),
      })) {
        seen.push(...items.map(({ sk }) => sk));
      }

      expect(seen).toEqual(expected);
    });

    it('gets more items than fit in one batch, and leaves out those that are not there', async () => {
      const { pk } = aKey();
      const keys = Array.from({ length: 130 }, (_, number) => ({ pk, sk: String(number).padStart(3, '0') }));
      const written = keys.filter((_, number) => number % 3 !== 0);
      await opened.table.batchPut(
        written.map((key) => ({ key, attributes: { count: 1 } })),
        aClock(),
      );

      const found = await opened.table.batchGet(keys, aClock());

      const sorted = found.toSorted((a, b) => (String(a['sk']) < String(b['sk']) ? -1 : 1));
      expect(sorted).toEqual(written.map((key) => ({ ...key, count: 1 })));
      expect(await opened.table.batchGet([], aClock())).toEqual([]);
    });

    it('puts more items than fit in one batch', async () => {
      const { pk } = aKey();
      const items = Array.from({ length: 60 }, (_, number) => ({
        key: { pk, sk: String(number).padStart(2, '0') },
        attributes: { number, bytes: new Uint8Array([number, 255]) },
      }));

      await opened.table.batchPut(items, aClock());

      const found = [];
      for await (const page of opened.table.pages(pk)) found.push(...page);
      expect(found).toEqual(items.map(({ key, attributes }) => ({ ...key, ...attributes })));
    });
  });

tableContract('a table in memory', async () => ({ table: new MemoryTable(), close: async () => undefined }));

describe(`DynamoDB on ${engineName}`, () => {
  let dynamo: Dynamo;
  const name = deployedStage?.connectionsTable ?? 'connections';
  beforeAll(async () => {
    dynamo = await startDynamo(deployedStage);
    if (!deployedStage) await dynamo.createTable(name);
  });
  afterAll(() => dynamo.close());

  const rawOf = async (client: DynamoDBClient, { pk, sk }: Key) =>
    (await client.send(new GetItemCommand({ TableName: name, Key: { pk: { S: pk }, sk: { S: sk } } }))).Item;

  tableContract(engineName, async () => ({ table: new Table(dynamo.client, name), close: async () => undefined }));

  it('holds items in the form of every release', async () => {
    const key = { pk: `TABLE#${runMark}form`, sk: 'A' };
    const attributes = {
      text: '',
      whole: 1_700_000_000,
      part: 0.5,
      negative: -3,
      no: false,
      nothing: null,
      missing: undefined,
      list: ['a', { b: 1, missing: undefined }],
      map: { empty: {}, none: [] },
      set: new Set(['x']),
      bytes: new Uint8Array([1, 2]),
    };

    await new Table(dynamo.client, name).put(key, attributes);

    expect(await rawOf(dynamo.client, key)).toEqual({
      pk: { S: key.pk },
      sk: { S: 'A' },
      text: { S: '' },
      whole: { N: '1700000000' },
      part: { N: '0.5' },
      negative: { N: '-3' },
      no: { BOOL: false },
      nothing: { NULL: true },
      list: { L: [{ S: 'a' }, { M: { b: { N: '1' } } }] },
      map: { M: { empty: { M: {} }, none: { L: [] } } },
      set: { SS: ['x'] },
      bytes: { B: new Uint8Array([1, 2]) },
    });
  });

  it.each([Number.NaN, Infinity])('does not take %s for a number', async (count) => {
    const key = { pk: `TABLE#${runMark}number`, sk: 'A' };

    await expect(new Table(dynamo.client, name).put(key, { count })).rejects.toThrow('not allowed');
  });
});

describe('a batch of gets that DynamoDB answers in part', () => {
  it('is asked again for what was left unread', async () => {
    const asked: number[] = [];
    const service = await startAwsJson(({ body }) => {
      const { books } = body['RequestItems'] as { books: { Keys: object[] } };
      asked.push(books.Keys.length);
      const [read, ...unread] = books.Keys;
      return {
        body: {
          Responses: { books: [read] },
          UnprocessedKeys: unread.length === 0 ? {} : { books: { Keys: unread } },
        },
      };
    });
    const client = clientOfEngine(service.client.endpoint);
    const clock = aClock();
    const keys = ['1', '2', '3'].map((sk) => ({ pk: 'p', sk }));

    const found = await new Table(client, 'books').batchGet(keys, clock);

    client.destroy();
    await service.close();
    expect(found).toEqual(keys);
    expect(asked).toEqual([3, 2, 1]);
    expect(clock.pauses).toEqual([50, 100]);
  });
});

describe('a batch of puts that DynamoDB takes in part', () => {
  it('is put again with what was left undone', async () => {
    const undone = (body: AwsCall['body']) =>
      Object.entries(body['RequestItems'] as Record<string, unknown[]>).map(([name, puts]) => [name, puts.slice(1)]);
    const service = await startAwsJson(({ body }) => ({
      body: { UnprocessedItems: Object.fromEntries(undone(body)) },
    }));
    const client = clientOfEngine(service.client.endpoint);
    const clock = aClock();
    const items = ['1', '2', '3'].map((sk) => ({ key: { pk: 'p', sk }, attributes: { number: Number(sk) } }));

    await new Table(client, 'transactions').batchPut(items, clock);

    const sizes = service.calls.map(({ body }) => (body['RequestItems'] as Record<string, unknown[]>)['transactions']);
    client.destroy();
    await service.close();
    expect(sizes.map((puts) => puts?.length)).toEqual([3, 2, 1]);
    expect(clock.pauses).toEqual([50, 100]);
  });
});
