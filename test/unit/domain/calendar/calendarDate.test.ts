import fc from 'fast-check';
import {
  addDays,
  calendarDateAt,
  dayOf,
  daysBetween,
  firstDayOfMonth,
  isCalendarDate,
  knownTimeZone,
  lastDayOfMonth,
  mondayOf,
} from '../../../../shared/domain/calendar/calendarDate.ts';
import { periodAround, openPeriodAround } from '../../../../shared/domain/statements/period.ts';

const brussels = 'Europe/Brussels';
const anyDate = fc.integer({ min: 0, max: 200_000 }).map((days) => addDays('1900-01-01', days));

describe('calendarDate', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])('knows %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-04-31',
    '',
    '2026-03-10T00:00:00Z',
    '+010000-01-01',
  ])('refuses %j', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('takes local midnight in UTC for the day that it begins, in winter and in summer', () => {
    expect(calendarDateAt('2026-01-01T23:00:00Z', brussels)).toBe('2026-01-02');
    expect(calendarDateAt('2026-07-01T22:00:00.000Z', brussels)).toBe('2026-07-02');
    expect(calendarDateAt('2026-07-01T21:59:59.999999Z', brussels)).toBe('2026-07-01');
    expect(calendarDateAt('2026-03-10T00:00:00Z', brussels)).toBe('2026-03-10');
  });

  it('keeps the day on both sides of a change of the clock', () => {
    expect(calendarDateAt('2026-03-28T23:00:00Z', brussels)).toBe('2026-03-29');
    expect(calendarDateAt('2026-03-29T22:00:00Z', brussels)).toBe('2026-03-30');
    expect(calendarDateAt('2026-10-24T22:00:00Z', brussels)).toBe('2026-10-25');
    expect(calendarDateAt('2026-10-25T23:00:00Z', brussels)).toBe('2026-10-26');
  });

  it.each(['yesterday', '', '-000001-01-01T00:00:00Z', '+010000-06-01T00:00:00Z', '2026-99-01T00:00:00Z'])(
    'finds no day in %j',
    (moment) => {
      expect(calendarDateAt(moment, brussels)).toBeUndefined();
    },
  );

  it('throws on a moment of its own that is none', () => {
    expect(() => dayOf('never', brussels)).toThrow('not a moment');
  });

  it('falls back to the home zone where the bank names none that exists', () => {
    expect([knownTimeZone(undefined), knownTimeZone('Mars/Olympus'), knownTimeZone('Europe/Madrid')]).toEqual([
      brussels,
      brussels,
      'Europe/Madrid',
    ]);
  });

  it('adds days and counts them back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(isCalendarDate(addDays(date, days))).toBe(true);
      }),
    );
  });

  it('ends with the year 9999 instead of leaving the calendar', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(lastDayOfMonth('9999-12-05')).toBe('9999-12-31');
    expect(mondayOf('0001-01-01')).toBe('0001-01-01');
  });

  it.each([
    ['2024-02-10', '2024-02-29'],
    ['2026-02-28', '2026-02-28'],
    ['2026-04-01', '2026-04-30'],
    ['2026-12-31', '2026-12-31'],
  ])('the month of %s ends on %s', (date, end) => {
    expect(lastDayOfMonth(date)).toBe(end);
    expect(firstDayOfMonth(date)).toBe(`${date.slice(0, 7)}-01`);
  });

  it.each([
    ['2026-03-09', '2026-03-09'],
    ['2026-03-15', '2026-03-09'],
    ['2026-01-01', '2025-12-29'],
  ])('the week of %s begins on Monday %s', (date, monday) => {
    expect(mondayOf(date)).toBe(monday);
  });
});

describe('period', () => {
  it('holds its date, and periods of a kind neither overlap nor leave a gap', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom('daily', 'weekly', 'monthly'), (date, kind) => {
        const { from, to } = periodAround(date, kind);

        expect(from <= date && date <= to).toBe(true);
        expect(periodAround(addDays(to, 1), kind).from).toBe(addDays(to, 1));
        expect(periodAround(from, kind)).toEqual({ from, to });
      }),
    );
  });

  it('does not reach back into closed days', () => {
    expect(openPeriodAround('2026-03-20', 'monthly', '2026-03-12')).toEqual({ from: '2026-03-13', to: '2026-03-31' });
  });
});
