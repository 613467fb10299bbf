import type { Change, Segment } from '../../domain/ledger/change.ts';
import { lastSequence } from '../../domain/ledger/change.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

/** As many records as some thousand lines have; a long read goes on without those that it saw first. */
const maxSegments = 200;

/** Records of one ledger by sequence; a segment that was read lately serves all its records. */
export class Records {
  readonly #reader: LedgerReader;
  readonly #ledger: AccountRef;
  readonly #segments: Segment[] = [];

  constructor(reader: LedgerReader, ledger: AccountRef) {
    this.#reader = reader;
    this.#ledger = ledger;
  }

  /** The record at a sequence; undefined when none is committed there. */
  async find(sequence: number): Promise<Change | undefined> {
    const read = this.#segments.find((segment) => segment.first <= sequence && sequence <= lastSequence(segment));
    const segment = read ?? (await this.#reader.segmentWith(this.#ledger, sequence));
    if (segment && !read && this.#segments.push(segment) > maxSegments) this.#segments.shift();
    return segment?.changes.find((change) => change.sequence === sequence);
  }

  /** @throws Fault `internal_error` when a record that another one names is not there */
  async get(sequence: number): Promise<Change> {
    const change = await this.find(sequence);
    if (!change) throw new Fault('internal_error');
    return change;
  }

  /**
   * The record that a change supersedes.
   *
   * @throws Fault `internal_error` when it is not there, or not an earlier one: going back would not come to an end
   */
  async before({ sequence, before }: Change): Promise<Change | undefined> {
    if (before && before.sequence >= sequence) throw new Fault('internal_error');
    return before && this.get(before.sequence);
  }

  /** So many records of a line, the newest first; the one before the last of them is left for the next page. */
  async history(latest: Change, limit: number): Promise<{ records: readonly Change[]; earlier: Change | undefined }> {
    const records = [latest];
    let earlier = await this.before(latest);
    for (; earlier && records.length < limit; earlier = await this.before(earlier)) records.push(earlier);
    return { records, earlier };
  }
}
