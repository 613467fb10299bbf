import type { MonthEntry } from '../../../../shared/domain/ledger/monthView.ts';
import type { LedgerReader, MonthRange } from '../../../../shared/ports/ledger.ts';
import { KnownLines } from '../../../../shared/usecases/sync/knownLines.ts';
import { uuid } from '../../../builders/bank.ts';
import { ledger } from '../../../builders/engine.ts';
import { inert } from '../../../builders/inert.ts';
import { anEntry } from '../../../builders/ledger.ts';

/** A ledger with these entries, each in the month of its date, and the ranges that were read of it. */
const aLedgerOf = (...entries: readonly MonthEntry[]) => {
  const read: MonthRange[] = [];
  const reader = inert<LedgerReader>('reader', {
    monthParts: async function* (_ledger, range) {
      read.push(range);
      for (const entry of entries) {
        const month = entry.executionDate.slice(0, 7);
        if (month >= (range.from ?? '') && month <= (range.to ?? '9999-12'))
          yield { month, first: 1, entries: [entry] };
      }
    },
  });
  return { read, known: new KnownLines(reader, ledger, false) };
};

describe('KnownLines', () => {
  const lines = [
    anEntry(1, { executionDate: '2025-12-31' }),
    anEntry(2, { executionDate: '2026-02-10' }),
    anEntry(3, { executionDate: '2026-03-01' }),
    anEntry(4, { executionDate: '2026-05-09' }),
  ];
  const numbers = (known: KnownLines): readonly number[] => [...known.live()].map(({ line }) => line).sort();

  it('reads a month once, whoever asks for it', async () => {
    const { known, read } = aLedgerOf(...lines);

    await known.loadMonths(['2026-03', '2026-02', '2026-03']);
    await known.loadMonths(['2026-02']);

    expect(read).toEqual([
      { from: '2026-03', to: '2026-03' },
      { from: '2026-02', to: '2026-02' },
    ]);
    expect(numbers(known)).toEqual([2, 3]);
  });

  it('reads only what loaded months leave out', async () => {
    const { known, read } = aLedgerOf(...lines);
    await known.loadMonths(['2026-03', '2025-11']);
    read.length = 0;

    await known.loadFrom('2026-02');
    const fromFebruary = numbers(known);
    await known.loadAll();
    await known.loadMonths(['2026-05', '2024-01']);

    expect(read).toEqual([
      { from: '2026-02', to: '2026-02' },
      { from: '2026-04' },
      { from: '', to: '2025-10' },
      { from: '2025-12', to: '2026-01' },
    ]);
    expect(fromFebruary).toEqual([2, 3, 4]);
    expect(numbers(known)).toEqual([1, 2, 3, 4]);
    expect(known.allLoaded).toBe(true);
  });

  it('keeps the newest state of a line, in whatever order the months come', async () => {
    const moved = anEntry(2, { sequence: 9, executionDate: '2026-05-02', amount: '7.00', version: 2 });
    const { known } = aLedgerOf(moved, ...lines);

    await known.loadAll();

    expect(known.get(uuid(2))).toEqual(moved);
  });

  it('finds a line by its former and by its present Ponto id', async () => {
    const { known } = aLedgerOf(...lines);
    await known.loadAll();

    known.record(anEntry(3, { sequence: 10, pontoId: 'a-new-id' }));

    expect(known.get('a-new-id')).toMatchObject({ line: 3, sequence: 10 });
    expect(known.get(uuid(3))).toMatchObject({ line: 3, sequence: 10 });
    expect(known.get('never-seen')).toBeUndefined();
  });

  it('gives every property of an entry back, and no removed line as a live one', async () => {
    const rare = anEntry(5, {
      amount: '-0.0000001',
      pontoId: 'not-a-uuid',
      fingerprint: 'f',
      version: 300,
      removed: true,
      lateSince: 4_000_000_000,
      onFinalStatement: true,
      sequence: 5_000_000_000,
    });
    const { known } = aLedgerOf(...lines, rare);

    await known.loadAll();

    expect(known.get('not-a-uuid')).toEqual(rare);
    expect(numbers(known)).toEqual([1, 2, 3, 4]);
  });
});
