import {
  addedChange,
  correctedChange,
  relinkedChange,
  removedChange,
  standingOf,
} from '../../../../shared/domain/ledger/recordChanges.ts';
import { aLine } from '../../../builders/bank.ts';
import { aChange, aClosedChain, anEntry, runAt } from '../../../builders/ledger.ts';

const context = (chain = aClosedChain()) => ({ sequence: 120, chain, at: runAt, syncId: 'sync-9' });
const closedDay = '2026-03-04';
const openDay = '2026-03-08';

describe('standing of a line', () => {
  it.each([
    ['open', { executionDate: openDay }],
    ['final', { executionDate: closedDay }],
    ['late', { executionDate: closedDay, lateSince: 101 }],
    ['final', { executionDate: closedDay, lateSince: 100 }],
    ['final', { executionDate: openDay, onFinalStatement: true }],
    ['open', { executionDate: '2026-02-20' }],
  ] as const)('is %s for %j', (expected, entry) => {
    expect(standingOf(anEntry(7, entry), aClosedChain())).toBe(expected);
  });
});

describe('a new line', () => {
  it('on an open day is plain', () => {
    expect(addedChange(aLine(1, { executionDate: openDay }), context())).toEqual({
      ...aChange(120, {
        pontoId: aLine(1).pontoId,
        content: aLine(1, { executionDate: openDay }).content,
        syncId: 'sync-9',
      }),
      pontoCreatedAt: aLine(1).createdAt,
    });
  });

  it('on a closed day is a late line', () => {
    expect(addedChange(aLine(1, { executionDate: closedDay, amount: '-5' }), context())).toMatchObject({
      lateSince: 120,
      carryForward: { kind: 'late_line', amount: '-5' },
    });
  });

  it('before the books is not late: it gets a statement of its own', () => {
    expect(addedChange(aLine(1, { executionDate: '2026-02-20' }), context())).not.toHaveProperty('lateSince');
  });
});

describe('a corrected line', () => {
  it('keeps its identity and names what it supersedes', () => {
    expect(
      correctedChange(
        anEntry(7, { sequence: 9, version: 2, executionDate: openDay }),
        aLine(7, { executionDate: openDay }),
        context(),
      ),
    ).toMatchObject({
      kind: 'corrected',
      line: 7,
      version: 3,
      before: { sequence: 9, executionDate: openDay },
    });
  });

  it('on a final statement carries the difference, and stays there whatever its date says', () => {
    const change = correctedChange(
      anEntry(7, { executionDate: closedDay, amount: '-12.50' }),
      aLine(7, { executionDate: openDay, amount: '-10' }),
      context(),
    );

    expect(change).toMatchObject({ onFinalStatement: true, carryForward: { kind: 'adjustment', amount: '2.5' } });
  });

  it('on a final statement carries nothing when only its text changed', () => {
    const change = correctedChange(
      anEntry(7, { executionDate: closedDay }),
      aLine(7, { executionDate: closedDay, remittanceText: 'other' }),
      context(),
    );

    expect(change).toMatchObject({ onFinalStatement: true });
    expect(change).not.toHaveProperty('carryForward');
  });

  it('that was late and became final says so for ever', () => {
    expect(
      correctedChange(
        anEntry(7, { executionDate: closedDay, lateSince: 99 }),
        aLine(7, { executionDate: closedDay, amount: '-13' }),
        context(),
      ),
    ).toMatchObject({
      onFinalStatement: true,
      lateSince: 99,
      carryForward: { kind: 'adjustment', amount: '-0.5' },
    });
  });

  it('that is carried forward late is carried forward again with its new amount', () => {
    expect(
      correctedChange(
        anEntry(7, { executionDate: closedDay, lateSince: 101 }),
        aLine(7, { executionDate: closedDay, amount: '-13' }),
        context(),
      ),
    ).toMatchObject({
      lateSince: 120,
      carryForward: { kind: 'late_line', amount: '-13' },
    });
  });

  it('is no longer late when its date moves to an open day', () => {
    const change = correctedChange(
      anEntry(7, { executionDate: closedDay, lateSince: 101 }),
      aLine(7, { executionDate: openDay }),
      context(),
    );

    expect(change).toMatchObject({ carryForward: { kind: 'late_line_withdrawn' } });
    expect(change).not.toHaveProperty('lateSince');
  });

  it.each([closedDay, '2026-02-20'])('becomes late when its date moves from an open day to %s', (date) => {
    expect(
      correctedChange(anEntry(7, { executionDate: openDay }), aLine(7, { executionDate: date }), context()),
    ).toMatchObject({ lateSince: 120, carryForward: { kind: 'late_line' } });
  });
});

describe('a removed line', () => {
  it.each([
    ['an open day', { executionDate: openDay }, undefined],
    ['a final statement', { executionDate: closedDay, amount: '-12.50' }, { kind: 'adjustment', amount: '12.5' }],
    [
      'the open statement as a late line',
      { executionDate: closedDay, lateSince: 101 },
      { kind: 'late_line_withdrawn', amount: '-12.50' },
    ],
  ] as const)('on %s', (_where, entry, carryForward) => {
    const last = aChange(7);

    const change = removedChange(anEntry(7, entry), last, context());

    expect(change).toMatchObject({ kind: 'removed', line: 7, version: 2, content: last.content });
    expect(change.carryForward).toEqual(carryForward);
  });
});

describe('a line under a new Ponto id', () => {
  it('is the same version where it stood', () => {
    expect(
      relinkedChange(anEntry(7, { version: 3, onFinalStatement: true, lateSince: 99 }), aLine(70), context()),
    ).toMatchObject({
      kind: 'relinked',
      line: 7,
      version: 3,
      pontoId: aLine(70).pontoId,
      onFinalStatement: true,
      lateSince: 99,
    });
  });
});
