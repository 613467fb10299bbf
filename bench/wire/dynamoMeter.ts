import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { serveOnLoopback } from '../../local/cloud/loopback.ts';
import { readUnits, writeUnits } from './capacity.ts';
import { itemBytes, wireItem, type WireItem } from './itemSize.ts';
import { bodyOf, headersOf } from './passOn.ts';

/** One item written, or one read request, with what it costs. */
export interface Metered {
  readonly operation: string;
  readonly table: string;
  /** Kind of item: the letters before the first `#` of its sort key; of a query, of the keys that it asked for. */
  readonly kind: string;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Size of a written item. */
  readonly bytes: number;
}

export interface DynamoMeter {
  readonly url: string;
  /** What was metered since the last call. */
  readonly take: () => readonly Metered[];
  readonly close: () => Promise<void>;
}

const keyed = z.looseObject({ TableName: z.string(), Key: wireItem, ConsistentRead: z.boolean().default(false) });
const put = z.looseObject({ TableName: z.string(), Item: wireItem });
const batch = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.union([
        z.object({ PutRequest: z.object({ Item: wireItem }) }),
        z.object({ DeleteRequest: z.object({ Key: wireItem }) }),
      ]),
    ),
  ),
});
const batchGet = z.object({
  RequestItems: z.record(
    z.string(),
    z.looseObject({ Keys: z.array(wireItem), ConsistentRead: z.boolean().default(false) }),
  ),
});
const query = z.looseObject({
  TableName: z.string(),
  KeyConditionExpression: z.string(),
  ConsistentRead: z.boolean().default(false),
  ExpressionAttributeValues: wireItem.default({}),
});
const found = z.looseObject({ Item: wireItem.optional() });
const foundMany = z.looseObject({ Items: z.array(wireItem).default([]) });

interface Call {
  readonly operation: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const textOf = (value: WireItem[string] | undefined): string | undefined =>
  value && 'S' in value ? value.S : undefined;
/** Names the value that the sort keys of a query begin with, or begin at. */
const sortKeyAsked = /(?:begins_with\([^,]+, ?|BETWEEN )(:\w+)/;
const kindOf = (sortKey: string | undefined): string => (sortKey ?? '').split('#')[0] || '(whole partition)';
const keyOf = (item: WireItem): WireItem =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name === 'pk' || name === 'sk'));

/**
 * Stands between a function and DynamoDB and counts units by the sizes of the items, as the bill would. To know the size
 * before and after a write it looks the item up itself; those looks are not counted, and a metered run is not timed.
 */
export const startDynamoMeter = async (upstream: string): Promise<DynamoMeter> => {
  let metered: Metered[] = [];

  const ask = (call: Call): Promise<Response> =>
    fetch(upstream, {
      method: 'POST',
      headers: { ...call.headers, 'x-amz-target': `DynamoDB_20120810.${call.operation}` },
      body: call.body,
    });
  const json = async (call: Call): Promise<unknown> => JSON.parse(await (await ask(call)).text());

  const sizeNow = async (call: Call, TableName: string, Key: WireItem): Promise<number> => {
    const body = JSON.stringify({ TableName, Key, ConsistentRead: true });
    const { Item } = found.parse(await json({ ...call, operation: 'GetItem', body }));
    return Item ? itemBytes(Item) : 0;
  };

  const writesOf = ({ operation, body }: Call): readonly { readonly table: string; readonly key: WireItem }[] => {
    const parsed: unknown = JSON.parse(body);
    if (operation === 'BatchWriteItem') {
      return Object.entries(batch.parse(parsed).RequestItems).flatMap(([table, requests]) =>
        requests.map((one) => ({
          table,
          key: 'PutRequest' in one ? keyOf(one.PutRequest.Item) : one.DeleteRequest.Key,
        })),
      );
    }
    if (operation === 'PutItem') {
      const { TableName, Item } = put.parse(parsed);
      return [{ table: TableName, key: keyOf(Item) }];
    }
    const { TableName, Key } = keyed.parse(parsed);
    return [{ table: TableName, key: Key }];
  };

  const meterWrite = async (call: Call): Promise<Response> => {
    const targets = await Promise.all(
      writesOf(call).map(async (write) => ({ ...write, before: await sizeNow(call, write.table, write.key) })),
    );
    const answer = await ask(call);
    for (const { table, key, before } of targets) {
      const after = await sizeNow(call, table, key);
      metered.push({
        operation: answer.ok ? call.operation : `${call.operation} refused`,
        table,
        kind: kindOf(textOf(key['sk'])),
        writeUnits: writeUnits(before, after),
        readUnits: 0,
        bytes: after,
      });
    }
    return answer;
  };

  const meterGet = async (call: Call): Promise<Response> => {
    const { TableName, Key, ConsistentRead } = keyed.parse(JSON.parse(call.body));
    const bytes = await sizeNow(call, TableName, Key);
    const read = { operation: call.operation, table: TableName, kind: kindOf(textOf(Key['sk'])), writeUnits: 0 };
    metered.push({ ...read, readUnits: readUnits(bytes, ConsistentRead), bytes });
    return ask(call);
  };

  /** Each item costs as if it were read alone. */
  const meterBatchGet = async (call: Call): Promise<Response> => {
    for (const [TableName, { Keys, ConsistentRead }] of Object.entries(
      batchGet.parse(JSON.parse(call.body)).RequestItems,
    )) {
      for (const Key of Keys) {
        const bytes = await sizeNow(call, TableName, Key);
        const read = { operation: call.operation, table: TableName, kind: kindOf(textOf(Key['sk'])), writeUnits: 0 };
        metered.push({ ...read, readUnits: readUnits(bytes, ConsistentRead), bytes });
      }
    }
    return ask(call);
  };

  /** Units go by what was looked at, before the filter and the projection take from it. */
  const meterQuery = async (call: Call): Promise<Response> => {
    const asked = query.parse(JSON.parse(call.body));
    const { ProjectionExpression: _projection, FilterExpression: _filter, Select: _select, ...whole } = asked;
    const body = JSON.stringify(withUsedNamesOnly(whole));
    const { Items } = foundMany.parse(await json({ ...call, body }));
    const bytes = Items.reduce((total, item) => total + itemBytes(item), 0);
    const [, sortKey = ''] = sortKeyAsked.exec(asked.KeyConditionExpression) ?? [];
    const kind = kindOf(textOf(asked.ExpressionAttributeValues[sortKey]));
    const read = { operation: call.operation, table: asked.TableName, kind, writeUnits: 0, bytes };
    metered.push({ ...read, readUnits: readUnits(bytes, asked.ConsistentRead) });
    return ask(call);
  };

  const meter = (call: Call): Promise<Response> => {
    switch (call.operation) {
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
      case 'BatchWriteItem':
        return meterWrite(call);
      case 'GetItem':
        return meterGet(call);
      case 'BatchGetItem':
        return meterBatchGet(call);
      case 'Query':
        return meterQuery(call);
      default:
        throw new Error(`the meter does not know what ${call.operation} costs`);
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const answered = await meter({ operation, body: await bodyOf(request), headers: headersOf(request.headers) });
    const passed = [...answered.headers].filter(([name]) => name.startsWith('x-amz') || name === 'content-type');
    response.writeHead(answered.status, Object.fromEntries(passed)).end(await answered.text());
  };

  const endpoint = await serveOnLoopback(
    createServer((request, response) => {
      answer(request, response).catch((error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      });
    }),
  );
  return {
    url: endpoint.url,
    close: endpoint.close,
    take: () => {
      const taken = metered;
      metered = [];
      return taken;
    },
  };
};

const expressions = z.looseObject({
  KeyConditionExpression: z.string(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: wireItem.optional(),
});

/** DynamoDB refuses names and values that no expression uses; those of a filter that was taken out go too. */
const withUsedNamesOnly = (asked: object): object => {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...rest } = expressions.parse(asked);
  const used = new Set(rest.KeyConditionExpression.match(/[#:]\w+/g));
  const kept = <T>(all: Readonly<Record<string, T>> = {}): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  const names = kept(ExpressionAttributeNames);
  return {
    ...rest,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: kept(ExpressionAttributeValues),
  };
};
