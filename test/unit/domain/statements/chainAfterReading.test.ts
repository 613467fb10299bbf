import type { ChainState } from '../../../../shared/domain/statements/statement.ts';
import { bookBalanceOn, type BankReading } from '../../../../shared/domain/statements/bankComparison.ts';
import { chainAfterReading } from '../../../../shared/domain/statements/chainAfterReading.ts';
import { completeDayOf } from '../../../../shared/domain/statements/completeness.ts';
import { accountProofOf, verdictOn } from '../../../../shared/domain/statements/proof.ts';
import { differenceOf } from '../../../../shared/domain/statements/difference.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { add } from '../../../../shared/domain/money/decimal.ts';
import { daysOf } from '../../../builders/ledger.ts';

const opened: ChainState = { opening: { amount: '100', anchoredOn: '2026-03-01' }, coversFrom: '2026-03-01' };
const days = daysOf(['2026-03-02', '10'], ['2026-03-05', '-1']);
const books = (chain: ChainState = opened) => ({ chain, days, carriedForward: [] });
const seen = { at: '2026-03-06T09:00:00.000Z', on: '2026-03-06' };

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

  it('is the other one when such days have quiet ones between them, which both explain', () => {
    const lines = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-05', '40']);
    const told = [
      reading('2026-03-03', '110', { dated: '2026-03-03' }),
      reading('2026-03-04', '130', { dated: '2026-03-04' }),
      reading('2026-03-05', '130', { dated: '2026-03-05' }),
    ].reduce<ChainState>((chain, one) => chainAfterReading({ chain, days: lines, carriedForward: [] }, one, 7).chain, {
      ...opened,
      convention: { dating: 'asked', counts: 'so_far' },
    });

    expect(told.convention).toEqual({ dating: 'asked', counts: 'closed_day' });
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

  it('proves nothing while the difference that stood by it as the other one is still there', () => {
    // Dated with the day before, the bank counts closed days and errs by 7.00; dated with no day, it goes on to do so.
    const kept: ChainState = { ...opened, convention: { dating: 'closed', counts: 'closed_day' } };
    const wrong = told(kept, dated('2026-03-03', '107', '2026-03-02', 'same'));
    const undated = told(wrong, reading('2026-03-04', '103'));

    expect(differenceOf(wrong)).toMatchObject({ amount: '-7' });
    expect(undated.balance?.matchedOn).toBeUndefined();
  });

  it('of which a balance has told proves at once when the line has come that was missing by either', () => {
    const kept: ChainState = { ...opened, convention: { dating: 'asked', counts: 'so_far' } };
    const quiet = daysOf(['2026-03-02', '10'], ['2026-03-04', '-7']);
    const missing = { chain: kept, days: quiet, carriedForward: [] };
    const once = chainAfterReading(missing, reading('2026-03-03', '103', { dated: '2026-03-03' }), 7).chain;
    const come = chainAfterReading(
      { ...missing, chain: once },
      reading('2026-03-04', '103', { dated: '2026-03-04' }),
      8,
    );

    expect(differenceOf(once)).toMatchObject({ amount: '7' });
    expect(come.agrees).toBe(true);
  });

  it('of which a balance has told proves nothing when the difference by it has changed and the other has kept it', () => {
    // The bank has begun to count everything so far, and errs by 7.00; on the 5th it books just as much.
    const busy = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '30'], ['2026-03-05', '-7']);
    const kept: ChainState = { ...opened, convention: { dating: 'closed', counts: 'closed_day' } };
    const said = (chain: ChainState, one: BankReading): ChainState =>
      chainAfterReading({ chain, days: busy, carriedForward: [] }, one, 7).chain;
    const wrong = said(kept, dated('2026-03-03', '137', '2026-03-02', 'same'));
    const again = said(wrong, dated('2026-03-04', '167', '2026-03-03', 'same'));
    const byChance = said(again, dated('2026-03-05', '160', '2026-03-04', 'same'));

    expect(byChance).toEqual(again);
    expect(differenceOf(byChance)).toBeDefined();
  });

  it.each([
    ['by both', '0'],
    ['by the one in force', '130'],
  ])('up to a closed day proves nothing when today comes to the difference that stood %s', (_which, until) => {
    // 7.00 is missing in the books. The bank has begun to count everything so far, and books 7.00 of the other sign.
    const busy = daysOf(['2026-03-02', '10'], ['2026-03-03', until], ['2026-03-04', '20'], ['2026-03-05', '-7']);
    const kept: ChainState = { ...opened, convention: { dating: 'none', counts: 'closed_day' } };
    const said = (chain: ChainState, one: BankReading): ChainState =>
      chainAfterReading({ chain, days: busy, carriedForward: [] }, one, 7).chain;
    const wrong = said(kept, reading('2026-03-03', '117'));
    const next = said(wrong, reading('2026-03-05', String(130 + Number(until))));

    expect(differenceOf(wrong)).toMatchObject({ amount: '-7' });
    expect(next).toEqual(wrong);
  });

  it('of which a balance has told proves nothing once the other one has taken the difference over', () => {
    // The bank errs by 7.00. On the 4th it begins to count closed days, and on the 6th it books just as much.
    const busy = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '30'], ['2026-03-06', '7']);
    const kept: ChainState = { ...opened, convention: { dating: 'none', counts: 'so_far' } };
    const said = (chain: ChainState, one: BankReading): ChainState =>
      chainAfterReading({ chain, days: busy, carriedForward: [] }, one, 7).chain;
    const wrong = said(said(kept, reading('2026-03-03', '137')), reading('2026-03-04', '137'));
    const quiet = said(wrong, reading('2026-03-05', '167'));
    const byChance = said(quiet, reading('2026-03-06', '167'));

    expect(differenceOf(quiet)).toMatchObject({ amount: '-7' });
    expect(byChance).toEqual(quiet);
  });
});

describe('a difference that the other convention explains better', () => {
  // The bank has begun to count everything so far, and errs by 7.00.
  const busy = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '30'], ['2026-03-05', '40']);
  const kept: ChainState = {
    ...opened,
    convention: { dating: 'closed', counts: 'closed_day' },
    balance: { matchedOn: '2026-03-02', matched: { amount: '110', on: '2026-03-02' } },
  };
  const said = (chain: ChainState, ...[day, amount, dated]: readonly [string, string, string]): ChainState =>
    chainAfterReading({ chain, days: busy, carriedForward: [] }, reading(day, amount, { dated }), 7).chain;
  const once = said(kept, '2026-03-04', '167', '2026-03-03');
  const twice = said(once, '2026-03-05', '207', '2026-03-04');
  const march = { period: { from: '2026-03-01', to: '2026-03-31' }, lastLineOn: '2026-03-05' };

  it('is told by that one as soon as the one in force shows another amount', () => {
    expect(differenceOf(once)).toMatchObject({ amount: '-37', on: '2026-03-03' });
    expect(differenceOf(twice)).toEqual({ amount: '-7', since: '2026-03-03', bankBalance: '207', on: '2026-03-05' });
    expect(verdictOn(march, twice)).toMatchObject({ verdict: 'broken', difference: '-7', bankBalanceOn: '2026-03-05' });
    expect(accountProofOf(twice)).toMatchObject({ bankBalanceOn: '2026-03-05', convention: 'so_far' });
  });

  it('makes broken what that balance counts, and nothing after its day', () => {
    const counted = (on: string, chain: ChainState) =>
      verdictOn({ period: { from: on, to: on }, lastLineOn: on }, chain).verdict;
    const { mismatch } = twice.balance ?? {};
    const likely = { difference: '-7', on: '2026-03-03', counts: 'closed_day' } as const;
    const before: ChainState = {
      ...twice,
      balance: { ...twice.balance, ...(mismatch && { mismatch: { ...mismatch, likely } }) },
    };

    expect([counted('2026-03-05', twice), counted('2026-03-06', twice)]).toEqual(['broken', 'unproven']);
    expect([counted('2026-03-03', before), counted('2026-03-04', before)]).toEqual(['broken', 'unproven']);
  });

  it('goes on to be told so on a day without lines', () => {
    expect(differenceOf(said(twice, '2026-03-06', '207', '2026-03-05'))).toMatchObject({ amount: '-7' });
  });

  it('goes on to be told so beside the same balance, when lines have come since', () => {
    const later = { chain: twice, days: new Map([...busy, ...daysOf(['2026-03-05', '15'])]), carriedForward: [] };
    const lateLines = chainAfterReading(later, reading('2026-03-05', '207', { dated: '2026-03-04' }), 7).chain;

    expect(accountProofOf(lateLines)).toMatchObject({ convention: 'so_far' });
  });

  it('is told by the opening balance that the statements have', () => {
    const otherwise = { amount: '80', anchoredOn: '2026-03-02', counts: 'so_far', dating: 'closed' } as const;
    const unconfirmed: ChainState = { ...opened, opening: { amount: '100', anchoredOn: '2026-03-01', otherwise } };
    const first = said(unconfirmed, '2026-03-04', '147', '2026-03-03');
    const second = said(first, '2026-03-05', '187', '2026-03-04');
    const { amount = '', bankBalance = '', on = '' } = differenceOf(second) ?? {};
    const books = bookBalanceOn({ chain: second, days: busy, carriedForward: [] }, on);

    expect(books).toEqual(add(amountOf(bankBalance), amountOf(amount)));
  });

  it('is since no later day than that of the balance that tells it', () => {
    const likely = { difference: '-7', on: '2026-03-03', counts: 'closed_day' } as const;
    const mismatch = { amount: '137', on: '2026-03-04', difference: '23', likely, since: seen.at };
    const agreed = { matchedOn: '2026-03-03', matched: { amount: '130', on: '2026-03-03' }, seenOn: '2026-03-04' };
    const sameDay: ChainState = { ...kept, balance: { ...agreed, mismatch } };

    expect(differenceOf(sameDay)).toMatchObject({ amount: '-7', since: '2026-03-03', on: '2026-03-03' });
  });

  it('is told as before where the one in force goes on to show it', () => {
    const again = said(said(kept, '2026-03-04', '123', '2026-03-03'), '2026-03-05', '153', '2026-03-04');

    expect(differenceOf(again)).toMatchObject({ amount: '7', on: '2026-03-04' });
  });
});

describe('balances that are dated otherwise than before', () => {
  const busy = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '30'], ['2026-03-05', '40']);
  const kept: ChainState = { ...opened, convention: { dating: 'closed', counts: 'closed_day' } };
  const said = (chain: ChainState, ...readings: readonly BankReading[]): ChainState =>
    readings.reduce((so, one) => chainAfterReading({ chain: so, days: busy, carriedForward: [] }, one, 7).chain, chain);
  const undated = [reading('2026-03-03', '130'), reading('2026-03-04', '160'), reading('2026-03-05', '200')] as const;

  it('prove nothing on the first day, which one line may explain, and on the second by another gap', () => {
    const first = said(kept, undated[0]);
    const sameDay = said(first, undated[0]);
    const second = said(first, undated[1]);

    expect(first.balance?.matchedOn).toBeUndefined();
    expect(sameDay.balance?.matchedOn).toBeUndefined();
    expect(second.balance?.matchedOn).toBe('2026-03-04');
  });

  it('prove nothing by the same gap again', () => {
    const even = daysOf(['2026-03-03', '20'], ['2026-03-04', '20']);
    const [first, second] = [reading('2026-03-03', '120'), reading('2026-03-04', '140')];
    const once = chainAfterReading({ chain: kept, days: even, carriedForward: [] }, first, 7).chain;
    const twice = chainAfterReading({ chain: once, days: even, carriedForward: [] }, second, 7);

    expect(twice.agrees).toBe(false);
    expect(differenceOf(twice.chain)).toBeUndefined();
  });

  it('take a difference back that neither convention shows any more, and prove nothing', () => {
    const wrong = said(kept, reading('2026-03-03', '150', { dated: '2026-03-02' }));
    const right = said(wrong, undated[1]);

    expect(differenceOf(wrong)).toBeDefined();
    expect(differenceOf(right)).toBeUndefined();
    expect(right.balance?.matchedOn).toBeUndefined();
  });

  it('prove nothing on the day after one that the other convention alone explained', () => {
    const other = said(opened, reading('2026-03-03', '110'));
    const byChance = said(other, undated[1]);

    expect(other.balance?.leaning).toMatchObject({ counts: 'closed_day' });
    expect(byChance.balance?.matchedOn).toBeUndefined();
  });

  it('tell their convention beside that of the others, which stays told', () => {
    const both = said(kept, undated[0], undated[1]);
    const asBefore = said(both, reading('2026-03-05', '160', { dated: '2026-03-04' }));

    expect(both.convention).toEqual({
      dating: 'none',
      counts: 'so_far',
      before: [{ dating: 'closed', counts: 'closed_day' }],
    });
    expect(asBefore.balance?.matched).toMatchObject({ amount: '160', counts: 'closed_day' });
  });

  it('leave what others have begun to tell', () => {
    const begun = said({ ...opened, convention: { dating: 'asked', counts: 'so_far' } }, undated[0]);
    const between = said(begun, reading('2026-03-04', '160', { dated: '2026-03-04' }));

    expect(between.balance?.matchedOn).toBe('2026-03-04');
    expect(said(between, undated[2]).convention?.dating).toBe('none');
  });
});

describe('an opening balance that was computed from a balance dated otherwise', () => {
  // The first balance was dated with the day on which the bank was asked, and counted its line of 50 too.
  const otherwise = { amount: '150', anchoredOn: '2026-02-28', counts: 'closed_day', dating: 'asked' } as const;
  const unconfirmed: ChainState = { ...opened, opening: { amount: '100', anchoredOn: '2026-03-01', otherwise } };
  const busy = daysOf(['2026-03-01', '50'], ['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '30']);
  const said = (chain: ChainState, ...readings: readonly BankReading[]): ChainState =>
    readings.reduce((so, one) => chainAfterReading({ chain: so, days: busy, carriedForward: [] }, one, 7).chain, chain);

  it('stands where balances without a day count closed days, once a second one by another gap tells so', () => {
    const first = said(unconfirmed, reading('2026-03-03', '160'));
    const sameDay = said(first, reading('2026-03-03', '160'));
    const second = said(first, reading('2026-03-04', '180'));

    expect(first.balance?.matchedOn).toBeUndefined();
    expect(sameDay.balance?.matchedOn).toBeUndefined();
    expect(second.balance?.matchedOn).toBe('2026-03-03');
    expect(second.opening).toEqual({ amount: '100', anchoredOn: '2026-03-01' });
    expect(second.convention).toEqual({ dating: 'none', counts: 'closed_day' });
  });

  it('agrees on a day without a line, which counts the same by either convention', () => {
    const once = said(unconfirmed, reading('2026-03-03', '160'));
    const quiet = said(once, reading('2026-03-05', '210'));

    expect(differenceOf(once)).toBeUndefined();
    expect(quiet.balance?.matchedOn).toBe('2026-03-05');
  });

  it('is no other explanation of balances dated alike', () => {
    const first = said(unconfirmed, reading('2026-03-03', '160', { dated: '2026-03-03' }));

    expect(first.balance?.leaning).toBeUndefined();
    expect(differenceOf(first)).toMatchObject({ amount: '20' });
  });
});

describe('an agreement that was chance', () => {
  // The bank has begun to count everything so far and errs by 7.00, just what it books on the 4th.
  const lines = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '-7'], ['2026-03-05', '1']);
  const kept: ChainState = {
    ...opened,
    convention: { dating: 'closed', counts: 'closed_day' },
    balance: { matchedOn: '2026-03-02', seenOn: '2026-03-03', matched: { amount: '110', on: '2026-03-02' } },
  };
  const said = (chain: ChainState, day: string, amount: string, dated: string): ChainState =>
    chainAfterReading({ chain, days: lines, carriedForward: [] }, reading(day, amount, { dated }), 7).chain;
  const byChance = said(kept, '2026-03-04', '130', '2026-03-03');

  it('is taken back when the next balance shows the other convention the same difference', () => {
    const next = said(byChance, '2026-03-05', '131', '2026-03-04');

    expect(byChance.balance?.matchedOn).toBe('2026-03-03');
    expect(next.balance).toMatchObject({
      matchedOn: '2026-03-02',
      withdrawn: { from: '2026-03-02', to: '2026-03-03', reason: 'balance_restated' },
    });
    expect(completeDayOf(next)).toBe('2026-03-02');
  });

  it('is taken back by a balance that is dated otherwise and differs by as much', () => {
    const soFar: ChainState = { ...kept, convention: { dating: 'closed', counts: 'so_far' } };
    const agreed = said(soFar, '2026-03-04', '123', '2026-03-03');
    const undated = reading('2026-03-05', '117');
    const next = chainAfterReading({ chain: agreed, days: lines, carriedForward: [] }, undated, 7).chain;

    expect(agreed.balance?.matchedOn).toBe('2026-03-04');
    expect(differenceOf(next)).toMatchObject({ amount: '7' });
    expect(next.balance?.matchedOn).toBe('2026-03-02');
  });

  it('is taken back together with the one before that the same error explains', () => {
    // 7.00 too much on the 4th and the 5th, with a line of -7.00 on each.
    const twice = daysOf(['2026-03-02', '10'], ['2026-03-03', '20'], ['2026-03-04', '-7'], ['2026-03-05', '-7']);
    const told = (chain: ChainState, day: string, amount: string, dated: string): ChainState =>
      chainAfterReading({ chain, days: twice, carriedForward: [] }, reading(day, amount, { dated }), 7).chain;
    const again = told(told(kept, '2026-03-04', '130', '2026-03-03'), '2026-03-05', '123', '2026-03-04');
    const next = told(again, '2026-03-06', '123', '2026-03-05');

    expect(again.balance?.matchedOn).toBe('2026-03-04');
    expect(next.balance?.matchedOn).toBe('2026-03-02');
  });

  it('stays when the next balance shows it another one', () => {
    const next = said(byChance, '2026-03-05', '150', '2026-03-04');

    expect(next.balance?.matchedOn).toBe('2026-03-03');
  });

  it('leaves no day complete that ran on when the bank was asked the time before', () => {
    const ran: ChainState = {
      ...kept,
      balance: { matchedOn: '2026-03-02', seenOn: '2026-03-02', matched: { amount: '110', on: '2026-03-02' } },
    };
    const next = said(said(ran, '2026-03-04', '130', '2026-03-03'), '2026-03-05', '131', '2026-03-04');

    expect(completeDayOf(next)).toBe('2026-03-01');
  });
});
