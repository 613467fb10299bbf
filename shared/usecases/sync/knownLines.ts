import { monthAfter, monthBefore } from '../../domain/calendar/calendarDate.ts';
import type { MonthEntry } from '../../domain/ledger/monthView.ts';
import type { LedgerReader, MonthRange } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

/** Sorts before every month. */
const beforeAll = '';

/**
 * The lines that the books already have, by Ponto id. Months are loaded when they are asked for, and once: an everyday
 * run looks at the current one, a full comparison at all of them, and the statements are reckoned from the same entries.
 */
export class KnownLines {
  readonly #reader: LedgerReader;
  readonly #ledger: AccountRef;
  readonly #byLine = new Map<number, MonthEntry>();
  readonly #lineByPontoId = new Map<string, number>();
  readonly #loadedMonths = new Set<string>();
  /** Every month from this one on is loaded. */
  #loadedFrom: string | undefined;

  /** @param ledgerIsEmpty nothing is stored, so nothing needs to be loaded */
  constructor(reader: LedgerReader, ledger: AccountRef, ledgerIsEmpty: boolean) {
    this.#reader = reader;
    this.#ledger = ledger;
    if (ledgerIsEmpty) this.#loadedFrom = beforeAll;
  }

  get allLoaded(): boolean {
    return this.#loadedFrom === beforeAll;
  }

  async loadMonths(months: Iterable<string>): Promise<void> {
    for (const month of months) {
      if (this.#loadedMonths.has(month) || month >= (this.#loadedFrom ?? '~')) continue;
      await this.#load({ from: month, to: month });
      this.#loadedMonths.add(month);
    }
  }

  /** Loads every month from one on, those that are there already excepted. */
  async loadFrom(month: string): Promise<void> {
    for (const range of rangesBetween(month, this.#loadedMonths, this.#loadedFrom)) await this.#load(range);
    if (month < (this.#loadedFrom ?? '~')) this.#loadedFrom = month;
  }

  async loadAll(): Promise<void> {
    await this.loadFrom(beforeAll);
  }

  get(pontoId: string): MonthEntry | undefined {
    const line = this.#lineByPontoId.get(pontoId);
    const entry = line === undefined ? undefined : this.#byLine.get(line);
    return entry?.takenBack ? undefined : entry;
  }

  /** Takes a newer state of a line into account. */
  record(entry: MonthEntry): void {
    // After a succession was taken back an id may have made two lines: the later one is meant.
    if ((this.#lineByPontoId.get(entry.pontoId) ?? 0) <= entry.line) this.#lineByPontoId.set(entry.pontoId, entry.line);
    const known = this.#byLine.get(entry.line);
    if (!known || known.sequence < entry.sequence) this.#byLine.set(entry.line, entry);
  }

  /** A line as it stands, whatever id of Ponto it has. */
  ofLine(line: number): MonthEntry | undefined {
    return this.#byLine.get(line);
  }

  /** Lines that are in the books and not removed. Those of a loaded month are all there, and as they are now. */
  *live(): Iterable<MonthEntry> {
    for (const entry of this.#byLine.values()) if (!entry.removed) yield entry;
  }

  async #load(range: MonthRange): Promise<void> {
    for await (const { entries } of this.#reader.monthParts(this.#ledger, range)) {
      for (const entry of entries) this.record(entry);
    }
  }
}

/** The ranges of months from one on, up to those that are loaded, that loaded months leave between them. */
const rangesBetween = (
  month: string,
  loaded: ReadonlySet<string>,
  loadedFrom: string | undefined,
): readonly MonthRange[] => {
  const ranges: MonthRange[] = [];
  let from = month;
  for (const there of [...loaded].filter((one) => one >= month && one < (loadedFrom ?? '~')).sort()) {
    if (from < there) ranges.push({ from, to: monthBefore(there) });
    from = monthAfter(there);
  }
  if (loadedFrom === undefined) ranges.push({ from });
  else if (from < loadedFrom) ranges.push({ from, to: monthBefore(loadedFrom) });
  return ranges;
};
