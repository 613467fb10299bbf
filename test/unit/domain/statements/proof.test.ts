import type { ChainState } from '../../../../shared/domain/statements/statement.ts';
import {
  chainAfterReading,
  compareWithBank,
  hasLeftAgreement,
  type BankReading,
} from '../../../../shared/domain/statements/bankComparison.ts';
import { completeDayOf } from '../../../../shared/domain/statements/completeness.ts';
import { proofNow, verdictOn } from '../../../../shared/domain/statements/proof.ts';
import { differenceOf } from '../../../../shared/domain/statements/difference.ts';
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

/** What the bank said when it was asked on a day of March. */
const reading = (
  day: string,
  amount: string,
  rest: Partial<BankReading> & { readonly dated?: string } = {},
): BankReading => {
  const { dated, ...moments } = rest;
  return {
    balance: { amount, currency: 'EUR', ...(dated === undefined ? {} : { referenceDate: dated }) },
    moments: 'same',
    bankReachedOn: day,
    readAt: `${day}T09:00:00.000Z`,
    ...moments,
  };
};
const after = (chain: ChainState, ...readings: readonly BankReading[]): ChainState =>
  readings.reduce((told, one) => chainAfterReading(books(told), one, 7).chain, chain);

describe('a difference', () => {
  it('is said at once when one synchronization brought balance and lines, whatever day the bank writes', () => {
    const dated = after(opened, reading('2026-03-04', '103', { dated: '2026-03-04' }));
    const undated = after(opened, reading('2026-03-04', '103'));

    expect(differenceOf(dated)).toEqual({ amount: '7', since: '2026-03-02', bankBalance: '103', on: '2026-03-04' });
    expect(differenceOf(undated)).toEqual(differenceOf(dated));
  });

  it('between two synchronizations is said on the second day', () => {
    const once = after(opened, reading('2026-03-03', '103', { moments: 'near' }));
    const again = after(once, reading('2026-03-03', '103', { moments: 'near' }));
    const nextDay = after(again, reading('2026-03-04', '103', { moments: 'near' }));

    expect(differenceOf(once)).toBeUndefined();
    expect(differenceOf(again)).toBeUndefined();
    expect(differenceOf(nextDay)).toMatchObject({ amount: '7' });
  });

  it('is not said of lines that are older than the balance', () => {
    const told = after(
      opened,
      reading('2026-03-03', '103', { moments: 'behind' }),
      reading('2026-03-04', '103', { moments: 'behind' }),
    );

    expect(differenceOf(told)).toBeUndefined();
  });

  it('is no agreement either: what is not read yet may come to nothing', () => {
    const told = after(opened, reading('2026-03-04', '110', { moments: 'behind' }));

    expect(told.balance?.matchedOn).toBeUndefined();
    expect(told).toEqual(opened);
  });

  it('keeps its first sight, and goes when a balance agrees', () => {
    const first = after(opened, reading('2026-03-03', '103'));
    const second = after(first, reading('2026-03-04', '104'));
    const healed = after(second, reading('2026-03-04', '110'));

    expect(second.balance?.mismatch).toMatchObject({ difference: '6', since: '2026-03-03T09:00:00.000Z' });
    expect(healed.balance).toEqual({
      matchedOn: '2026-03-04',
      matched: { amount: '110', on: '2026-03-04', counts: 'so_far' },
      seenOn: '2026-03-04',
      through: 7,
    });
  });

  it('goes when the books catch up with the balance', () => {
    const told = after(opened, reading('2026-03-03', '103'));
    const late = daysOf(['2026-03-02', '10'], ['2026-03-03', '-7']);
    const caughtUp = chainAfterReading(
      { ...books(told), days: late },
      { ...reading('2026-03-04', '0'), balance: undefined },
      8,
    );

    expect(caughtUp.agrees).toBe(true);
    expect(differenceOf(caughtUp.chain)).toBeUndefined();
  });
});

describe('the convention of a bank', () => {
  // Opened on the 1st, asked on that day, with 5.00 booked on it already: counted or not is not known.
  const inQuestion: ChainState = {
    opening: {
      amount: '95',
      anchoredOn: '2026-03-01',
      otherwise: { amount: '100', anchoredOn: '2026-02-28', counts: 'closed_day' },
    },
    coversFrom: '2026-02-01',
  };
  const counted = daysOf(['2026-03-01', '5'], ['2026-03-02', '10'], ['2026-03-03', '-1']);
  const told = (chain: ChainState, ...readings: readonly BankReading[]): ChainState =>
    readings.reduce(
      (so, one) => chainAfterReading({ chain: so, days: counted, carriedForward: [] }, one, 7).chain,
      chain,
    );

  it('is learned from a total that only one of them explains', () => {
    const chain = told(inQuestion, reading('2026-03-03', '109'));

    expect(chain.opening).toEqual({ amount: '95', anchoredOn: '2026-03-01' });
    expect(chain.convention).toEqual({ dating: 'none', counts: 'so_far' });
  });

  it('is the other one, with its opening balance, when totals of two days say so', () => {
    const once = told(inQuestion, reading('2026-03-02', '105'));
    const twice = told(once, reading('2026-03-03', '115'));

    expect(once.balance?.matched).toBeUndefined();
    expect(differenceOf(once)).toBeUndefined();
    expect(twice.opening).toEqual({ amount: '100', anchoredOn: '2026-02-28' });
    expect(twice.convention).toEqual({ dating: 'none', counts: 'closed_day' });
    expect(twice.balance?.matchedOn).toBe('2026-03-02');
  });

  it('that is known is not given up for the same gap twice, which one missing line explains', () => {
    const kept: ChainState = { ...opened, convention: { dating: 'none', counts: 'so_far' } };
    const days4 = daysOf(['2026-03-02', '10'], ['2026-03-04', '7']);
    const once = chainAfterReading({ ...books(kept), days: days4 }, reading('2026-03-04', '110'), 7).chain;
    const days5 = daysOf(['2026-03-02', '10'], ['2026-03-04', '7'], ['2026-03-05', '7']);
    const twice = chainAfterReading({ ...books(once), days: days5 }, reading('2026-03-05', '117'), 8).chain;

    expect(differenceOf(once)).toBeUndefined();
    expect(differenceOf(twice)).toMatchObject({ amount: '7' });
  });
});

describe('an agreement by a convention that no balance has told yet', () => {
  // Nobody knows whether a balance dated with the day before counts it, or the day of asking as well.
  const lines = daysOf(['2026-03-03', '10'], ['2026-03-04', '-7'], ['2026-03-05', '1']);
  const dated = (day: string, amount: string, before: string, moments: BankReading['moments'] = 'closed') =>
    reading(day, amount, { dated: before, moments });
  const told = (chain: ChainState, ...readings: readonly BankReading[]): ChainState =>
    readings.reduce(
      (so, one) => chainAfterReading({ chain: so, days: lines, carriedForward: [] }, one, 7).chain,
      chain,
    );

  it.each([
    ['seen once', 'closed'],
    ['said', 'same'],
  ] as const)('proves nothing while a difference %s is still there by the other one', (_what, moments) => {
    // The bank counts everything so far and errs by 7.00; on the 4th it books just as much.
    const wrong = told(opened, dated('2026-03-03', '117', '2026-03-02', moments));
    const byChance = told(wrong, dated('2026-03-04', '110', '2026-03-03'));
    const later = told(byChance, dated('2026-03-05', '111', '2026-03-04'));

    expect(byChance).toEqual(wrong);
    expect(later.balance?.matchedOn).toBeUndefined();
    expect(differenceOf(later)).toBeDefined();
  });

  it('proves as any other once the other one shows another difference', () => {
    // The bank counts closed days: what was missing of the 2nd is there on the 4th.
    const late = daysOf(['2026-03-02', '17'], ['2026-03-03', '10'], ['2026-03-04', '-7']);
    const missing = told(opened, dated('2026-03-03', '117', '2026-03-02'));
    const there = { chain: missing, days: late, carriedForward: [] };
    const agreed = chainAfterReading(there, dated('2026-03-04', '127', '2026-03-03'), 8);

    expect(agreed.agrees).toBe(true);
    expect(agreed.chain.convention).toEqual({ dating: 'closed', counts: 'closed_day' });
  });

  it('of a convention that a balance has told needs no second day', () => {
    const kept: ChainState = { ...opened, convention: { dating: 'closed', counts: 'closed_day' } };
    const wrong = told(kept, dated('2026-03-03', '117', '2026-03-02'));

    expect(told(wrong, dated('2026-03-04', '110', '2026-03-03')).balance?.matchedOn).toBe('2026-03-03');
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
