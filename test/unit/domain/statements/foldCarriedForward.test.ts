import type { CarryForward } from '../../../../shared/domain/ledger/change.ts';
import { foldCarriedForward } from '../../../../shared/domain/statements/foldCarriedForward.ts';
import { formatDecimal } from '../../../../shared/domain/money/decimal.ts';

const carriedForward = (sequence: number, line: number, kind: CarryForward['kind'], amount: string) => ({
  sequence,
  line,
  executionDate: '2026-03-02',
  carryForward: { kind, amount },
});
const shown = (changes: Parameters<typeof foldCarriedForward>[0]) =>
  foldCarriedForward(changes).map(({ kind, line, amount }) => [kind, line, formatDecimal(amount)]);

describe('foldCarriages', () => {
  it('counts of a late line its last state only', () => {
    expect(shown([carriedForward(1, 1, 'late_line', '5'), carriedForward(2, 1, 'late_line', '6')])).toEqual([
      ['late_line', 1, '6'],
    ]);
  });

  it('counts nothing of a late line that was withdrawn', () => {
    expect(shown([carriedForward(1, 1, 'late_line', '5'), carriedForward(2, 1, 'late_line_withdrawn', '5')])).toEqual(
      [],
    );
  });

  it('counts a late line that came back', () => {
    expect(shown([carriedForward(1, 1, 'late_line_withdrawn', '5'), carriedForward(2, 1, 'late_line', '7')])).toEqual([
      ['late_line', 1, '7'],
    ]);
  });

  it('counts every adjustment of a line', () => {
    expect(shown([carriedForward(1, 1, 'adjustment', '2'), carriedForward(2, 1, 'adjustment', '-3')])).toEqual([
      ['adjustment', 1, '2'],
      ['adjustment', 1, '-3'],
    ]);
  });
});
