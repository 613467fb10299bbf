import type { ChainState } from '../../../../shared/domain/statements/statement.ts';
import {
  balanceStateAfter,
  compareWithBank,
  stillMatching,
} from '../../../../shared/domain/statements/bankComparison.ts';
import { verdictOn } from '../../../../shared/domain/statements/proof.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { daysOf } from '../../../builders/ledger.ts';

const opened: ChainState = { opening: { amount: '100', anchoredOn: '2026-03-01' }, coversFrom: '2026-03-01' };
const days = daysOf(['2026-03-02', '10'], ['2026-03-05', '-1']);
const books = (chain: ChainState = opened) => ({ chain, days, carriedForward: [] });
const seen = { at: '2026-03-06T09:00:00.000Z', on: '2026-03-06' };
const statement = (from: string, lastLineOn = from, to = from) => ({ period: { from, to }, lastLineOn });
const agreedOn = (on: string, amount = '110'): ChainState => ({
  ...opened,
  balance: { matchedOn: on, matched: { amount, on }, seenOn: on },
});

describe('compareWithBank', () => {
  it('counts lines up to and including the reference date', () => {
    expect(compareWithBank(books(), { amount: '110.00', on: '2026-03-04' }).kind).toBe('agrees');
    expect(compareWithBank(books(), { amount: '109', on: '2026-03-05' }).kind).toBe('agrees');
  });

  it('tells the difference, books minus bank', () => {
    expect(compareWithBank(books(), { amount: '100', on: '2026-03-04' })).toMatchObject({
      kind: 'disagrees',
      difference: amountOf('10'),
    });
  });

  it.each([
    ['its own anchor', opened, '2026-03-01'],
    [
      'a day before the last final statement',
      { ...opened, final: { periodTo: '2026-03-06', closing: '109', through: 3 } },
      '2026-03-05',
    ],
    ['a day before the last agreement', agreedOn('2026-03-04'), '2026-03-03'],
    ['books without an opening', {}, '2026-03-05'],
  ] as const)('learns nothing from %s', (_case, chain, on) => {
    expect(compareWithBank(books(chain), { amount: '1', on }).kind).toBe('not_comparable');
  });

  it('counts what is carried forward', () => {
    const late = {
      kind: 'late_line' as const,
      line: 1,
      sequence: 1,
      executionDate: '2026-02-01',
      amount: amountOf('-10'),
    };

    expect(compareWithBank({ ...books(), carriedForward: [late] }, { amount: '100', on: '2026-03-04' }).kind).toBe(
      'agrees',
    );
  });
});

describe('the state of balances', () => {
  it('forgets an agreement that the books have left behind, and keeps a disagreement', () => {
    const mismatch = { amount: '1', on: '2026-03-05', difference: '9', since: seen.at };
    const state = { matchedOn: '2026-03-04', matched: { amount: '95', on: '2026-03-04' }, mismatch };

    expect(stillMatching(books(agreedOn('2026-03-04', '110')))).toBeDefined();
    expect(stillMatching(books(agreedOn('2026-03-04', '95')))).toBeUndefined();
    expect(stillMatching(books({ ...opened, balance: state }))).toEqual({ mismatch });
  });

  it('keeps the first sight of a disagreement, and drops it on agreement', () => {
    const disagrees = compareWithBank(books(), { amount: '1', on: '2026-03-04' });
    const first = balanceStateAfter(undefined, disagrees, seen);
    const second = balanceStateAfter(first, disagrees, { ...seen, at: '2026-03-07T09:00:00.000Z' });
    const healed = balanceStateAfter(second, compareWithBank(books(), { amount: '110', on: '2026-03-04' }), seen);

    expect(second?.mismatch?.since).toBe(seen.at);
    expect(healed).toEqual({
      matchedOn: '2026-03-04',
      matched: { amount: '110', on: '2026-03-04' },
      seenOn: '2026-03-06',
    });
  });
});

describe('the verdict', () => {
  it.each([
    ['unproven', 'no balance was compared', opened, statement('2026-03-02')],
    [
      'unproven',
      'it reaches back to the day that the opening came from',
      agreedOn('2026-03-04'),
      statement('2026-03-01', '2026-03-02', '2026-03-07'),
    ],
    ['proven', 'a later balance agrees', agreedOn('2026-03-04'), statement('2026-03-02')],
    [
      'proven',
      'all its lines so far are before the balance',
      agreedOn('2026-03-04'),
      statement('2026-03-02', '2026-03-03', '2026-03-08'),
    ],
    [
      'unproven',
      'a line is after the balance',
      agreedOn('2026-03-04'),
      statement('2026-03-02', '2026-03-05', '2026-03-08'),
    ],
    ['unproven', 'it begins after the balance', agreedOn('2026-03-04'), statement('2026-03-05')],
  ] as const)('is %s when %s', (verdict, _because, chain, of) => {
    expect(verdictOn(of, chain).verdict).toBe(verdict);
  });

  it('is broken from the day after the last agreement', () => {
    const chain: ChainState = {
      ...opened,
      balance: {
        ...agreedOn('2026-03-04').balance,
        mismatch: { amount: '1', on: '2026-03-06', difference: '2', since: seen.at },
      },
    };

    expect(verdictOn(statement('2026-03-05'), chain)).toMatchObject({
      verdict: 'broken',
      difference: '2',
      brokenFrom: '2026-03-05',
    });
    expect(verdictOn(statement('2026-03-02'), chain).verdict).toBe('proven');
    expect(verdictOn(statement('2026-03-07'), chain).verdict).toBe('unproven');
  });
});
