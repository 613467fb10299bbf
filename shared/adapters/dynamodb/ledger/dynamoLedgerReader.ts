import { GetItemCommand, QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { addDays, type CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import { lastSequence, type Segment } from '../../../domain/ledger/change.ts';
import type { LedgerHead } from '../../../domain/ledger/head.ts';
import type { FeedLine } from '../../../domain/ledger/line.ts';
import type { CarriedForwardChange, MonthPart } from '../../../domain/ledger/monthView.ts';
import type { Statement } from '../../../domain/statements/statement.ts';
import type { LedgerReader, MonthRange } from '../../../ports/ledger.ts';
import type { AccountRef } from '../../../ports/common.ts';
import { headOf } from './dynamoLedgerWriter.ts';
import { keyOf, monthKeyParts, partitionOf, rangeOf, sortKey, type SortRange } from './ledgerKeys.ts';
import { pendingSchema, readCarriedForward, readChanges, statementSchema } from './ledgerSchemas.ts';
import { readMonthEntries } from './monthPartText.ts';
import { unpackText } from './packedText.ts';

type Item = Record<string, AttributeValue>;

/** No statement period is longer than a month. */
const longestPeriodDays = 31;

/** The reading side of the ledger on DynamoDB. */
export class DynamoLedgerReader implements LedgerReader {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #consistent: boolean;

  /** @param options.consistent the writer reads its own writes; readers of the API may be milliseconds behind */
  constructor(client: DynamoDBClient, table: string, options: { readonly consistent: boolean }) {
    this.#client = client;
    this.#table = table;
    this.#consistent = options.consistent;
  }

  async head(ledger: AccountRef): Promise<LedgerHead> {
    return headOf(await this.#get(ledger, sortKey.head));
  }

  /** Always consistent, whatever the reader is for: a replica that is behind may hold what was never committed. */
  async *segmentsAfter(ledger: AccountRef, sequence: number): AsyncIterable<Segment> {
    const head = headOf(await this.#get(ledger, sortKey.head, true));
    if (head.sequence <= sequence) return;
    const containing = await this.segmentWith(ledger, sequence + 1);
    const first = containing?.first ?? sequence + 1;
    for await (const items of this.#pages(ledger, rangeOf.segments(first, head.sequence), 'ascending', true)) {
      for (const item of items) yield segmentOf(item);
    }
  }

  async segmentWith(ledger: AccountRef, sequence: number): Promise<Segment | undefined> {
    const range = rangeOf.segments(0, sequence);
    const [item] = await this.#firstItems(ledger, range, 'descending', 1, true);
    const segment = item && segmentOf(item);
    return segment && lastSequence(segment) >= sequence ? segment : undefined;
  }

  async month(ledger: AccountRef, month: string): Promise<readonly MonthPart[]> {
    const parts: MonthPart[] = [];
    for await (const part of this.monthParts(ledger, { from: month, to: month })) parts.push(part);
    return parts;
  }

  monthParts(ledger: AccountRef, range: MonthRange): AsyncIterable<MonthPart> {
    return this.#monthParts(ledger, range, 'ascending');
  }

  async *months(
    ledger: AccountRef,
    range: MonthRange & { readonly order: 'ascending' | 'descending' },
  ): AsyncIterable<{ month: string; parts: readonly MonthPart[] }> {
    let collected: { month: string; parts: MonthPart[] } | undefined;
    for await (const part of this.#monthParts(ledger, range, range.order)) {
      if (collected && collected.month === part.month) collected.parts.push(part);
      else {
        if (collected) yield collected;
        collected = { month: part.month, parts: [part] };
      }
    }
    if (collected) yield collected;
  }

  async *#monthParts(
    ledger: AccountRef,
    { from, to }: MonthRange,
    order: 'ascending' | 'descending',
  ): AsyncIterable<MonthPart> {
    for await (const items of this.#pages(ledger, rangeOf.months(from, to), order)) yield* items.map(monthPartOf);
  }

  async carriedForwardBetween(
    ledger: AccountRef,
    after: number,
    through: number,
  ): Promise<readonly CarriedForwardChange[]> {
    const carried: CarriedForwardChange[] = [];
    if (through <= after) return carried;
    for await (const items of this.#pages(ledger, rangeOf.carried(after, through), 'ascending')) {
      carried.push(...items.map((item) => readCarriedForward(json(item, 'change'))));
    }
    return carried;
  }

  async statements(
    ledger: AccountRef,
    page: { readonly limit: number; readonly before?: CalendarDate },
  ): Promise<readonly Statement[]> {
    const to = page.before === undefined ? undefined : addDays(page.before, -1);
    const items = await this.#firstItems(ledger, rangeOf.statements(undefined, to), 'descending', page.limit);
    return items.map(statementOf);
  }

  async statement(ledger: AccountRef, periodFrom: CalendarDate): Promise<Statement | undefined> {
    const item = await this.#get(ledger, sortKey.statement(periodFrom));
    return item && statementOf(item);
  }

  async statementsBetween(ledger: AccountRef, from: CalendarDate, to: CalendarDate): Promise<readonly Statement[]> {
    const statements: Statement[] = [];
    const range = rangeOf.statements(addDays(from, -longestPeriodDays), to);
    for await (const items of this.#pages(ledger, range, 'ascending')) {
      statements.push(...items.map(statementOf).filter(({ period }) => period.to >= from));
    }
    return statements;
  }

  async pending(ledger: AccountRef): Promise<readonly FeedLine[]> {
    const item = await this.#get(ledger, sortKey.pending);
    return item ? pendingSchema.parse(json(item, 'lines')) : [];
  }

  async #get(ledger: AccountRef, sk: string, consistent = this.#consistent): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: keyOf(ledger, sk), ConsistentRead: consistent }),
    );
    return Item;
  }

  async *#pages(
    ledger: AccountRef,
    range: SortRange,
    order: 'ascending' | 'descending',
    ConsistentRead = this.#consistent,
  ): AsyncIterable<readonly Item[]> {
    let from: Item | undefined;
    do {
      const options = { ConsistentRead, ...(from === undefined ? {} : { ExclusiveStartKey: from }) };
      const page = await this.#query(ledger, range, order, options);
      yield page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  async #firstItems(
    ledger: AccountRef,
    range: SortRange,
    order: 'ascending' | 'descending',
    limit: number,
    ConsistentRead = this.#consistent,
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const options = {
        ConsistentRead,
        Limit: limit - items.length,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      };
      const page = await this.#query(ledger, range, order, options);
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from && items.length < limit);
    return items;
  }

  #query(
    ledger: AccountRef,
    { low, high }: SortRange,
    order: 'ascending' | 'descending',
    options: { readonly ConsistentRead: boolean; readonly Limit?: number; readonly ExclusiveStartKey?: Item },
  ): Promise<{ Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined }> {
    return this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
        ExpressionAttributeValues: { ':pk': { S: partitionOf(ledger) }, ':low': { S: low }, ':high': { S: high } },
        ScanIndexForward: order === 'ascending',
        ...options,
      }),
    );
  }
}

const json = (item: Item, attribute: string): unknown => JSON.parse(unpackText(item[attribute]) ?? 'null');

const segmentOf = (item: Item): Segment => {
  const changes = readChanges(json(item, 'changes'));
  return { first: changes[0]?.sequence ?? 0, changes };
};

const monthPartOf = (item: Item): MonthPart => ({
  ...monthKeyParts(item['sk']?.S ?? ''),
  entries: readMonthEntries(unpackText(item['entries']) ?? '[]'),
});

const statementOf = (item: Item): Statement => statementSchema.parse(json(item, 'statement'));
