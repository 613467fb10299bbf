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

  it('recognises a line by the bank’s own reference, whatever else is reworded', () => {
    const words = { remittanceText: 'reworded', counterpartyReference: 'BE0' };

    const matching = matchRelinked(
      [aLine(11, { ...words, internalReference: 'B-1' }), aLine(12, { ...words, internalReference: 'B-3' })],
      [known(2, { internalReference: 'B-2' }), known(1, { internalReference: 'B-1' }), known(3)],
    );

    expect(pairs(matching)).toEqual([[1, aLine(11).pontoId]]);
  });

  it('tells twins apart by the bank’s own reference', () => {
    const matching = matchRelinked(
      [aLine(12, { internalReference: 'B-2' }), aLine(11, { internalReference: 'B-1' })],
      [known(1, { internalReference: 'B-1' }), known(2, { internalReference: 'B-2' })],
    );

    expect(new Map(pairs(matching).map(([line, id]) => [line, id]))).toEqual(
      new Map([
        [1, aLine(11).pontoId],
        [2, aLine(12).pontoId],
      ]),
    );
  });

  it('recognises a line of which the bank says the same in words that Ponto reads otherwise', () => {
    const line = aLine(11, { remittanceText: 'read otherwise', digest: 'd-1' });

    expect(pairs(matchRelinked([line], [known(1, { digest: 'd-1' }), known(2, { amount: '-9.00' })]))).toEqual([
      [1, line.pontoId],
    ]);
  });

  it('takes a payment of the same day and amount for another one when the bank keeps its references and they differ', () => {
    const kept = { amount: '-9.00', internalReference: 'B-9' };
    const returned = [aLine(19, kept), aLine(12, { remittanceText: 'new', internalReference: 'B-2' })];
    const history = [known(9, kept), known(1, { internalReference: 'B-1' })];

    const matching = matchRelinked(returned, history);

    expect(pairs(matching)).toEqual([[9, aLine(19).pontoId]]);
    expect(matching.unmatchedLines).toEqual([returned[1]]);
  });

  it('makes nothing of references that differ where the bank gives all lines new ones', () => {
    const words = { remittanceText: 'reworded' };

    const matching = matchRelinked(
      [aLine(11, { internalReference: 'C-1' }), aLine(12, { ...words, amount: '-9.00', internalReference: 'C-2' })],
      [known(1, { internalReference: 'B-1' }), known(2, { amount: '-9.00', internalReference: 'B-2' })],
    );

    expect(matching.matched).toHaveLength(2);
  });

  it('goes by the words where a reference is the same for many lines', () => {
    const batch = { internalReference: 'NOTPROVIDED', digest: 'same' };
    const lines = [aLine(11, { ...batch, remittanceText: 'a' }), aLine(12, { ...batch, remittanceText: 'b' })];

    const matching = matchRelinked(lines, [known(2, { ...batch, remittanceText: 'b' })]);

    expect(pairs(matching)).toEqual([[2, aLine(12).pontoId]]);
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
