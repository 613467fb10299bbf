import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Attributes, Change, Condition, Path } from '../../shared/adapters/dynamodb/expressions.ts';
import {
  keyOf,
  Table,
  type Key,
  type NewItem,
  type QueryPage,
  type QueryRange,
  type Written,
} from '../../shared/adapters/dynamodb/table.ts';

export type TableCall = 'get' | 'batchGet' | 'put' | 'batchPut' | 'update' | 'delete' | 'query';
type Listener = (moment: 'before' | 'after', call: TableCall, key: Key | undefined) => void | Promise<void>;

/**
 * A table in memory, for tests that make thousands of calls or die at every one of them: the real stores stand on it. It
 * takes conditions and changes as data, as the stores write them, and never DynamoDB's own language. The contract of the
 * table (`test/contract/table`) and that of the ledger run on it and on a real engine over the wire.
 */
export class MemoryTable extends Table {
  readonly items: Map<string, Attributes>;
  /** Called around every call that is not refused; throw to inject a fault before or after it took effect. */
  onCall: Listener = () => undefined;

  /** @param like shares the items of another one, with a listener of its own */
  constructor(like?: MemoryTable) {
    super(new DynamoDBClient({ region: 'none', endpoint: 'http://127.0.0.1:1' }), 'memory');
    this.items = like?.items ?? new Map();
  }

  override get(key: Key): Promise<Attributes | undefined> {
    return this.#call('get', key, () => this.items.get(idOf(key)));
  }

  override async batchGet(keys: readonly Key[]): Promise<readonly Attributes[]> {
    return this.#call('batchGet', keys[0], () =>
      keys.map((key) => this.items.get(idOf(key))).filter((item) => item !== undefined),
    );
  }

  override put(key: Key, attributes: object, condition?: Condition): Promise<'written' | 'refused'> {
    return this.#call('put', key, () => {
      if (!this.#holds(key, condition)) return 'refused';
      this.#keep(key, attributes);
      return 'written';
    });
  }

  override async batchPut(items: readonly NewItem[]): Promise<void> {
    for (let start = 0; start < items.length; start += 25) {
      const batch = items.slice(start, start + 25);
      await this.#call('batchPut', batch[0]?.key, () => {
        for (const { key, attributes } of batch) this.#keep(key, attributes);
      });
    }
  }

  override update(key: Key, change: Change, condition?: Condition): Promise<Written> {
    return this.#call('update', key, () => {
      if (!this.#holds(key, condition)) return { kind: 'refused' };
      this.#keep(key, changed(this.items.get(idOf(key)) ?? {}, change));
      return { kind: 'written', item: this.items.get(idOf(key)) ?? {} };
    });
  }

  override delete(key: Key, condition?: Condition): Promise<Attributes | undefined | 'refused'> {
    return this.#call('delete', key, () => {
      const item = this.items.get(idOf(key));
      if (!this.#holds(key, condition)) return 'refused';
      this.items.delete(idOf(key));
      return item;
    });
  }

  override query(pk: string, range: QueryRange = {}): Promise<QueryPage> {
    return this.#call('query', { pk, sk: range.prefix ?? '' }, () => {
      const { prefix = '', between: [low, high] = ['', '\uffff\uffff'], after, limit = Infinity, filter } = range;
      if (low > high) throw new Error('DynamoDB refuses a range that ends before it begins');
      const direction = range.newestFirst ? -1 : 1;
      const found = [...this.items.values()]
        .map((item) => ({ item, ...keyOf(item) }))
        .filter((one) => one.pk === pk && one.sk.startsWith(prefix) && one.sk >= low && one.sk <= high)
        .sort((a, b) => (a.sk < b.sk ? -direction : direction))
        .filter(({ sk }) => after === undefined || (range.newestFirst ? sk < after.sk : sk > after.sk));
      // A limit counts before the filter.
      const page = found.slice(0, limit);
      const last = found.length > page.length && page.at(-1);
      const items = page.map(({ item }) => item).filter((item) => filter === undefined || holds(filter, item));
      return { items, ...(last && { last: { pk, sk: last.sk } }) };
    });
  }

  async #call<T>(call: TableCall, key: Key | undefined, answer: () => T): Promise<T> {
    await Promise.resolve();
    await this.onCall('before', call, key);
    const answered = answer();
    if (!isRefusal(answered)) await this.onCall('after', call, key);
    return answered;
  }

  #holds(key: Key, condition: Condition | undefined): boolean {
    return condition === undefined || holds(condition, this.items.get(idOf(key)) ?? {});
  }

  #keep({ pk, sk }: Key, attributes: object): void {
    this.items.set(idOf({ pk, sk }), defined({ ...attributes, pk, sk }));
  }
}

const isRefusal = (answer: unknown): boolean => answer === 'refused' || (isMap(answer) && answer['kind'] === 'refused');

const idOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;

/** Without the members that are undefined, as deep as there are maps. */
const defined = (attributes: object): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, isMap(value) ? defined(value) : value]];
    }),
  );

const isMap = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value)?.constructor?.name === 'Object';

const valueAt = (item: Attributes, path: Path): unknown => {
  if (typeof path === 'string') return item[path];
  const map = item[path[0]];
  return isMap(map) ? map[path[1]] : undefined;
};

/** DynamoDB compares what is of one type only. */
const order = (a: unknown, b: unknown): number | undefined => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return typeof a === 'boolean' && a === b ? 0 : undefined;
};

const holds = (condition: Condition, item: Attributes): boolean => {
  switch (condition.kind) {
    case 'present':
      return valueAt(item, condition.path) !== undefined;
    case 'absent':
      return valueAt(item, condition.path) === undefined;
    case 'compare': {
      const found = order(valueAt(item, condition.path), condition.value);
      if (found === undefined) return false;
      return condition.by === '=' ? found === 0 : condition.by === '<=' ? found <= 0 : found > 0;
    }
    case 'oneOf':
      return condition.values.some((value) => order(valueAt(item, condition.path), value) === 0);
    case 'all':
      return condition.of.every((term) => holds(term, item));
    case 'any':
      return condition.of.some((term) => holds(term, item));
  }
};

const changed = (
  before: Attributes,
  { set = [], initially = [], remove = [], add = {}, take = {} }: Change,
): Attributes => {
  const item: Record<string, unknown> = { ...before };
  const write = (path: Path, value: unknown): void => {
    if (typeof path === 'string') item[path] = value;
    else if (isMap(item[path[0]])) item[path[0]] = { ...(item[path[0]] as Attributes), [path[1]]: value };
    else throw new Error(`DynamoDB refuses a path without its map: ${path.join('.')}`);
  };
  for (const [path, value] of set) write(path, value);
  for (const [path, value] of initially) if (valueAt(before, path) === undefined) write(path, value);
  for (const path of remove) write(path, undefined);
  for (const [name, value] of Object.entries(add)) {
    item[name] =
      value instanceof Set ? new Set([...setOf(item[name]), ...value]) : Number(item[name] ?? 0) + Number(value);
  }
  for (const [name, value] of Object.entries(take)) {
    const taken = setOf(value);
    const left = new Set([...setOf(item[name])].filter((member) => !taken.has(member)));
    item[name] = left.size > 0 ? left : undefined;
  }
  return item;
};

const setOf = (value: unknown): Set<unknown> => (value instanceof Set ? value : new Set());
