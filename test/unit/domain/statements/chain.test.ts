import fc from 'fast-check';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { add, equals, formatDecimal } from '../../../../shared/domain/money/decimal.ts';
import { buildChain, buildEarlier } from '../../../../shared/domain/statements/chain.ts';
import type { ChainState } from '../../../../shared/domain/statements/statement.ts';
import { movementUpTo } from '../../../../shared/domain/statements/bankComparison.ts';
import { aClosedChain, daysOf } from '../../../builders/ledger.ts';

const opened: ChainState = { opening: { amount: '100', anchoredOn: '2026-03-01' }, coversFrom: '2026-03-01' };
const input = {
  chain: opened,
  statementPeriod: 'daily' as const,
  carriedForward: [],
  sequence: 7,
  today: '2026-03-20',
};
const lateLine = {
  sequence: 6,
  line: 6,
  executionDate: '2026-03-02',
  carryForward: { kind: 'late_line' as const, amount: '-1' },
};
const matched = (on: string, seenOn: string): ChainState => ({
  ...opened,
  balance: { matchedOn: on, matched: { amount: '0', on }, seenOn },
});

describe('buildChain', () => {
  it('makes no statement while no opening balance is known', () => {
    expect(buildChain({ ...input, chain: {}, days: daysOf(['2026-03-02', '5']) })).toEqual({
      statements: [],
      finalCount: 0,
      chain: {},
    });
  });

  it('makes one for each period with lines, each opening with the closing before', () => {
    const { statements } = buildChain({
      ...input,
      days: daysOf(['2026-03-02', '5.5'], ['2026-03-02', '-2'], ['2026-03-04', '-1']),
    });

    expect(statements).toMatchObject([
      {
        number: '2026-0001',
        period: { from: '2026-03-02', to: '2026-03-02' },
        openingBalance: '100',
        closingBalance: '103.5',
        lineCount: 2,
        totalCredit: '5.5',
        totalDebit: '-2',
      },
      {
        number: '2026-0002',
        period: { from: '2026-03-04', to: '2026-03-04' },
        openingBalance: '103.5',
        closingBalance: '102.5',
      },
    ]);
  });

  it('numbers by the calendar year of the first day', () => {
    const { statements } = buildChain({
      ...input,
      chain: { ...opened, coversFrom: '2025-12-01' },
      statementPeriod: 'weekly',
      days: daysOf(['2025-12-20', '1'], ['2026-01-01', '1'], ['2026-01-05', '1']),
    });

    expect(statements.map(({ number }) => number)).toEqual(['2025-0001', '2025-0002', '2026-0001']);
  });

  it('begins with the first day of the books, and after closed days, in mid-period', () => {
    const first = buildChain({
      ...input,
      chain: { ...opened, coversFrom: '2026-03-10' },
      statementPeriod: 'monthly',
      days: daysOf(['2026-03-12', '1']),
    });
    const next = buildChain({
      ...input,
      chain: aClosedChain(),
      statementPeriod: 'monthly',
      days: daysOf(['2026-03-12', '1']),
    });

    expect(first.statements[0]?.period).toEqual({ from: '2026-03-10', to: '2026-03-31' });
    expect(next.statements[0]).toMatchObject({
      period: { from: '2026-03-06', to: '2026-03-31' },
      number: '2026-0005',
      openingBalance: '80',
    });
  });

  it('carries late lines on the earliest open statement', () => {
    const { statements } = buildChain({
      ...input,
      chain: aClosedChain(),
      carriedForward: [lateLine],
      days: daysOf(['2026-03-12', '1'], ['2026-03-13', '1']),
    });

    expect(statements).toMatchObject([
      { lineCount: 2, closingBalance: '80', carriesLate: true, after: 100, through: 7 },
      { lineCount: 1, carriesLate: false, after: 7, through: 7 },
    ]);
  });

  it('makes a statement of today for a late line when none is open, never one of closed days', () => {
    const built = (today: string) =>
      buildChain({ ...input, chain: aClosedChain(), carriedForward: [lateLine], days: new Map(), today }).statements[0]
        ?.period;

    expect(built('2026-03-20')).toEqual({ from: '2026-03-20', to: '2026-03-20' });
    expect(built('2026-03-05')).toEqual({ from: '2026-03-06', to: '2026-03-06' });
  });

  it.each([
    ['proven, and over when it was compared', matched('2026-03-04', '2026-03-05'), '2026-03-05', 2],
    ['proven while the period still ran', matched('2026-03-04', '2026-03-04'), '2026-03-05', 1],
    ['not proven yet', opened, '2026-03-05', 0],
    ['not proven nine days after', opened, '2026-03-13', 1],
    ['not proven ten days after', opened, '2026-03-14', 2],
    ['proven, and the period not over', matched('2026-03-04', '2026-03-04'), '2026-03-04', 1],
  ] as const)('finality: %s', (_case, chain, today, finalCount) => {
    const proven = { ...chain, opening: { amount: '100', anchoredOn: '2026-02-28' } };

    const built = buildChain({
      ...input,
      chain: proven,
      today,
      days: daysOf(['2026-03-03', '5'], ['2026-03-04', '-1']),
    });

    expect(built.finalCount).toBe(finalCount);
    expect(built.chain.numbers ?? {}).toEqual(finalCount === 0 ? {} : { '2026': finalCount });
  });

  it('adds up for any lines, and goes on after any finality without a gap', () => {
    const line = fc.tuple(
      fc.integer({ min: 0, max: 400 }).map((day) => addDays('2026-01-01', day)),
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => formatDecimal({ units: BigInt(cents), scale: 2 })),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.constantFrom('daily', 'weekly', 'monthly'),
        fc.integer({ min: 0, max: 420 }),
        (lines, statementPeriod, day) => {
          const chain: ChainState = {
            opening: { amount: '12.34', anchoredOn: '2025-12-31' },
            coversFrom: '2026-01-01',
          };
          const days = daysOf(...lines);
          const first = buildChain({ ...input, chain, statementPeriod, days, today: addDays('2026-01-01', day) });
          const finals = first.statements.slice(0, first.finalCount);
          const closed = first.chain.final?.periodTo ?? '';
          const left = new Map([...days].filter(([date]) => date > closed));
          const second = buildChain({
            ...input,
            chain: first.chain,
            statementPeriod,
            days: left,
            sequence: 9,
            today: '2028-01-01',
          });
          const all = [...finals, ...second.statements];

          let balance = '12.34';
          const numbers = new Map<string, number>();
          for (const { openingBalance, closingBalance, totalCredit, totalDebit, number, period } of all) {
            expect(openingBalance).toBe(balance);
            expect(
              equals(
                amountOf(closingBalance),
                add(amountOf(openingBalance), add(amountOf(totalCredit), amountOf(totalDebit))),
              ),
            ).toBe(true);
            const year = number.slice(0, 4);
            numbers.set(year, (numbers.get(year) ?? 0) + 1);
            expect([year, Number(number.slice(5))]).toEqual([period.from.slice(0, 4), numbers.get(year)]);
            balance = closingBalance;
          }
          expect(equals(amountOf(balance), add(amountOf('12.34'), movementUpTo(days, '9999-12-31')))).toBe(true);
          expect(all.reduce((count, { lineCount }) => count + lineCount, 0)).toBe(lines.length);
          expect(all.every(({ proof }) => proof.verdict === 'unproven')).toBe(true);
        },
      ),
    );
  });
});

describe('buildEarlier', () => {
  it('makes final statements for the days before, ending where the first one opened', () => {
    const built = buildEarlier({
      chain: aClosedChain(),
      statementPeriod: 'weekly',
      days: daysOf(['2026-02-20', '-5'], ['2026-02-28', '3']),
      sequence: 120,
      coversFrom: '2026-02-15',
    });

    expect(built.statements).toMatchObject([
      {
        number: '2026-0005',
        period: { from: '2026-02-16', to: '2026-02-22' },
        openingBalance: '102',
        closingBalance: '97',
      },
      {
        number: '2026-0006',
        period: { from: '2026-02-23', to: '2026-02-28' },
        closingBalance: '100',
        proof: { verdict: 'unproven' },
      },
    ]);
    expect(built.chain).toEqual({
      ...aClosedChain(),
      opening: { amount: '102', anchoredOn: '2026-03-01' },
      coversFrom: '2026-02-15',
      numbers: { '2026': 6 },
    });
  });
});
