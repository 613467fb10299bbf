import type { Change } from '../../shared/domain/ledger/change.ts';
import type { MonthEntry } from '../../shared/domain/ledger/monthView.ts';
import type { ChainState } from '../../shared/domain/statements/statement.ts';
import { noTotals, withAmount, type DayTotals } from '../../shared/domain/statements/dayTotals.ts';
import { amountOf } from '../../shared/domain/money/currency.ts';
import { aContent, uuid } from './bank.ts';

export const runAt = '2026-03-10T09:00:00.000Z';

export const aChange = (sequence: number, overrides: Partial<Change> = {}): Change => ({
  sequence,
  kind: 'added',
  line: sequence,
  version: 1,
  pontoId: uuid(sequence),
  content: aContent(),
  at: runAt,
  syncId: 'sync-1',
  ...overrides,
});

export const anEntry = (line: number, overrides: Partial<MonthEntry> = {}): MonthEntry => ({
  line,
  sequence: line,
  executionDate: '2026-03-10',
  amount: '-12.50',
  pontoId: uuid(line),
  fingerprint: `print-${line}`,
  version: 1,
  removed: false,
  lateSince: 0,
  onFinalStatement: false,
  ...overrides,
});

/** Final up to 5 March; records up to 100 stand on those statements; the books begin on 1 March. */
export const aClosedChain = (overrides: Partial<ChainState> = {}): ChainState => ({
  opening: { amount: '100', anchoredOn: '2026-03-01' },
  coversFrom: '2026-03-01',
  final: { periodTo: '2026-03-05', closing: '80', through: 100 },
  numbers: { '2026': 4 },
  ...overrides,
});

/** Sums of lines by day. */
export const daysOf = (...lines: readonly (readonly [string, string])[]): Map<string, DayTotals> => {
  const days = new Map<string, DayTotals>();
  for (const [date, amount] of lines) days.set(date, withAmount(days.get(date) ?? noTotals, amountOf(amount)));
  return days;
};
