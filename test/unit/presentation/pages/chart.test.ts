import { chart } from '../../../../shared/presentation/pages/account/chart.ts';
import { amountAxis, dayAxis } from '../../../../shared/presentation/pages/account/chartAxes.ts';
import {
  chartDataOf,
  chartRange,
  maxSteps,
  placeOfDay,
  type ChartData,
} from '../../../../shared/presentation/pages/account/chartData.ts';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import { aStatementBody, readable } from '../../../builders/accountPages.ts';

const range = { from: '2026-11-01', to: '2026-11-30' };
const on = (day: string, closingBalance: string, rest: Parameters<typeof aStatementBody>[0] = {}) =>
  aStatementBody({
    period: { from: day, to: day },
    openingBalance: '100.00',
    closingBalance,
    proof: { verdict: 'unproven', awaiting: 'later_balance' },
    ...rest,
  });
const dataOf = (...args: Parameters<typeof chartDataOf>): ChartData => {
  const data = chartDataOf(...args);
  if (!data) throw new Error('nothing to draw');
  return data;
};
const drawn = (data: ChartData, gaps: Parameters<typeof chart>[0]['gaps'] = []): string =>
  String(chart({ language: 'en', currency: 'EUR', data, gaps }));

describe('what a chart draws', () => {
  it('is the balance at the end of each day, oldest first, held until it is known to be complete', () => {
    const data = dataOf([on('2026-11-10', '130.00'), on('2026-11-03', '120.00')], range, '2026-11-12');

    expect(data).toMatchObject({
      opening: '100.00',
      begins: '2026-11-03',
      ends: '2026-11-12',
      steps: [
        { day: '2026-11-03', amount: '120.00' },
        { day: '2026-11-10', amount: '130.00' },
      ],
    });
  });

  it('has one mark for a balance of the bank, however many statements it proves', () => {
    const proof = { verdict: 'proven', by: 'bank', bankBalance: '130.00', bankBalanceAt: '2026-11-10' } as const;
    const data = dataOf(
      [on('2026-11-10', '130.00', { proof }), on('2026-11-03', '120.00', { proof })],
      range,
      undefined,
    );

    expect(data.marks).toEqual([{ day: '2026-11-10', amount: '130.00', books: '130.00' }]);
  });

  it('shows the books and the bank of a day apart, exactly, where they differ', () => {
    const proof = {
      verdict: 'broken',
      bankBalance: '9007199254740993.10',
      bankBalanceAt: '2026-11-10T08:00:00.000Z',
      difference: '-0.20',
    } as const;
    const data = dataOf([on('2026-11-10', '9007199254740992.90', { proof })], range, undefined);

    expect(data.marks).toEqual([
      { day: '2026-11-10', amount: '9007199254740993.10', books: '9007199254740992.90', difference: '-0.20' },
    ]);
  });

  it('takes what the bank counts from before the books out of its balance, so that it stands on the line', () => {
    const proof = {
      verdict: 'proven',
      by: 'bank',
      bankBalance: '135.00',
      bankBalanceAt: '2026-11-10',
      beforeStart: '5.00',
    } as const;

    expect(dataOf([on('2026-11-10', '130.00', { proof })], range, undefined).marks).toEqual([
      { day: '2026-11-10', amount: '130.00', books: '130.00' },
    ]);
  });

  it('is nothing without statements in the range, and no more than it can hold', () => {
    const many = Array.from({ length: maxSteps + 50 }, (_, index) => on(addDays('2026-11-30', -index), '1.00'));

    expect(chartDataOf([on('2026-10-31', '1.00')], range, undefined)).toBeUndefined();
    expect(chartDataOf(many, { from: '2020-01-01', to: '2026-11-30' }, undefined)?.steps).toHaveLength(maxSteps);
  });

  it('covers a year at most, never the future, and not much more than there is', () => {
    expect(chartRange({ begins: '2026-03-01' }, '2026-11-29').from).toBe('2026-03-01');
    expect(chartRange({ begins: '2026-11-28' }, '2026-11-29').from).toBe('2026-11-02');
    expect(chartRange({ begins: '2001-01-01' }, '2026-11-29').from).toBe('2025-11-29');
    expect(chartRange({}, '2026-11-29')).toEqual({ from: '2025-11-29', to: '2026-11-29' });
    expect(chartRange({ from: '2001-01-01', to: '2099-01-01' }, '2026-11-29').to).toBe('2026-11-29');
    expect(chartRange({ from: '2001-01-01' }, '2026-11-29').from).toBe('2025-11-29');
    expect(chartRange({ from: '2026-12-31', to: '2026-06-30' }, '2026-11-29').from).toBe('2025-06-30');
  });
});

describe('the axes', () => {
  it('are round numbers as the language writes them', () => {
    const data = dataOf([on('2026-11-10', '49123.45'), on('2026-11-03', '-1250.10')], range, undefined);

    expect(amountAxis('nl', data).ticks.map(({ label }) => label)).toEqual([
      '-20.000',
      '0',
      '20.000',
      '40.000',
      '60.000',
    ]);
  });

  it('keep a flat balance in the middle', () => {
    const data = dataOf([on('2026-11-10', '100.00')], range, undefined);

    expect(amountAxis('en', data).heightOf('100.00')).toBeGreaterThan(60);
    expect(amountAxis('en', data).heightOf('100.00')).toBeLessThan(180);
  });

  it('name weeks of a month and months of a year, the year in January', () => {
    expect(dayAxis('en', range).map(({ label }) => label)).toEqual(['2 Nov', '9 Nov', '16 Nov', '23 Nov', '30 Nov']);
    expect(dayAxis('nl', { from: '2025-11-15', to: '2026-02-15' }).map(({ label }) => label)).toEqual([
      'dec',
      '2026',
      'feb',
    ]);
    expect(placeOfDay(range, '2026-11-16')).toBe(0.5);
  });
});

describe('a chart', () => {
  const proof = { verdict: 'broken', bankBalance: '123.00', bankBalanceAt: '2026-11-10', difference: '7.00' } as const;
  const broken = dataOf([on('2026-11-10', '130.00', { proof }), on('2026-11-03', '120.00')], range, '2026-11-10');

  it('says all that it draws: to whoever hears it, on each day, and as a table', () => {
    const page = drawn(broken);

    expect(page).toContain('role="img"');
    expect(page).toContain('aria-label="Balance from 3 November 2026 to 10 November 2026; at the end 130.00');
    expect(page).toMatch(/<title>\s*3 November 2026: 120.00.EUR\s*<\/title>/);
    expect(page).toMatch(/10 November 2026: 130.00.EUR in the books, 123.00.EUR at the bank. Difference: 7.00.EUR/);
    expect(readable(chart({ language: 'en', currency: 'EUR', data: broken, gaps: [] }))).toMatch(
      /10 Nov 2026 130.00 123.00 7.00 3 Nov 2026 120.00/,
    );
  });

  it('draws a difference as a way from the books to the bank, with its amount once', () => {
    const again = on('2026-11-12', '131.00', {
      proof: { ...proof, bankBalance: '124.00', bankBalanceAt: '2026-11-12' },
    });
    const data = dataOf([again, on('2026-11-10', '130.00', { proof })], range, undefined);

    expect(drawn(data).match(/class="differs"/g)).toHaveLength(2);
    expect(drawn(data).match(/differs by 7.00/g)).toHaveLength(1);
  });

  it('hatches the days without a permission', () => {
    expect(drawn(broken)).not.toContain('url(#hatch)');
    expect(drawn(broken, [{ from: '2026-11-16', to: '2026-11-30' }])).toContain('x="50%" width="50%"');
  });

  it('carries no style of its own, which the policy of the pages forbids', () => {
    expect(drawn(broken)).not.toMatch(/\sstyle=|<style/);
  });
});
