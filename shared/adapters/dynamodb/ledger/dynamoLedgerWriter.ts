import { setTimeout } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  DeleteItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { addDays, type CalendarDate, type Instant } from '../../../domain/calendar/calendarDate.ts';
import { lastSequence, type Segment } from '../../../domain/ledger/change.ts';
import { emptyHead, type LedgerHead } from '../../../domain/ledger/head.ts';
import type { FeedLine } from '../../../domain/ledger/line.ts';
import type { CarriedForwardChange, MonthPart } from '../../../domain/ledger/monthView.ts';
import type { Statement } from '../../../domain/statements/statement.ts';
import type { Clock } from '../../../ports/ambient.ts';
import { LeaseLost, type LedgerWriter, type WriteLease } from '../../../ports/ledger.ts';
import type { AccountRef } from '../../../ports/common.ts';
import { keyOf, partitionOf, rangeOf, sortKey } from './ledgerKeys.ts';
import { readHead, writeCarriedForward, writeChanges, writeHead } from './ledgerSchemas.ts';
import { writeMonthEntries } from './monthPartText.ts';
import { packText } from './packedText.ts';

/** DynamoDB takes at most 25 writes in a batch. */
const batchSize = 25;

/**
 * The writing side of the ledger on DynamoDB. Single-item conditional writes only: they cost half of a transaction, and
 * the head alone decides what is committed (see docs/adr/0002).
 */
export class DynamoLedgerWriter implements LedgerWriter {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Pick<Clock, 'now'>;

  /** @param clock leases are a matter of workers, so they go by the wall clock */
  constructor(client: DynamoDBClient, table: string, clock: Pick<Clock, 'now'>) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async acquire(
    ledger: AccountRef,
    now: Instant,
    leaseMs: number,
  ): Promise<{ kind: 'acquired'; lease: WriteLease } | { kind: 'busy' }> {
    const nowMs = Date.parse(now);
    try {
      const { Attributes } = await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: keyOf(ledger, sortKey.head),
          UpdateExpression: 'SET leaseUntilMs = :until ADD fence :one',
          ConditionExpression: 'attribute_not_exists(leaseUntilMs) OR leaseUntilMs <= :now',
          ExpressionAttributeValues: { ':until': number(nowMs + leaseMs), ':now': number(nowMs), ':one': number(1) },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return {
        kind: 'acquired',
        lease: { ledger, fence: Number(Attributes?.['fence']?.N), leaseMs, head: headOf(Attributes) },
      };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { kind: 'busy' };
      throw error;
    }
  }

  async commit(lease: WriteLease, segment: Segment | undefined, head: LedgerHead): Promise<WriteLease> {
    if (segment) await this.#putSegment(lease, segment);
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: keyOf(lease.ledger, sortKey.head),
          UpdateExpression: 'SET #sequence = :next, #state = :state, leaseUntilMs = :until',
          ConditionExpression: 'fence = :fence AND (attribute_not_exists(#sequence) OR #sequence = :current)',
          ExpressionAttributeNames: { '#sequence': 'sequence', '#state': 'state' },
          ExpressionAttributeValues: {
            ':fence': number(lease.fence),
            ':current': number(lease.head.sequence),
            ':next': number(head.sequence),
            ':state': { S: writeHead(head) },
            ':until': number(Date.parse(this.#clock.now()) + lease.leaseMs),
          },
        }),
      );
    } catch (error) {
      // The SDK repeats a write whose answer was lost; the repeat then meets its own result.
      if (!(error instanceof ConditionalCheckFailedException) || !(await this.#isCommitted(lease, head))) {
        throw lostOr(error);
      }
    }
    return { ...lease, head };
  }

  async writeViews(
    ledger: AccountRef,
    parts: readonly MonthPart[],
    carried: readonly CarriedForwardChange[],
  ): Promise<void> {
    const puts: WriteRequest[] = [
      ...parts.map((part) => ({
        ...keyOf(ledger, sortKey.month(part.month, part.first)),
        entries: packText(writeMonthEntries(part.entries)),
      })),
      ...carried.map((change) => ({
        ...keyOf(ledger, sortKey.carried(change.sequence)),
        change: { S: writeCarriedForward(change) },
      })),
    ].map((Item) => ({ PutRequest: { Item } }));
    for (let start = 0; start < puts.length; start += batchSize)
      await this.#batch(puts.slice(start, start + batchSize));
  }

  async writeStatements(
    lease: WriteLease,
    statements: readonly Statement[],
    open: { readonly after?: CalendarDate; readonly before?: CalendarDate },
  ): Promise<void> {
    const kept = new Set(statements.map(({ period }) => sortKey.statement(period.from)));
    const stale = (await this.#statementKeys(lease.ledger, open)).filter((sk) => !kept.has(sk));
    const writes = [
      ...statements.map((statement) => () => this.#putStatement(lease, statement)),
      ...stale.map((sk) => () => this.#deleteStatement(lease, sk)),
    ];
    // Side by side, but not all at once: a first import makes hundreds of statements.
    for (let start = 0; start < writes.length; start += batchSize) {
      await Promise.all(writes.slice(start, start + batchSize).map((write) => write()));
    }
  }

  async writePending(lease: WriteLease, lines: readonly FeedLine[], seenAt: Instant): Promise<void> {
    await this.#putFenced(lease, sortKey.pending, { lines: { S: JSON.stringify(lines) }, seenAt: { S: seenAt } });
  }

  async release(lease: WriteLease): Promise<void> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: keyOf(lease.ledger, sortKey.head),
          UpdateExpression: 'REMOVE leaseUntilMs',
          ConditionExpression: 'fence = :fence',
          ExpressionAttributeValues: { ':fence': number(lease.fence) },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  #putSegment(lease: WriteLease, segment: Segment): Promise<void> {
    return this.#putFenced(lease, sortKey.segment(segment.first), {
      last: number(lastSequence(segment)),
      changes: packText(writeChanges(segment.changes)),
    });
  }

  #putStatement(lease: WriteLease, statement: Statement): Promise<void> {
    return this.#putFenced(lease, sortKey.statement(statement.period.from), {
      statement: { S: JSON.stringify(statement) },
    });
  }

  async #putFenced(lease: WriteLease, sk: string, attributes: Record<string, AttributeValue>): Promise<void> {
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.#table,
          Item: { ...keyOf(lease.ledger, sk), fence: number(lease.fence), ...attributes },
          ...unlessOvertaken(lease),
        }),
      );
    } catch (error) {
      throw lostOr(error);
    }
  }

  async #deleteStatement(lease: WriteLease, sk: string): Promise<void> {
    try {
      await this.#client.send(
        new DeleteItemCommand({
          TableName: this.#table,
          Key: keyOf(lease.ledger, sk),
          ...unlessOvertaken(lease),
        }),
      );
    } catch (error) {
      throw lostOr(error);
    }
  }

  async #statementKeys(
    ledger: AccountRef,
    { after, before }: { readonly after?: CalendarDate; readonly before?: CalendarDate },
  ): Promise<readonly string[]> {
    const { low, high } = rangeOf.statements(
      after === undefined ? undefined : addDays(after, 1),
      before === undefined ? undefined : addDays(before, -1),
    );
    const keys: string[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
          ExpressionAttributeValues: { ':pk': { S: partitionOf(ledger) }, ':low': { S: low }, ':high': { S: high } },
          ProjectionExpression: 'sk',
          ConsistentRead: true,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      for (const item of page.Items ?? []) if (item['sk']?.S !== undefined) keys.push(item['sk'].S);
      from = page.LastEvaluatedKey;
    } while (from);
    return keys;
  }

  async #isCommitted(lease: WriteLease, head: LedgerHead): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: keyOf(lease.ledger, sortKey.head), ConsistentRead: true }),
    );
    return Item?.['fence']?.N === String(lease.fence) && Item['state']?.S === writeHead(head);
  }

  async #batch(requests: readonly WriteRequest[]): Promise<void> {
    let left: WriteRequest[] = [...requests];
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt > 0) await setTimeout(pauseMs(attempt));
      const { UnprocessedItems } = await this.#client.send(
        new BatchWriteItemCommand({ RequestItems: { [this.#table]: left } }),
      );
      left = UnprocessedItems?.[this.#table] ?? [];
    }
  }
}

export const headOf = (item: Record<string, AttributeValue> | undefined): LedgerHead => {
  const state = item?.['state']?.S;
  return state === undefined ? emptyHead : readHead(JSON.parse(state));
};

/** The SDK does not pause before writes that DynamoDB left undone: 50 ms, doubling to 3.2 s. */
const pauseMs = (attempt: number): number => 25 * 2 ** Math.min(attempt, 7);

/** Writes over what an earlier fence left, never over what a later one wrote. Equal: our own repeated write. */
const unlessOvertaken = ({ fence }: WriteLease) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR fence <= :fence',
  ExpressionAttributeValues: { ':fence': number(fence) },
});

const number = (value: number): AttributeValue.NMember => ({ N: String(value) });

const lostOr = (error: unknown): unknown =>
  error instanceof ConditionalCheckFailedException ? new LeaseLost() : error;
