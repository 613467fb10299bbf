import { addDays, type CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import { lastSequence, type Segment } from '../../../domain/ledger/change.ts';
import type { RecordRange } from '../../../domain/feed/feedEntry.ts';
import type { LedgerHead } from '../../../domain/ledger/head.ts';
import type { PendingLine } from '../../../domain/ledger/line.ts';
import type { CarriedForwardChange, MonthPart } from '../../../domain/ledger/monthView.ts';
import type { Statement } from '../../../domain/statements/statement.ts';
import type { LedgerReader, MonthRange } from '../../../ports/ledger.ts';
import type { AccountRef } from '../../../ports/refsAndPages.ts';
import { headOf } from './dynamoLedgerWriter.ts';
import type { Attributes } from '../expressions.ts';
import { keyOf, type QueryRange, type ReadOptions, type Table } from '../table.ts';
import { ledgerKey, monthKeyParts, partitionOf, rangeOf, sortKey } from './ledgerKeys.ts';
import { pendingSchema, readCarriedForward, readChanges, statementSchema } from './ledgerSchemas.ts';
import { readMonthEntries } from './monthPartText.ts';
import { unpackText } from './packedText.ts';

/** No statement period is longer than a month. */
const maxPeriodDays = 31;
/** A reader who goes through them may stop anywhere. */
const statementsAtOnce = 50;

/** The reading side of the ledger on DynamoDB. */
export class DynamoLedgerReader implements LedgerReader {
  readonly #table: Table;
  readonly #eventuallyConsistent: boolean;

  /** @param options.consistent the writer reads its own writes; readers of the API may be milliseconds behind */
  constructor(table: Table, options: { readonly consistent: boolean }) {
    this.#table = table;
    this.#eventuallyConsistent = !options.consistent;
  }

  async head(ledger: AccountRef): Promise<LedgerHead> {
    return headOf(await this.#get(ledger, sortKey.head));
  }

  /** Always consistent, whatever the reader is for: a replica that is behind may hold what was never committed. */
  async *segmentsAfter(ledger: AccountRef, sequence: number): AsyncIterable<Segment> {
    const head = headOf(await this.#get(ledger, sortKey.head, { eventuallyConsistent: false }));
    if (head.sequence <= sequence) return;
    const containing = await this.segmentWith(ledger, sequence + 1);
    const first = containing?.first ?? sequence + 1;
    const range = { between: rangeOf.segments(first, head.sequence), eventuallyConsistent: false };
    for await (const items of this.#pages(ledger, range)) {
      for (const item of items) yield segmentOf(item);
    }
  }

  async *segmentsBetween(ledger: AccountRef, { after, through }: RecordRange): AsyncIterable<Segment> {
    let isContained = false;
    for await (const items of this.#pages(ledger, {
      between: rangeOf.segments(after + 1, through),
      eventuallyConsistent: false,
    })) {
      const segments = items.map(segmentOf);
      // A range that a run has told begins with a segment; only what was left in the middle of one does not.
      if (!isContained && segments[0]?.first !== after + 1) {
        const containing = await this.segmentWith(ledger, after + 1);
        if (containing) yield containing;
      }
      isContained = true;
      yield* segments;
    }
  }

  async segmentWith(ledger: AccountRef, sequence: number): Promise<Segment | undefined> {
    const range = { between: rangeOf.segments(0, sequence), newestFirst: true, eventuallyConsistent: false };
    const [item] = await this.#firstItems(ledger, range, 1);
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
    const range = { between: rangeOf.months(from, to), newestFirst: order === 'descending' };
    for await (const items of this.#pages(ledger, range)) yield* items.map(monthPartOf);
  }

  async carriedForwardBetween(
    ledger: AccountRef,
    after: number,
    through: number,
  ): Promise<readonly CarriedForwardChange[]> {
    const carried: CarriedForwardChange[] = [];
    if (through <= after) return carried;
    for await (const items of this.#pages(ledger, { between: rangeOf.carried(after, through) })) {
      carried.push(...items.map((item) => readCarriedForward(json(item, 'change'))));
    }
    return carried;
  }

  /** Statements are always read consistently: a replica that is behind may hold what the head calls final as it was before. */
  async statements(
    ledger: AccountRef,
    page: { readonly limit: number; readonly before?: CalendarDate },
  ): Promise<readonly Statement[]> {
    const to = page.before === undefined ? undefined : addDays(page.before, -1);
    const range = { between: rangeOf.statements(undefined, to), newestFirst: true, eventuallyConsistent: false };
    const items = await this.#firstItems(ledger, range, page.limit);
    return items.map(statementOf);
  }

  async statement(ledger: AccountRef, periodFrom: CalendarDate): Promise<Statement | undefined> {
    const item = await this.#get(ledger, sortKey.statement(periodFrom), { eventuallyConsistent: false });
    return item && statementOf(item);
  }

  async *statementsFrom(
    ledger: AccountRef,
    from: CalendarDate | undefined,
    to?: CalendarDate,
  ): AsyncIterable<Statement> {
    const range = { between: rangeOf.statements(from, to), limit: statementsAtOnce, eventuallyConsistent: false };
    for await (const items of this.#pages(ledger, range)) yield* items.map(statementOf);
  }

  async statementsBetween(ledger: AccountRef, from: CalendarDate, to: CalendarDate): Promise<readonly Statement[]> {
    const statements: Statement[] = [];
    const range = { between: rangeOf.statements(addDays(from, -maxPeriodDays), to), eventuallyConsistent: false };
    for await (const items of this.#pages(ledger, range)) {
      statements.push(...items.map(statementOf).filter(({ period }) => period.to >= from));
    }
    return statements;
  }

  async pending(ledger: AccountRef): Promise<readonly PendingLine[]> {
    const item = await this.#get(ledger, sortKey.pending);
    return item ? pendingSchema().parse(json(item, 'lines')) : [];
  }

  #get(ledger: AccountRef, sk: string, options?: ReadOptions): Promise<Attributes | undefined> {
    return this.#table.get(ledgerKey(ledger, sk), { eventuallyConsistent: this.#eventuallyConsistent, ...options });
  }

  #pages(ledger: AccountRef, range: QueryRange): AsyncIterable<readonly Attributes[]> {
    const options = { eventuallyConsistent: this.#eventuallyConsistent, ...range };
    return this.#table.pages(partitionOf(ledger), options);
  }

  async #firstItems(ledger: AccountRef, range: QueryRange, limit: number): Promise<readonly Attributes[]> {
    const items: Attributes[] = [];
    for await (const page of this.#pages(ledger, { ...range, limit })) {
      items.push(...page);
      if (items.length >= limit) break;
    }
    return items.slice(0, limit);
  }
}

const json = (item: Attributes, attribute: string): unknown => JSON.parse(unpackText(item[attribute]) ?? 'null');

const segmentOf = (item: Attributes): Segment => {
  const changes = readChanges(json(item, 'changes'));
  return { first: changes[0]?.sequence ?? 0, changes };
};

const monthPartOf = (item: Attributes): MonthPart => ({
  ...monthKeyParts(keyOf(item).sk),
  entries: readMonthEntries(unpackText(item['entries']) ?? '[]'),
});

const statementOf = (item: Attributes): Statement => statementSchema().parse(json(item, 'statement'));
