import { lastSequence, type Change, type Segment } from '../../domain/ledger/change.ts';
import type { LedgerHead, RunTally } from '../../domain/ledger/head.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import { carriedForwardOf, entryOf, monthPartsOf, type Fingerprint } from '../../domain/ledger/monthView.ts';
import type { RecordContext } from '../../domain/ledger/recordChanges.ts';
import type { LedgerReader, LedgerWriter, WriteLease } from '../../ports/ledger.ts';
import { KnownLines } from './knownLines.ts';

/** DynamoDB takes items of up to 400 kB; text in other alphabets takes up to three bytes a character. */
export const itemCharacters = 120_000;

export interface LedgerAccess {
  readonly writer: LedgerWriter;
  /** Reads its own writes. */
  readonly reader: LedgerReader;
  readonly fingerprint: Fingerprint;
}

/** Counts what is committed. */
interface Counted {
  tallyWith(changes: readonly Change[]): RunTally;
  commit(tally: RunTally): void;
}

/** One run's hold of one ledger: appends records, keeps the derived views in step, knows what is there. */
export class LedgerSession {
  readonly known: KnownLines;
  readonly #access: LedgerAccess;
  #lease: WriteLease;
  /** Views of the last commit, being written while the next page is read. */
  #views: Promise<void> = Promise.resolve();
  #pending: Promise<readonly PendingLine[]> | undefined;
  /** The head says more than what is committed. */
  #hasNoted = false;
  #isClosed = false;
  readonly #counted: Counted;

  private constructor(access: LedgerAccess, lease: WriteLease, counted: Counted) {
    this.#counted = counted;
    this.#access = access;
    this.#lease = lease;
    this.known = new KnownLines(access.reader, lease.ledger, lease.head.sequence === 0);
  }

  /** Opens a session; views that a crashed run left unwritten are written first. */
  static async open(access: LedgerAccess, lease: WriteLease, counted: Counted): Promise<LedgerSession> {
    const session = new LedgerSession(access, lease, counted);
    if (lease.head.viewedSequence < lease.head.sequence) {
      for await (const segment of access.reader.segmentsAfter(lease.ledger, lease.head.viewedSequence)) {
        await session.#writeViews(segment);
      }
    }
    return session;
  }

  /** As it was committed last, with what was noted since. */
  get head(): LedgerHead {
    return this.#lease.head;
  }

  get lease(): WriteLease {
    return this.#lease;
  }

  /** The pending lines on show when the run began; asked for once, and only by a run that has found something. */
  pendingShown(): Promise<readonly PendingLine[]> {
    this.#pending ??= this.#access.reader.pending(this.#lease.ledger);
    return this.#pending;
  }

  /**
   * Appends changes and moves the head, in segments that fit an item. Only the last segment carries `headChange`: a
   * crash in between repeats the page, and what is already in is recognised.
   *
   * @param factories each makes the change for the sequence that it gets
   * @param meanwhile the head's change with the segments before the last, so that the next run knows of the half page
   */
  async append(
    factories: readonly ((context: Pick<RecordContext, 'sequence' | 'chain'>) => Change)[],
    headChange: (head: LedgerHead) => LedgerHead = unchanged,
    meanwhile: (head: LedgerHead) => LedgerHead = unchanged,
  ): Promise<readonly Change[]> {
    const { sequence, chain } = this.head;
    const changes = factories.map((make, index) => make({ sequence: sequence + index + 1, chain }));
    const segments = segmentsOf(changes);
    if (segments.length === 0) await this.changeHead(headChange);
    for (const [index, segment] of segments.entries()) {
      await this.#commit(segment, index === segments.length - 1 ? headChange : meanwhile);
    }
    for (const change of changes) this.known.record(entryOf(change, this.#access.fingerprint));
    return changes;
  }

  async changeHead(change: (head: LedgerHead) => LedgerHead): Promise<void> {
    await this.#commit(undefined, change);
  }

  /**
   * Changes the head with the next commit, whatever that is for. Only for what a crash may lose: the next run has to come to
   * the same by itself.
   */
  noteInHead(change: (head: LedgerHead) => LedgerHead): void {
    this.#lease = { ...this.#lease, head: change(this.head) };
    this.#hasNoted = true;
  }

  /** Commits what was noted: others may be told of it then. */
  async commitNoted(): Promise<void> {
    if (this.#hasNoted) await this.changeHead(unchanged);
  }

  /**
   * Commits what was noted and gives the lease back, in one write. Nothing can be written after it; a second time is nothing.
   *
   * @throws LeaseLost when the fence was overtaken before what was noted could be committed
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { writer } = this.#access;
    const views = this.#views.catch(() => undefined);
    if (!this.#hasNoted) return views.then(() => writer.release(this.#lease));
    await this.#views;
    await writer.conclude(this.#lease, this.#headOf(undefined, this.head));
  }

  /** A change was seen that has to wait: the next commit says so, so that no later run takes it for done. */
  noteWaiting(): void {
    this.noteInHead((head) => ({ ...head, changesWait: true }));
  }

  /** What had to wait was taken in. */
  async nothingWaits(): Promise<void> {
    await this.changeHead(({ changesWait: _done, ...head }) => head);
  }

  /** Waits until everything that is committed can be read in the months. */
  async viewsWritten(): Promise<void> {
    await this.#views;
  }

  async #commit(segment: Segment | undefined, change: (head: LedgerHead) => LedgerHead): Promise<void> {
    await this.#views;
    const head = this.#headOf(segment, change(this.head));
    this.#lease = await this.#access.writer.commit(this.#lease, segment, head);
    this.#hasNoted = false;
    this.#counted.commit(head.run);
    if (segment) {
      this.#views = this.#writeViews(segment);
      // Whoever awaits the views gets the error; until then it must not count as unhandled.
      this.#views.catch(() => undefined);
    }
  }

  /** With everything of the commits before it in the views. */
  #headOf(segment: Segment | undefined, head: LedgerHead): LedgerHead & { readonly run: RunTally } {
    const { sequence } = this.head;
    return {
      ...head,
      run: this.#counted.tallyWith(segment?.changes ?? []),
      viewedSequence: sequence,
      sequence: segment ? lastSequence(segment) : sequence,
    };
  }

  #writeViews(segment: Segment): Promise<void> {
    return this.#access.writer.writeViews(
      this.#lease.ledger,
      monthPartsOf(segment, this.#access.fingerprint),
      carriedForwardOf(segment),
    );
  }
}

const unchanged = (head: LedgerHead): LedgerHead => head;

const segmentsOf = (changes: readonly Change[]): readonly Segment[] => {
  const segments: Change[][] = [];
  let size = itemCharacters;
  for (const change of changes) {
    const length = JSON.stringify(change).length;
    const current = segments.at(-1);
    if (!current || size + length > itemCharacters) {
      segments.push([change]);
      size = length;
    } else {
      current.push(change);
      size += length;
    }
  }
  return segments.map((group) => ({ first: group[0]?.sequence ?? 0, changes: group }));
};
