import { foldMonth, type MonthEntry, type MonthPart } from '../../domain/ledger/monthView.ts';
import type { LedgerReader, LedgerRef } from '../../ports/ledger.ts';

/**
 * The lines that the books already have, by Ponto id. Months are loaded when they are asked for: an everyday run looks
 * at the current one, a full comparison at all of them.
 */
export class KnownLines {
  readonly #reader: LedgerReader;
  readonly #ledger: LedgerRef;
  readonly #byLine = new Map<number, MonthEntry>();
  readonly #lineByPontoId = new Map<string, number>();
  readonly #loadedMonths = new Set<string>();
  #allLoaded = false;

  /** @param ledgerIsEmpty nothing is stored, so nothing needs to be loaded */
  constructor(reader: LedgerReader, ledger: LedgerRef, ledgerIsEmpty: boolean) {
    this.#reader = reader;
    this.#ledger = ledger;
    this.#allLoaded = ledgerIsEmpty;
  }

  get allLoaded(): boolean {
    return this.#allLoaded;
  }

  async loadMonths(months: Iterable<string>): Promise<void> {
    if (this.#allLoaded) return;
    for (const month of months) {
      if (this.#loadedMonths.has(month)) continue;
      this.#loadedMonths.add(month);
      this.#noteParts(await this.#reader.month(this.#ledger, month));
    }
  }

  async loadAll(): Promise<void> {
    if (this.#allLoaded) return;
    for await (const { parts } of this.#reader.months(this.#ledger, { order: 'ascending' })) this.#noteParts(parts);
    this.#allLoaded = true;
  }

  get(pontoId: string): MonthEntry | undefined {
    const line = this.#lineByPontoId.get(pontoId);
    return line === undefined ? undefined : this.#byLine.get(line);
  }

  /** Takes a newer state of a line into account. */
  note(entry: MonthEntry): void {
    this.#lineByPontoId.set(entry.pontoId, entry.line);
    const known = this.#byLine.get(entry.line);
    if (!known || known.sequence < entry.sequence) this.#byLine.set(entry.line, entry);
  }

  /** Lines that are in the books and not removed. */
  *live(): Iterable<MonthEntry> {
    for (const entry of this.#byLine.values()) if (!entry.removed) yield entry;
  }

  #noteParts(parts: readonly MonthPart[]): void {
    for (const entry of foldMonth(parts).values()) this.note(entry);
  }
}
