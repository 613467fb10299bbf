import {
  day,
  dayText,
  moment,
  momentText,
  relativeDay,
  today,
} from '../../../../shared/presentation/pages/components/when.ts';

const now = '2026-11-28T09:00:00.000Z';

describe('a day', () => {
  it('is written in full, short for a table, and without its year', () => {
    expect(dayText('en', '2026-12-07')).toBe('7 December 2026');
    expect(dayText('en', '2026-12-07', 'table')).toBe('7 Dec 2026');
    expect(dayText('nl', '2026-12-07', 'near')).toBe('7 december');
    expect(String(day('fr', '2026-12-07'))).toBe('<time datetime="2026-12-07">7 décembre 2026</time>');
  });

  it('is the first in French words where it is the first of a month, and only there', () => {
    expect(dayText('fr', '2026-12-01')).toBe('1er décembre 2026');
    expect(dayText('fr', '2026-12-01', 'table')).toBe('1er déc. 2026');
    expect(dayText('fr', '2026-12-11', 'near')).toBe('11 décembre');
    expect(dayText('es', '2026-12-01')).toBe('1 de diciembre de 2026');
  });

  it.each([
    ['2026-12-07', 'in 9 days (7 December)'],
    ['2026-11-28', 'today (28 November)'],
    ['2026-11-27', 'yesterday (27 November)'],
    ['2027-01-01', 'in 34 days (1 January 2027)'],
  ])('as seen from now has its date behind it: %s', (date, text) => {
    expect(String(relativeDay('en', date, now))).toBe(`<time datetime="${date}">${text}</time>`);
  });
});

describe('a moment', () => {
  it.each([
    ['2026-11-28T07:41:00.000Z', 'today 08:41'],
    ['2026-11-27T13:40:00.000Z', 'yesterday 14:40'],
    ['2026-11-29T01:40:00.000Z', 'tomorrow 02:40'],
    ['2026-11-20T13:40:00.000Z', '20 November 14:40'],
    ['2025-07-01T22:30:00.000Z', '2 July 2025 00:30'],
  ])('%s is told in the zone of the house: %s', (at, text) => {
    expect(momentText('en', at, now)).toBe(text);
  });

  it('shows its full date and zone', () => {
    expect(String(moment('en', '2026-11-28T07:41:00.000Z', now))).toBe(
      '<time datetime="2026-11-28T07:41:00.000Z" title="Saturday, 28 November 2026 at 08:41:00 CET">today 08:41</time>',
    );
  });

  it('belongs to the day of Brussels, also shortly after midnight there', () => {
    expect(today('2026-11-27T23:30:00.000Z')).toBe('2026-11-28');
  });
});
