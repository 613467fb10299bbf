import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type KeysAndAttributes,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { defined } from '../../language/defined.ts';
import { retryUnprocessed, type Pacing } from '../retryUnprocessed.ts';
import { ExpressionWriter, type Attributes, type Change, type Condition } from './expressions.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export interface ReadOptions {
  /** Half the price where a late look does no harm. */
  readonly eventuallyConsistent?: boolean;
}

export interface QueryRange extends ReadOptions {
  readonly prefix?: string;
  /** Both inclusive; instead of `prefix`. */
  readonly between?: readonly [string, string];
  readonly after?: Key | undefined;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly filter?: Condition | undefined;
  readonly keysOnly?: boolean;
}

export interface QueryPage {
  readonly items: readonly Attributes[];
  readonly last?: Key;
}

/** Answer of a conditional write. DynamoDB refused it: the item is not in the state that the condition names. */
export type Written = { readonly kind: 'written'; readonly item: Attributes } | { readonly kind: 'refused' };

export interface NewItem {
  readonly key: Key;
  readonly attributes: object;
}

/** DynamoDB takes at most 25 writes in a batch, and 100 reads. */
const batchSize = 25;
const readBatchSize = 100;
/** The SDK does not pause before what DynamoDB left undone: 50 ms, doubling to 3.2 s; a minute or less in all. */
const batchRetry = {
  maxTries: 20,
  firstPauseMs: 50,
  maxPauseMs: 3_200,
  refusal: (items: number): string => `the table left ${items} items of a batch undone`,
};

/** A member that is undefined is left out. */
const toItem = (attributes: object): Record<string, AttributeValue> =>
  marshall(attributes, { removeUndefinedValues: true });

/** The caller parses the result with a schema. */
const fromItem = (item: Record<string, AttributeValue>): Attributes => unmarshall(item);

const toKey = ({ pk, sk }: Key): Record<string, AttributeValue> => ({ pk: { S: pk }, sk: { S: sk } });

const placeholdersOf = ({ names, values }: ExpressionWriter) => ({
  ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
  ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: toItem(values) }),
});

const conditional = (condition: Condition | undefined) => {
  if (!condition) return {};
  const writer = new ExpressionWriter();
  return { ConditionExpression: writer.condition(condition), ...placeholdersOf(writer) };
};

const refusedOr = async <T>(write: Promise<T>): Promise<T | 'refused'> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'refused';
    throw error;
  }
};

/** One table with the keys `pk` and `sk`. Single-item conditional writes only: cheap, and the same everywhere. */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async get(key: Key, { eventuallyConsistent = false }: ReadOptions = {}): Promise<Attributes | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#name, Key: toKey(key), ConsistentRead: !eventuallyConsistent }),
    );
    return Item && fromItem(Item);
  }

  /** Reads items by their keys, many at a time; those that are not there are left out. No key may be named twice. */
  async batchGet(
    keys: readonly Key[],
    pacing: Pacing,
    { eventuallyConsistent = false }: ReadOptions = {},
  ): Promise<readonly Attributes[]> {
    const found: Attributes[] = [];
    for (let start = 0; start < keys.length; start += readBatchSize) {
      const batch = keys.slice(start, start + readBatchSize).map(toKey);
      const read = (Keys: KeysAndAttributes['Keys']) =>
        this.#readBatch({ Keys, ConsistentRead: !eventuallyConsistent });
      await retryUnprocessed(
        batch,
        async (left) => {
          const { items, unread } = await read([...left]);
          found.push(...items);
          return unread;
        },
        { ...batchRetry, pacing },
      );
    }
    return found;
  }

  async put({ pk, sk }: Key, attributes: object, condition?: Condition): Promise<'written' | 'refused'> {
    const Item = toItem({ ...attributes, pk, sk });
    const answer = await refusedOr(
      this.#client.send(new PutItemCommand({ TableName: this.#name, Item, ...conditional(condition) })),
    );
    return answer === 'refused' ? 'refused' : 'written';
  }

  /** Writes items without a condition, many at a time. */
  async batchPut(items: readonly NewItem[], pacing: Pacing): Promise<void> {
    const requests = items.map(({ key: { pk, sk }, attributes }) => ({
      PutRequest: { Item: toItem({ ...attributes, pk, sk }) },
    }));
    for (let start = 0; start < requests.length; start += batchSize) {
      const batch: readonly WriteRequest[] = requests.slice(start, start + batchSize);
      await retryUnprocessed(batch, (left) => this.#writeBatch(left), { ...batchRetry, pacing });
    }
  }

  async update(key: Key, change: Change, condition?: Condition): Promise<Written> {
    const writer = new ExpressionWriter();
    const answer = await refusedOr(
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.#name,
          Key: toKey(key),
          UpdateExpression: writer.change(change),
          ...(condition && { ConditionExpression: writer.condition(condition) }),
          ...placeholdersOf(writer),
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return answer === 'refused' ? { kind: 'refused' } : { kind: 'written', item: fromItem(answer.Attributes ?? {}) };
  }

  /** @returns what was there; undefined when nothing was; `refused` when the condition does not hold */
  async delete(key: Key, condition?: Condition): Promise<Attributes | undefined | 'refused'> {
    const answer = await refusedOr(
      this.#client.send(
        new DeleteItemCommand({
          TableName: this.#name,
          Key: toKey(key),
          ...conditional(condition),
          ReturnValues: 'ALL_OLD',
        }),
      ),
    );
    if (answer === 'refused') return 'refused';
    return answer.Attributes && fromItem(answer.Attributes);
  }

  async query(pk: string, range: QueryRange = {}): Promise<QueryPage> {
    const { filter, after, limit, newestFirst = false, eventuallyConsistent = false, keysOnly = false } = range;
    const writer = new ExpressionWriter();
    const { Items, LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#name,
        KeyConditionExpression: `${writer.path('pk')} = ${writer.value(pk)}${sortKeyCondition(writer, range)}`,
        ...(filter && { FilterExpression: writer.condition(filter) }),
        ...(keysOnly && { ProjectionExpression: `${writer.path('pk')}, ${writer.path('sk')}` }),
        ...placeholdersOf(writer),
        ...defined({ ExclusiveStartKey: after && toKey(after), Limit: limit }),
        ScanIndexForward: !newestFirst,
        ConsistentRead: !eventuallyConsistent,
      }),
    );
    const last = LastEvaluatedKey && keyOf(fromItem(LastEvaluatedKey));
    return { items: (Items ?? []).map(fromItem), ...(last && { last }) };
  }

  /** Every page of a range; a page ends at DynamoDB's 1 MB or at `limit`. */
  async *pages(pk: string, range: QueryRange = {}): AsyncGenerator<readonly Attributes[]> {
    let after = range.after;
    do {
      const page = await this.query(pk, { ...range, after });
      yield page.items;
      after = page.last;
    } while (after);
  }

  async #readBatch(request: KeysAndAttributes) {
    const { Responses, UnprocessedKeys } = await this.#client.send(
      new BatchGetItemCommand({ RequestItems: { [this.#name]: request } }),
    );
    return {
      items: (Responses?.[this.#name] ?? []).map(fromItem),
      unread: UnprocessedKeys?.[this.#name]?.Keys ?? [],
    };
  }

  async #writeBatch(requests: readonly WriteRequest[]): Promise<readonly WriteRequest[]> {
    const { UnprocessedItems } = await this.#client.send(
      new BatchWriteItemCommand({ RequestItems: { [this.#name]: [...requests] } }),
    );
    return UnprocessedItems?.[this.#name] ?? [];
  }
}

const sortKeyCondition = (writer: ExpressionWriter, { prefix, between }: QueryRange): string => {
  if (prefix !== undefined) return ` AND begins_with(${writer.path('sk')}, ${writer.value(prefix)})`;
  if (!between) return '';
  const [low, high] = between;
  return ` AND ${writer.path('sk')} BETWEEN ${writer.value(low)} AND ${writer.value(high)}`;
};

export const keyOf = (item: Attributes): Key => ({ pk: String(item['pk']), sk: String(item['sk']) });
