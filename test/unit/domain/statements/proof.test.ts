import type { ChainState } from '../../../../shared/domain/statements/statement.ts';
import { compareWithBank, hasLeftAgreement } from '../../../../shared/domain/statements/bankComparison.ts';
import { completeDayOf } from '../../../../shared/domain/statements/completeness.ts';
import { proofNow, verdictOn } from '../../../../shared/domain/statements/proof.ts';
import { withdrawn } from '../../../../shared/domain/statements/withdrawal.ts';
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

describe('what was proven', () => {
  it('is left when the books arrive at something else', () => {
    expect(hasLeftAgreement(books(agreedOn('2026-03-04', '110')))).toBe(false);
    expect(hasLeftAgreement(books(agreedOn('2026-03-04', '95')))).toBe(true);
    expect(hasLeftAgreement(books(opened))).toBe(false);
  });

  const final = {
    number: '2026-0001',
    period: { from: '2026-03-02', to: '2026-03-02' },
    openingBalance: '100',
    closingBalance: '110',
    lineCount: 1,
    totalCredit: '10',
    totalDebit: '0',
    after: 0,
    through: 1,
    carriesLate: false,
    proof: { verdict: 'proven' as const, bankBalance: '110', bankBalanceOn: '2026-03-02' },
  };

  it('stays named by the balance that proved it while it stands', () => {
    expect(proofNow(final, true, agreedOn('2026-03-04'))).toMatchObject({
      verdict: 'proven',
      bankBalanceOn: '2026-03-02',
    });
  });

  it('is taken back, with the moment and the reason, by what is known later', () => {
    const changed = withdrawn(agreedOn('2026-03-04'), { day: '2026-03-02', reason: 'late_line' }, seen.at);

    expect(completeDayOf(changed)).toBe('2026-03-01');
    expect(proofNow(final, true, changed)).toEqual({
      verdict: 'unproven',
      awaiting: 'later_balance',
      withdrawn: { at: seen.at, reason: 'late_line' },
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

  it('is broken from the day on which the bank was asked for the last agreement', () => {
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
      brokenFrom: '2026-03-04',
    });
    expect(verdictOn(statement('2026-03-02'), chain).verdict).toBe('proven');
    expect(verdictOn(statement('2026-03-07'), chain).verdict).toBe('unproven');
  });
});
