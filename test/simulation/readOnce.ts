import type { Segment } from '../../shared/domain/ledger/change.ts';
import { lastSequence } from '../../shared/domain/ledger/change.ts';
import type { MonthPart } from '../../shared/domain/ledger/monthView.ts';
import type { LedgerReader, MonthRange } from '../../shared/ports/ledger.ts';
import type { AccountRef } from '../../shared/ports/refsAndPages.ts';

type Months = readonly { readonly month: string; readonly parts: readonly MonthPart[] }[];

/**
 * A reader of one ledger that stands still, for an auditor who turns every page of every statement: months and segments are
 * read once. `forget` when the ledger may have moved.
 */
export class ReadOnce implements LedgerReader {
  readonly #reader: LedgerReader;
  readonly #months = new Map<string, Promise<Months>>();
  #segments: Segment[] = [];

  constructor(reader: LedgerReader) {
    this.#reader = reader;
  }

  forget(): void {
    this.#months.clear();
    this.#segments = [];
  }

  async segmentWith(ledger: AccountRef, sequence: number): Promise<Segment | undefined> {
    const known = this.#segments.find((segment) => segment.first <= sequence && sequence <= lastSequence(segment));
    if (known) return known;
    const segment = await this.#reader.segmentWith(ledger, sequence);
    if (segment) this.#segments.push(segment);
    return segment;
  }

  async *months(
    ledger: AccountRef,
    range: MonthRange & { readonly order: 'ascending' | 'descending' },
  ): AsyncIterable<{ readonly month: string; readonly parts: readonly MonthPart[] }> {
    const key = `${range.from}|${range.to}|${range.order}`;
    const months = this.#months.get(key) ?? collect(this.#reader.months(ledger, range));
    this.#months.set(key, months);
    yield* await months;
  }

  readonly head: LedgerReader['head'] = (ledger) => this.#reader.head(ledger);
  readonly segmentsAfter: LedgerReader['segmentsAfter'] = (ledger, sequence) =>
    this.#reader.segmentsAfter(ledger, sequence);
  readonly segmentsBetween: LedgerReader['segmentsBetween'] = (ledger, range) =>
    this.#reader.segmentsBetween(ledger, range);
  readonly month: LedgerReader['month'] = (ledger, month) => this.#reader.month(ledger, month);
  readonly monthParts: LedgerReader['monthParts'] = (ledger, range) => this.#reader.monthParts(ledger, range);
  readonly carriedForwardBetween: LedgerReader['carriedForwardBetween'] = (ledger, after, through) =>
    this.#reader.carriedForwardBetween(ledger, after, through);
  readonly statements: LedgerReader['statements'] = (ledger, page) => this.#reader.statements(ledger, page);
  readonly statement: LedgerReader['statement'] = (ledger, from) => this.#reader.statement(ledger, from);
  readonly statementsBetween: LedgerReader['statementsBetween'] = (ledger, from, to) =>
    this.#reader.statementsBetween(ledger, from, to);
  readonly statementsFrom: LedgerReader['statementsFrom'] = (ledger, from, to) =>
    this.#reader.statementsFrom(ledger, from, to);
  readonly pending: LedgerReader['pending'] = (ledger) => this.#reader.pending(ledger);
}

const collect = async (months: AsyncIterable<Months[number]>): Promise<Months> => {
  const collected: Months[number][] = [];
  for await (const month of months) collected.push(month);
  return collected;
};
