import { carriedForwardOf, foldMonth, monthPartsOf } from '../../../../shared/domain/ledger/monthView.ts';
import { aContent } from '../../../builders/bank.ts';
import { aChange } from '../../../builders/ledger.ts';

const fingerprint = (text: string): string => `print of ${text.length}`;
const march = aContent({ executionDate: '2026-03-31' });
const april = aContent({ executionDate: '2026-04-01' });
const added = { first: 1, changes: [aChange(1, { content: march }), aChange(2, { content: march })] };
const moved = {
  first: 3,
  changes: [
    aChange(3, {
      kind: 'corrected',
      line: 1,
      version: 2,
      content: april,
      before: { sequence: 1, executionDate: '2026-03-31' },
    }),
  ],
};

describe('monthView', () => {
  it('files a line under its month, and a moved one under both', () => {
    expect(monthPartsOf(added, fingerprint).map(({ month, entries }) => [month, entries.length])).toEqual([
      ['2026-03', 2],
    ]);
    expect(monthPartsOf(moved, fingerprint).map(({ month, first }) => [month, first])).toEqual([
      ['2026-04', 3],
      ['2026-03', 3],
    ]);
  });

  it('shows the latest state of a line, in whatever order the parts come', () => {
    const parts = [...monthPartsOf(added, fingerprint), ...monthPartsOf(moved, fingerprint)].filter(
      ({ month }) => month === '2026-03',
    );

    for (const order of [parts, parts.toReversed()]) {
      expect(foldMonth(order).get(1)).toMatchObject({ sequence: 3, executionDate: '2026-04-01', version: 2 });
      expect(foldMonth(order).get(2)).toMatchObject({ sequence: 2 });
    }
  });

  it('shows a month as it was at a sequence', () => {
    const parts = [...monthPartsOf(added, fingerprint), ...monthPartsOf(moved, fingerprint)].filter(
      ({ month }) => month === '2026-03',
    );

    expect(foldMonth(parts, 2).get(1)).toMatchObject({ sequence: 1, executionDate: '2026-03-31' });
    expect(foldMonth(parts, 1).has(2)).toBe(false);
  });

  it('gives the same parts every time', () => {
    expect(monthPartsOf(added, fingerprint)).toEqual(monthPartsOf(structuredClone(added), fingerprint));
  });

  it('names what is carried forward', () => {
    const late = aChange(4, { lateSince: 4, carryForward: { kind: 'late_line', amount: '-12.50' } });

    expect(carriedForwardOf({ first: 3, changes: [aChange(3), late] })).toEqual([
      { sequence: 4, line: 4, executionDate: '2026-03-10', carryForward: { kind: 'late_line', amount: '-12.50' } },
    ]);
  });
});
