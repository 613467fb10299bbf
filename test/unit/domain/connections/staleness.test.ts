import { isLate, isSilent } from '../../../../shared/domain/connections/staleness.ts';
import { weekOfEnd } from '../../../../shared/domain/connections/authorization.ts';

const now = '2026-03-10T07:40:00.000Z';

describe('a run of a schedule', () => {
  it.each([
    ['every_6_hours', '2026-03-10T01:40:00.000Z', false],
    ['every_6_hours', '2026-03-09T19:40:00.000Z', true],
    ['every_12_hours', '2026-03-09T19:40:00.000Z', false],
    ['every_12_hours', '2026-03-09T17:39:00.000Z', true],
    // The night in which the clock goes back is an hour longer.
    ['daily', '2026-03-09T06:40:00.000Z', false],
    ['daily', '2026-03-08T07:40:00.000Z', true],
    ['weekly', '2026-03-03T07:40:00.000Z', false],
    ['monthly', '2026-02-07T07:40:00.000Z', false],
    ['monthly', '2026-01-31T07:40:00.000Z', true],
  ] as const)('%s after one at %s: late is %s', (frequency, lastRunAt, late) => {
    expect(isLate(lastRunAt, now, frequency)).toBe(late);
  });

  it('that is the first one is never late', () => {
    expect(isLate(undefined, now, 'every_6_hours')).toBe(false);
  });
});

describe('a bank', () => {
  it.each([
    ['every_6_hours', '2026-03-08T08:00:00.000Z', false],
    ['every_6_hours', '2026-03-08T07:00:00.000Z', true],
    ['weekly', '2026-03-03T07:00:00.000Z', false],
    ['weekly', '2026-03-02T07:00:00.000Z', true],
  ] as const)('read %s that gave its last lines at %s: silent is %s', (frequency, synchronizedAt, silent) => {
    expect(isSilent(synchronizedAt, now, frequency)).toBe(silent);
  });

  it('that Ponto has not reached yet is not called silent', () => {
    expect(isSilent(undefined, now, 'daily')).toBe(false);
  });
});

describe('the week in which an authorization ends', () => {
  it.each([
    ['2026-03-10T07:00:00.000Z', 'ended'],
    ['2026-03-10T08:00:00.000Z', 'this_week'],
    ['2026-03-16T12:00:00.000Z', 'this_week'],
    ['2026-03-17T12:00:00.000Z', 'week_2'],
    ['2026-03-30T12:00:00.000Z', 'week_3'],
    ['2026-04-06T12:00:00.000Z', 'week_4'],
    ['2026-04-07T12:00:00.000Z', 'later'],
    ['no moment', undefined],
    [undefined, undefined],
  ])('%s is %s', (expiresAt, week) => {
    expect(weekOfEnd(expiresAt, now)).toBe(week);
  });
});
