import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { fromItem, toItem, type Attributes } from './items.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An expression with `#name` for attribute names and `:value` for values, as DynamoDB writes them. */
export interface Expression {
  readonly text: string;
  readonly values?: Attributes;
}

export interface QueryRange {
  readonly prefix?: string;
  /** Both inclusive; instead of `prefix`. */
  readonly between?: readonly [string, string];
  readonly after?: Key | undefined;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly filter?: Expression | undefined;
  /** Half the price where a late look does no harm. */
  readonly eventually?: boolean;
}

export interface QueryPage {
  readonly items: readonly Attributes[];
  readonly last?: Key;
}

/** Answer of a conditional write. DynamoDB refused it: the item is not in the state that the condition names. */
export type Written = { readonly kind: 'written'; readonly item: Attributes } | { readonly kind: 'refused' };

const namesIn = (texts: readonly (string | undefined)[]): Record<string, string> =>
  Object.fromEntries(
    texts.flatMap((text) =>
      [...(text ?? '').matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name ?? '']),
    ),
  );

const valuesOf = (...groups: readonly (Attributes | undefined)[]) => {
  const values = Object.assign({}, ...groups.map((group) => group ?? {}));
  const item = toItem(Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])));
  return Object.keys(item).length > 0 ? { ExpressionAttributeValues: item } : {};
};

const named = (texts: readonly (string | undefined)[], renamed: Readonly<Record<string, string>> = {}) => {
  const names = namesIn(texts);
  for (const [placeholder, name] of Object.entries(renamed)) names[`#${placeholder}`] = name;
  return Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {};
};

const refusedOr = async <T>(write: Promise<T>): Promise<T | 'refused'> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'refused';
    throw error;
  }
};

/**
 * `SET` for the members that have a value, `REMOVE` for those that are undefined.
 */
export const setting = (attributes: object): Expression => {
  const entries = Object.entries(attributes);
  const set = entries.filter(([, value]) => value !== undefined);
  const removed = entries.filter(([, value]) => value === undefined);
  const clauses = [
    set.length > 0 ? `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}` : '',
    removed.length > 0 ? `REMOVE ${removed.map(([name]) => `#${name}`).join(', ')}` : '',
  ];
  return { text: clauses.filter((clause) => clause !== '').join(' '), values: Object.fromEntries(set) };
};

/** One table with the keys `pk` and `sk`. Single-item conditional writes only: cheap, and the same everywhere. */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async get(key: Key, options: { readonly eventually?: boolean } = {}): Promise<Attributes | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({
        TableName: this.#name,
        Key: toItem(key),
        ConsistentRead: options.eventually !== true,
      }),
    );
    return Item && fromItem(Item);
  }

  async put(key: Key, attributes: object, condition?: Expression): Promise<'written' | 'refused'> {
    const answer = await refusedOr(
      this.#client.send(
        new PutItemCommand({
          TableName: this.#name,
          Item: toItem({ ...attributes, ...key }),
          ...(condition && {
            ConditionExpression: condition.text,
            ...named([condition.text]),
            ...valuesOf(condition.values),
          }),
        }),
      ),
    );
    return answer === 'refused' ? 'refused' : 'written';
  }

  /** @param renamed for placeholders whose attribute has a name that is data, such as a member of a map */
  async update(
    key: Key,
    change: Expression,
    condition?: Expression,
    renamed?: Readonly<Record<string, string>>,
  ): Promise<Written> {
    const answer = await refusedOr(
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.#name,
          Key: toItem(key),
          UpdateExpression: change.text,
          ...(condition && { ConditionExpression: condition.text }),
          ...named([change.text, condition?.text], renamed),
          ...valuesOf(change.values, condition?.values),
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return answer === 'refused' ? { kind: 'refused' } : { kind: 'written', item: fromItem(answer.Attributes ?? {}) };
  }

  /** @returns what was there; undefined when nothing was, or the condition refused it */
  async delete(key: Key, condition?: Expression): Promise<Attributes | undefined> {
    const answer = await refusedOr(
      this.#client.send(
        new DeleteItemCommand({
          TableName: this.#name,
          Key: toItem(key),
          ...(condition && {
            ConditionExpression: condition.text,
            ...named([condition.text]),
            ...valuesOf(condition.values),
          }),
          ReturnValues: 'ALL_OLD',
        }),
      ),
    );
    return answer === 'refused' || !answer.Attributes ? undefined : fromItem(answer.Attributes);
  }

  async query(pk: string, range: QueryRange = {}): Promise<QueryPage> {
    const sortKey = sortKeyCondition(range);
    const condition = ['#pk = :pk', ...(sortKey ? [sortKey.text] : [])].join(' AND ');
    const { Items, LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#name,
        KeyConditionExpression: condition,
        ...(range.filter && { FilterExpression: range.filter.text }),
        ...named([condition, range.filter?.text]),
        ...valuesOf({ pk }, sortKey?.values, range.filter?.values),
        ...(range.after && { ExclusiveStartKey: toItem(range.after) }),
        ...(range.limit !== undefined && { Limit: range.limit }),
        ScanIndexForward: range.newestFirst !== true,
        ConsistentRead: range.eventually !== true,
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
}

const sortKeyCondition = ({ prefix, between }: QueryRange): Expression | undefined => {
  if (prefix !== undefined) return { text: 'begins_with(#sk, :prefix)', values: { prefix } };
  if (between) return { text: '#sk BETWEEN :low AND :high', values: { low: between[0], high: between[1] } };
  return undefined;
};

export const keyOf = (item: Attributes): Key => ({ pk: String(item['pk']), sk: String(item['sk']) });
