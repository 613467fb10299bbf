import fc from 'fast-check';
import { matchRelinked } from '../../../../shared/domain/ledger/matchRelinked.ts';
import type { LineContent } from '../../../../shared/domain/ledger/line.ts';
import { aContent, aLine } from '../../../builders/bank.ts';
import { anEntry } from '../../../builders/ledger.ts';

const known = (line: number, overrides: Partial<LineContent> = {}) => ({
  entry: anEntry(line),
  content: aContent(overrides),
});
const pairs = ({ matched }: ReturnType<typeof matchRelinked>) =>
  matched.map(({ known: { entry }, line }) => [entry.line, line.pontoId]);

describe('matchReturned', () => {
  it('matches a line that is told as before', () => {
    expect(pairs(matchRelinked([aLine(11)], [known(1)]))).toEqual([[1, aLine(11).pontoId]]);
  });

  it('keeps twins two', () => {
    const matching = matchRelinked([aLine(11), aLine(12)], [known(1), known(2)]);

    expect(new Set(pairs(matching).map(([line]) => line))).toEqual(new Set([1, 2]));
  });

  it('adds the third of three where the books have two', () => {
    const matching = matchRelinked([aLine(11), aLine(12), aLine(13)], [known(1), known(2)]);

    expect([matching.matched.length, matching.unmatchedLines.length, matching.unmatchedKnown.length]).toEqual([
      2, 1, 0,
    ]);
  });

  it('recognises a line whose names were reworded by day, amount and parties', () => {
    expect(matchRelinked([aLine(11, { counterpartyName: 'MOLENS VAN DEINZE NV' })], [known(1)]).matched).toHaveLength(
      1,
    );
  });

  it('recognises by day and amount alone only where both sides have equally many', () => {
    const reworded = [aLine(11, { remittanceText: 'a' }), aLine(12, { remittanceText: 'b' })];

    expect(matchRelinked(reworded, [known(1), known(2)]).matched).toHaveLength(2);
    expect(matchRelinked(reworded, [known(1)])).toMatchObject({ matched: [], unmatchedLines: reworded });
  });

  it('prefers the line that says everything over one that is alike', () => {
    const matching = matchRelinked(
      [aLine(12, { counterpartyName: 'other' }), aLine(11)],
      [known(1), known(2, { counterpartyName: 'other' })],
    );

    expect(new Map(pairs(matching).map(([line, id]) => [line, id]))).toEqual(
      new Map([
        [1, aLine(11).pontoId],
        [2, aLine(12).pontoId],
      ]),
    );
  });

  it('never matches a line of another day or amount, and never one twice', () => {
    const content = fc.record({
      executionDate: fc.constantFrom('2026-03-01', '2026-03-02'),
      amount: fc.constantFrom('1', '2'),
      remittanceText: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(content, { maxLength: 12 }), fc.array(content, { maxLength: 12 }), (returned, history) => {
        const lines = returned.map((overrides, index) => aLine(100 + index, overrides));
        const matching = matchRelinked(
          lines,
          history.map((overrides, index) => known(index + 1, overrides)),
        );

        for (const pair of matching.matched) {
          expect([pair.line.content.executionDate, pair.line.content.amount]).toEqual([
            pair.known.content.executionDate,
            pair.known.content.amount,
          ]);
        }
        expect(new Set(matching.matched.map((pair) => pair.known.entry.line)).size).toBe(matching.matched.length);
        expect(matching.matched.length + matching.unmatchedLines.length).toBe(lines.length);
        expect(matching.matched.length + matching.unmatchedKnown.length).toBe(history.length);
      }),
    );
  });
});
