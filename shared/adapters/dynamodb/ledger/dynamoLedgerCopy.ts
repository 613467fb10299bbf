import { isDeepStrictEqual } from 'node:util';
import type { LedgerHead } from '../../../domain/ledger/head.ts';
import { inParallel } from '../../../language/inParallel.ts';
import type { Clock } from '../../../ports/ambient.ts';
import { LeaseLost } from '../../../ports/ledger.ts';
import type { CopiedLedger, CopyCounts, LedgerCopy } from '../../../ports/ledgerCopy.ts';
import type { AccountRef } from '../../../ports/refsAndPages.ts';
import type { Pacing } from '../../retryUnprocessed.ts';
import { equals, setting, type Attributes } from '../expressions.ts';
import { keyOf, type Table } from '../table.ts';
import { headOf, leaseIsFree } from './dynamoLedgerWriter.ts';
import { ledgerKey, partitionOf, sortKey } from './ledgerKeys.ts';

/** As long as a page of the partition may take, many times over; renewed at every page. */
const leaseMs = 5 * 60_000;
const maxConcurrentDeletes = 20;

/** An item of both tables, by its sort key: a partition comes in the order of these. */
interface Pair {
  readonly kept: Attributes | undefined;
  readonly live: Attributes | undefined;
}

interface Counts {
  same: number;
  brought: number;
  removed: number;
}

/** Who wrote an item, and who may, is a matter of today. */
const contentOf = ({ fence: _fence, leaseUntilMs: _lease, restoring: _half, ...content }: Attributes): Attributes =>
  content;

const isSame = ({ kept, live }: Pair): boolean =>
  kept !== undefined && live !== undefined && isDeepStrictEqual(contentOf(kept), contentOf(live));

const isHead = ({ kept, live }: Pair): boolean => (kept ?? live)?.['sk'] === sortKey.head;

async function* itemsOf(table: Table, ledger: AccountRef): AsyncGenerator<Attributes> {
  for await (const items of table.pages(partitionOf(ledger))) yield* items;
}

/** Copies one partition of the transactions table from a restored table. */
export class DynamoLedgerCopy implements LedgerCopy {
  readonly #live: Table;
  readonly #kept: Table;
  readonly #clock: Pick<Clock, 'now'> & Pacing;

  constructor(tables: { readonly live: Table; readonly kept: Table }, clock: Pick<Clock, 'now'> & Pacing) {
    this.#live = tables.live;
    this.#kept = tables.kept;
    this.#clock = clock;
  }

  async compare(ledger: AccountRef): Promise<(CopiedLedger & CopyCounts) | undefined> {
    const reach = await this.#reach(ledger);
    if (!reach) return undefined;
    const counts: Counts = { same: 0, brought: 0, removed: 0 };
    for await (const pairs of this.#pairs(ledger)) for (const pair of pairs) count(counts, pair);
    return { ...reach.told, ...counts };
  }

  /**
   * The lease keeps every run out. What the copy holds is written first, then the head, which from then on speaks of
   * nothing else, then what is beyond it goes, then it is told: wherever this is cut short, it can be begun again, and until it was done no run
   * begins on what is half of one moment and half of another.
   */
  async restore(
    ledger: AccountRef,
    tell: (head: LedgerHead) => Promise<void>,
  ): Promise<(CopiedLedger & CopyCounts) | 'busy' | undefined> {
    const reach = await this.#reach(ledger);
    if (!reach) return undefined;
    const taken = await this.#begin(ledger);
    if (taken === undefined) return 'busy';
    const fence = await this.#raiseFence(ledger, taken, Number(reach.head['fence'] ?? 0));
    const counts: Counts = { same: 0, brought: 0, removed: 0 };
    for await (const pairs of this.#pairs(ledger)) {
      for (const pair of pairs) count(counts, pair);
      await this.#bring(ledger, pairs, fence);
    }
    await this.#putHead(ledger, reach.head, fence);
    for await (const pairs of this.#pairs(ledger)) await this.#remove(ledger, pairs, fence);
    await tell(headOf(reach.head));
    await this.#live.update(
      ledgerKey(ledger, sortKey.head),
      { remove: ['leaseUntilMs', 'restoring'] },
      equals('fence', fence),
    );
    return { ...reach.told, ...counts };
  }

  /** @returns the fence; undefined while a run writes, or another restore does */
  async #begin(ledger: AccountRef): Promise<number | undefined> {
    const taken = await this.#live.update(
      ledgerKey(ledger, sortKey.head),
      { ...setting({ leaseUntilMs: this.#leaseEnd(), restoring: true }), add: { fence: 1 } },
      leaseIsFree(Date.parse(this.#clock.now())),
    );
    return taken.kind === 'refused' ? undefined : Number(taken.item['fence']);
  }

  /** Above every fence in the copy, or no run could write over an item that comes from there. */
  async #raiseFence(ledger: AccountRef, fence: number, inCopy: number): Promise<number> {
    if (inCopy < fence) return fence;
    const raised = inCopy + 1;
    const key = ledgerKey(ledger, sortKey.head);
    const written = await this.#live.update(key, setting({ fence: raised }), equals('fence', fence));
    if (written.kind === 'refused') throw new LeaseLost();
    return raised;
  }

  async #reach(ledger: AccountRef) {
    const [head, live] = await Promise.all([
      this.#kept.get(ledgerKey(ledger, sortKey.head)),
      this.#live.get(ledgerKey(ledger, sortKey.head)),
    ]);
    // A head that nothing was ever committed to holds no state.
    if (head?.['state'] === undefined) return undefined;
    return { head, told: { sequence: headOf(head).sequence, liveSequence: headOf(live).sequence } };
  }

  /** Both partitions side by side, some hundred items at a time: memory stays flat, however long the books are. */
  async *#pairs(ledger: AccountRef): AsyncGenerator<readonly Pair[]> {
    const kept = itemsOf(this.#kept, ledger);
    const live = itemsOf(this.#live, ledger);
    let [nextKept, nextLive] = [await kept.next(), await live.next()];
    let pairs: Pair[] = [];
    while (!nextKept.done || !nextLive.done) {
      const order = orderOf(nextKept.done ? undefined : nextKept.value, nextLive.done ? undefined : nextLive.value);
      pairs.push({
        kept: order <= 0 && !nextKept.done ? nextKept.value : undefined,
        live: order >= 0 && !nextLive.done ? nextLive.value : undefined,
      });
      if (order <= 0) nextKept = await kept.next();
      if (order >= 0) nextLive = await live.next();
      if (pairs.length < pairsAtOnce) continue;
      yield pairs;
      pairs = [];
    }
    yield pairs;
  }

  async #bring(ledger: AccountRef, pairs: readonly Pair[], fence: number): Promise<void> {
    const wanted = pairs.filter((pair) => !isHead(pair) && !isSame(pair)).flatMap(({ kept }) => (kept ? [kept] : []));
    await this.#renew(ledger, fence);
    await this.#live.batchPut(
      wanted.map((attributes) => ({ key: keyOf(attributes), attributes })),
      this.#clock,
    );
  }

  async #remove(ledger: AccountRef, pairs: readonly Pair[], fence: number): Promise<void> {
    const beyond = pairs.filter((pair) => !isHead(pair)).flatMap(({ kept, live }) => (kept || !live ? [] : [live]));
    await this.#renew(ledger, fence);
    await inParallel(beyond, maxConcurrentDeletes, async (item) => void (await this.#live.delete(keyOf(item))));
  }

  /** What it says of the ledger is of the copy; who may write stays a matter of today: fences only rise. */
  async #putHead(ledger: AccountRef, head: Attributes, fence: number): Promise<void> {
    const attributes = { ...contentOf(head), fence, leaseUntilMs: this.#leaseEnd(), restoring: true };
    const written = await this.#live.put(ledgerKey(ledger, sortKey.head), attributes, equals('fence', fence));
    if (written === 'refused') throw new LeaseLost();
  }

  async #renew(ledger: AccountRef, fence: number): Promise<void> {
    const key = ledgerKey(ledger, sortKey.head);
    const renewed = await this.#live.update(key, setting({ leaseUntilMs: this.#leaseEnd() }), equals('fence', fence));
    if (renewed.kind === 'refused') throw new LeaseLost();
  }

  #leaseEnd(): number {
    return Date.parse(this.#clock.now()) + leaseMs;
  }
}

const pairsAtOnce = 500;

/** DynamoDB orders sort keys by their bytes; ours are ASCII. */
const orderOf = (kept: Attributes | undefined, live: Attributes | undefined): number => {
  if (!kept || !live) return kept ? -1 : 1;
  const [left, right] = [keyOf(kept).sk, keyOf(live).sk];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

const count = (counts: Counts, pair: Pair): void => {
  if (isHead(pair)) return;
  if (!pair.kept) counts.removed += 1;
  else if (isSame(pair)) counts.same += 1;
  else counts.brought += 1;
};
