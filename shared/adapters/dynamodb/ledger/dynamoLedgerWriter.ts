import { inParallel } from '../../../language/inParallel.ts';
import { addDays, type CalendarDate, type Instant } from '../../../domain/calendar/calendarDate.ts';
import { lastSequence, type Segment } from '../../../domain/ledger/change.ts';
import { emptyHead, type LedgerHead } from '../../../domain/ledger/head.ts';
import type { PendingLine } from '../../../domain/ledger/line.ts';
import type { CarriedForwardChange, MonthPart } from '../../../domain/ledger/monthView.ts';
import type { Statement } from '../../../domain/statements/statement.ts';
import type { Clock } from '../../../ports/ambient.ts';
import { LeaseLost, type LedgerWriter, type WriteLease } from '../../../ports/ledger.ts';
import type { AccountRef } from '../../../ports/refsAndPages.ts';
import type { Pacing } from '../../retryUnprocessed.ts';
import { absent, all, any, atMost, equals, isNew, setting, type Attributes, type Condition } from '../expressions.ts';
import { keyOf, type Table } from '../table.ts';
import { ledgerKey, partitionOf, rangeOf, sortKey } from './ledgerKeys.ts';
import { readHead, writeCarriedForward, writeChanges, writeHead } from './ledgerSchemas.ts';
import { writeMonthEntries } from './monthPartText.ts';
import { packText } from './packedText.ts';

/** A first import makes hundreds of statements. */
const maxConcurrentWrites = 25;

/**
 * The writing side of the ledger on DynamoDB. Single-item conditional writes only: they cost half of a transaction, and
 * the head alone decides what is committed (see docs/adr/0002).
 */
export class DynamoLedgerWriter implements LedgerWriter {
  readonly #table: Table;
  readonly #clock: Pick<Clock, 'now'> & Pacing;

  /** @param clock leases are a matter of workers, so they go by the wall clock */
  constructor(table: Table, clock: Pick<Clock, 'now'> & Pacing) {
    this.#table = table;
    this.#clock = clock;
  }

  async acquire(
    ledger: AccountRef,
    now: Instant,
    leaseMs: number,
  ): Promise<{ kind: 'acquired'; lease: WriteLease } | { kind: 'busy' }> {
    const nowMs = Date.parse(now);
    const taken = await this.#table.update(
      ledgerKey(ledger, sortKey.head),
      { ...setting({ leaseUntilMs: nowMs + leaseMs }), add: { fence: 1 } },
      all(leaseIsFree(nowMs), absent('restoring')),
    );
    if (taken.kind === 'refused') return { kind: 'busy' };
    const { item } = taken;
    return { kind: 'acquired', lease: { ledger, fence: Number(item['fence']), leaseMs, head: headOf(item) } };
  }

  async commit(lease: WriteLease, segment: Segment | undefined, head: LedgerHead): Promise<WriteLease> {
    if (segment) await this.#putSegment(lease, segment);
    await this.#moveHead(lease, head, Date.parse(this.#clock.now()) + lease.leaseMs);
    return { ...lease, head };
  }

  conclude(lease: WriteLease, head: LedgerHead): Promise<void> {
    return this.#moveHead(lease, head, undefined);
  }

  async writeViews(
    ledger: AccountRef,
    parts: readonly MonthPart[],
    carried: readonly CarriedForwardChange[],
  ): Promise<void> {
    const months = parts.map((part) => ({
      key: ledgerKey(ledger, sortKey.month(part.month, part.first)),
      attributes: { entries: packText(writeMonthEntries(part.entries)) },
    }));
    const changes = carried.map((change) => ({
      key: ledgerKey(ledger, sortKey.carried(change.sequence)),
      attributes: { change: writeCarriedForward(change) },
    }));
    await this.#table.batchPut([...months, ...changes], this.#clock);
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
    await inParallel(writes, maxConcurrentWrites, (write) => write());
  }

  async writePending(lease: WriteLease, lines: readonly PendingLine[], seenAt: Instant): Promise<void> {
    await this.#putFenced(lease, sortKey.pending, { lines: JSON.stringify(lines), seenAt });
  }

  async release(lease: WriteLease): Promise<void> {
    await this.#table.update(
      ledgerKey(lease.ledger, sortKey.head),
      { remove: ['leaseUntilMs'] },
      equals('fence', lease.fence),
    );
  }

  async #moveHead(lease: WriteLease, head: LedgerHead, leaseUntilMs: number | undefined): Promise<void> {
    const moved = await this.#table.update(
      ledgerKey(lease.ledger, sortKey.head),
      setting({ sequence: head.sequence, state: writeHead(head), leaseUntilMs }),
      all(equals('fence', lease.fence), any(absent('sequence'), equals('sequence', lease.head.sequence))),
    );
    // The SDK repeats a write whose answer was lost; the repeat then meets its own result.
    if (moved.kind === 'refused' && !(await this.#isCommitted(lease, head))) throw new LeaseLost();
  }

  #putSegment(lease: WriteLease, segment: Segment): Promise<void> {
    return this.#putFenced(lease, sortKey.segment(segment.first), {
      last: lastSequence(segment),
      changes: packText(writeChanges(segment.changes)),
    });
  }

  #putStatement(lease: WriteLease, statement: Statement): Promise<void> {
    return this.#putFenced(lease, sortKey.statement(statement.period.from), {
      statement: JSON.stringify(statement),
    });
  }

  async #putFenced(lease: WriteLease, sk: string, attributes: Attributes): Promise<void> {
    const { ledger, fence } = lease;
    const written = await this.#table.put(ledgerKey(ledger, sk), { fence, ...attributes }, notOvertaken(lease));
    if (written === 'refused') throw new LeaseLost();
  }

  async #deleteStatement(lease: WriteLease, sk: string): Promise<void> {
    const deleted = await this.#table.delete(ledgerKey(lease.ledger, sk), notOvertaken(lease));
    if (deleted === 'refused') throw new LeaseLost();
  }

  async #statementKeys(
    ledger: AccountRef,
    { after, before }: { readonly after?: CalendarDate; readonly before?: CalendarDate },
  ): Promise<readonly string[]> {
    const between = rangeOf.statements(
      after === undefined ? undefined : addDays(after, 1),
      before === undefined ? undefined : addDays(before, -1),
    );
    const keys: string[] = [];
    for await (const items of this.#table.pages(partitionOf(ledger), { between, keysOnly: true })) {
      keys.push(...items.map((item) => keyOf(item).sk));
    }
    return keys;
  }

  async #isCommitted({ ledger, fence }: WriteLease, head: LedgerHead): Promise<boolean> {
    const item = await this.#table.get(ledgerKey(ledger, sortKey.head));
    return item?.['fence'] === fence && item['state'] === writeHead(head);
  }
}

/** Writes over what an earlier fence left, never over what a later one wrote. Equal: our own repeated write. */
const notOvertaken = ({ fence }: WriteLease): Condition => any(isNew, atMost('fence', fence));

/** Nobody writes. Beside that books may be half restored, which only the restore itself ends. */
export const leaseIsFree = (nowMs: number): Condition => any(absent('leaseUntilMs'), atMost('leaseUntilMs', nowMs));

export const headOf = (item: Attributes | undefined): LedgerHead => {
  const state = item?.['state'];
  return typeof state === 'string' ? readHead(JSON.parse(state)) : emptyHead;
};
