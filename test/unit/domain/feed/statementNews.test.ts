import {
  judgedAnew,
  judgedAnewFrom,
  marksOf,
  statementNews,
  toldListsOf,
  toldProofOf,
} from '../../../../shared/domain/feed/statementNews.ts';
import type { ChainState, Statement } from '../../../../shared/domain/statements/statement.ts';

const asItIs = (text: string): string => text;

const aStatement = (day: string, overrides: Partial<Statement> = {}): Statement => ({
  number: '2026-0003',
  period: { from: day, to: day },
  openingBalance: '100',
  closingBalance: '87.5',
  lineCount: 1,
  totalCredit: '0',
  totalDebit: '-12.5',
  after: 0,
  through: 9,
  carriesLate: false,
  lastRecord: 9,
  proof: { verdict: 'unproven' },
  ...overrides,
});

const newsOf = (told: readonly Statement[], open: readonly Statement[], finals: readonly Statement[] = []) =>
  statementNews(
    { statements: marksOf(told, asItIs) },
    { open, marks: marksOf(open, asItIs), finals, judged: [], unsettled: [] },
  );

const [first, second, third] = ['2026-03-10', '2026-03-11', '2026-03-12'].map((day) => aStatement(day));
if (!first || !second || !third) throw new Error('there are three days');

describe('what of the statements is to be told', () => {
  it('is nothing while they stand as they were told, however far the ledger has gone on', () => {
    expect(newsOf([first, second], [{ ...first, through: 12 }, second])).toBeUndefined();
  });

  it('is a statement on which another line of the same amount stands', () => {
    expect(newsOf([first, second], [first, { ...second, lastRecord: 12 }])).toEqual({
      days: { from: '2026-03-11', to: '2026-03-11' },
    });
  });

  it('is a new one, and one that has become final', () => {
    expect(newsOf([first, second], [second, third], [first])).toEqual({
      days: { from: '2026-03-10', to: '2026-03-12' },
    });
  });

  it('is one of a day that was changed and may be what it was again', () => {
    const [open, marks] = [[first, second], marksOf([first, second], asItIs)];

    expect(
      statementNews({ statements: marks }, { open, marks, finals: [], judged: [], unsettled: ['2026-03-11'] }),
    ).toEqual({ days: { from: '2026-03-11', to: '2026-03-11' } });
  });

  it('is an open one that is no more', () => {
    expect(newsOf([first, second], [first])).toEqual({ removed: ['2026-03-11'] });
  });
});

describe('the long lists that were told', () => {
  const long = (day: string, through: number): Statement => aStatement(day, { lineCount: 21, through });
  const daysOf = (month: string): readonly string[] =>
    Array.from({ length: 28 }, (_, index) => `2026-${month}-${String(index + 1).padStart(2, '0')}`);

  it('are those of open statements, of a month of days at the most, the last ones', () => {
    const open = [...daysOf('03'), ...daysOf('04')].map((day) => long(day, 9));

    expect(toldListsOf([long('2026-03-10', 12), second])).toEqual([
      { from: '2026-03-10', to: '2026-03-10', through: 12 },
    ]);
    expect(toldListsOf(open).map(({ from }) => from)).toEqual([...daysOf('03').slice(-3), ...daysOf('04')]);
  });

  it('need not be told again, but of one that has become final', () => {
    const [one, other] = [long('2026-03-10', 12), long('2026-03-11', 12)];
    const lists = [one, other].map(({ period }) => ({ ...period, through: 9 }));
    const published = { lists, finalFrom: '2026-03-01', finalUpTo: '2026-03-09' };

    expect(
      statementNews(published, {
        open: [other],
        marks: marksOf([other], asItIs),
        finals: [one],
        judged: [],
        unsettled: [],
      }),
    ).toEqual({ days: { from: '2026-03-10', to: '2026-03-11' }, held: { open: lists.slice(1) } });
  });

  it('are told apart from those of final statements', () => {
    const published = { finalFrom: '2026-03-01', finalUpTo: '2026-03-10' };

    expect(statementNews(published, { open: [], marks: {}, finals: [], judged: [first], unsettled: [] })).toEqual({
      days: first.period,
      held: { final: { from: '2026-03-01', to: '2026-03-10' } },
    });
  });
});

describe('final statements that are judged otherwise than they were told', () => {
  const matched = { amount: '87.5', on: '2026-03-13', counts: 'so_far' } as const;
  const balance = { matchedOn: '2026-03-13', seenOn: '2026-03-14', through: 9 };
  const chain: ChainState = {
    opening: { amount: '0', anchoredOn: '2026-03-09', bankBalance: '0', seenOn: '2026-03-09' },
    coversFrom: '2026-03-08',
    final: { periodTo: '2026-03-12', closing: '87.5', through: 9 },
    balance,
  };
  const agreeing: ChainState = { ...chain, balance: { ...balance, matched } };
  const [before, now] = [toldProofOf(chain, asItIs), toldProofOf(agreeing, asItIs)];
  const provenThen = { ...second, proof: { verdict: 'proven' } } satisfies Statement;

  it('are looked for among all when the bank agrees again, or no longer, with days that had agreed before', () => {
    expect(judgedAnewFrom(before, now, agreeing)).toBe('2026-03-08');
    expect(judgedAnewFrom(now, before, chain)).toBe('2026-03-08');
    expect(judgedAnewFrom(now, now, agreeing)).toBeUndefined();
  });

  it('are those that nobody had proven, of days that the bank can tell of', () => {
    const beforeTheFirstBalance = aStatement('2026-03-09');

    expect(judgedAnew([beforeTheFirstBalance, first, provenThen, third], before, now, agreeing)).toEqual([
      first,
      third,
    ]);
  });

  describe('while books and bank differ', () => {
    const differing = (on: string, difference: string): ChainState => ({
      ...chain,
      balance: {
        ...balance,
        matchedOn: '2026-03-09',
        mismatch: { amount: '80', on, difference, since: `${on}T08:00:00Z` },
      },
    });
    const onTheEleventh = toldProofOf(differing('2026-03-11', '7'), asItIs);

    it('are none where the next balance differs by as much, but those that begin behind the one before', () => {
      const later = differing('2026-03-14', '7');
      const now = toldProofOf(later, asItIs);

      expect(judgedAnewFrom(now, toldProofOf(differing('2026-03-15', '7'), asItIs), later)).toBeUndefined();
      for (const [one, other] of [
        [onTheEleventh, now],
        [now, onTheEleventh],
      ] as const) {
        expect(judgedAnewFrom(one, other, later)).toBe('2026-03-12');
        expect(judgedAnew([second, third], one, other, later)).toEqual([third]);
      }
    });

    it('are all since the last agreement where it differs by another amount', () => {
      const other = differing('2026-03-11', '8');

      expect(judgedAnewFrom(onTheEleventh, toldProofOf(other, asItIs), other)).toBe('2026-03-09');
    });
  });
});
