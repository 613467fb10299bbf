import { expiringFromDays } from '../../../../shared/domain/connections/authorization.ts';
import {
  dueReminderStep,
  endingOf,
  firstCheckOn,
  isSamePeriod,
  nextCheckOn,
  type Ending,
} from '../../../../shared/domain/alerts/ending.ts';
import { reminderSchedule, reminderStepFor } from '../../../../shared/domain/alerts/reminderSchedule.ts';

const anEnding = (overrides: Partial<Ending> = {}): Ending => ({
  authorizedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-06-30T10:00:00.000Z',
  lastDay: '2026-06-30',
  ...overrides,
});

describe('the ladder', () => {
  it('begins where an authorization counts as expiring', () => {
    expect(reminderSchedule).toEqual([30, 14, 7, 3, 1, 0]);
    expect(reminderSchedule[0]).toBe(expiringFromDays);
  });

  it.each([
    [31, undefined],
    [30, 30],
    [29, 30],
    [15, 30],
    [14, 14],
    [8, 14],
    [7, 7],
    [4, 7],
    [3, 3],
    [2, 3],
    [1, 1],
    [0, 0],
    [-5, 0],
  ])('with %d days left is at the rung %d', (daysLeft, rung) => {
    expect(reminderStepFor(daysLeft)).toBe(rung);
  });
});

describe('the end of an authorization', () => {
  it('is the day in Brussels on which it ends', () => {
    expect(endingOf({ expiresAt: '2026-06-29T22:30:00.000Z', revoked: false })?.lastDay).toBe('2026-06-30');
    expect(endingOf({ expiresAt: '2026-12-30T22:30:00.000Z', revoked: false })?.lastDay).toBe('2026-12-30');
  });

  it('is the day on which the bank refused it, where that came before the end that was expected', () => {
    const expiresAt = '2026-06-30T10:00:00.000Z';

    expect(endingOf({ expiresAt, endedAt: '2026-04-02T22:30:00.000Z', revoked: false })).toMatchObject({
      expiresAt: '2026-04-02T22:30:00.000Z',
      lastDay: '2026-04-03',
    });
    expect(endingOf({ endedAt: '2026-04-02T08:00:00.000Z', revoked: false })?.lastDay).toBe('2026-04-02');
    expect(endingOf({ expiresAt, endedAt: '2026-07-02T08:00:00.000Z', revoked: false })?.lastDay).toBe('2026-06-30');
  });

  it('is nothing to warn of where nobody knows it, or the account is no longer shared', () => {
    expect(endingOf({ revoked: false })).toBeUndefined();
    expect(endingOf({ expiresAt: 'soon', revoked: false })).toBeUndefined();
    expect(endingOf({ expiresAt: '2026-06-30T10:00:00.000Z', revoked: true })).toBeUndefined();
  });

  it.each([
    ['2026-05-30T21:59:00.000Z', undefined],
    ['2026-05-30T22:00:00.000Z', 30],
    ['2026-06-16T05:00:00.000Z', 14],
    ['2026-06-29T21:59:00.000Z', 1],
    ['2026-06-29T22:00:00.000Z', 0],
    ['2026-07-20T05:00:00.000Z', 0],
    ['2027-07-20T05:00:00.000Z', undefined],
  ])('at %s is due for the rung %s', (now, rung) => {
    expect(dueReminderStep(anEnding(), now)).toBe(rung);
  });

  it('has no rung on days before the authorization was given', () => {
    const threeWeeks = anEnding({ authorizedAt: '2026-06-09T10:00:00.000Z' });

    expect(dueReminderStep(threeWeeks, '2026-06-09T12:00:00.000Z')).toBeUndefined();
    expect(dueReminderStep(threeWeeks, '2026-06-15T12:00:00.000Z')).toBeUndefined();
    expect(dueReminderStep(threeWeeks, '2026-06-16T12:00:00.000Z')).toBe(14);
  });

  it('still has the rung of the last day when it was given on that day', () => {
    expect(dueReminderStep(anEnding({ authorizedAt: '2026-06-30T06:00:00.000Z' }), '2026-06-30T07:00:00.000Z')).toBe(0);
  });

  // In Belgium the clock goes forward on 29 March 2026 and back on 25 October 2026.
  it.each([
    ['2026-03-29T22:30:00.000Z', '2026-03-28T23:30:00.000Z', 1],
    ['2026-03-30T10:00:00.000Z', '2026-03-29T00:30:00.000Z', 1],
    ['2026-04-11T21:59:00.000Z', '2026-03-28T06:00:00.000Z', 14],
    ['2026-10-25T22:30:00.000Z', '2026-10-25T00:30:00.000Z', 0],
    ['2026-10-26T10:00:00.000Z', '2026-10-24T22:00:00.000Z', 1],
    ['2026-11-23T22:59:00.000Z', '2026-10-24T22:00:00.000Z', 30],
  ])('%s seen from %s counts calendar days over a change of the clock', (expiresAt, now, rung) => {
    const ending = endingOf({ expiresAt, revoked: false });

    expect(ending && dueReminderStep(ending, now)).toBe(rung);
  });
});

describe('the days on which an ending is looked at', () => {
  it('are the rungs and the day after', () => {
    const days: string[] = [];
    let day: string | undefined = firstCheckOn(anEnding(), '2026-01-01');
    while (day !== undefined) {
      days.push(day);
      day = nextCheckOn(anEnding(), day);
    }

    expect(days).toEqual([
      '2026-05-31',
      '2026-06-16',
      '2026-06-23',
      '2026-06-27',
      '2026-06-29',
      '2026-06-30',
      '2026-07-01',
    ]);
  });

  it('begin today when the ladder has begun', () => {
    expect(firstCheckOn(anEnding(), '2026-06-20')).toBe('2026-06-20');
    expect(firstCheckOn(anEnding(), '2026-08-20')).toBe('2026-08-20');
  });
});

describe('a period', () => {
  it.each([
    ['a later authorization', { authorizedAt: '2026-06-10T10:00:00.000Z', lastDay: '2026-06-30' }],
    ['an end more than a ladder later', { authorizedAt: '2026-01-01T10:00:00.000Z', lastDay: '2026-07-31' }],
    ['an end more than a ladder later, without a begin', { lastDay: '2026-12-27' }],
  ])('is another one with %s', (_, now) => {
    expect(isSamePeriod(anEnding(), now)).toBe(false);
  });

  it.each([
    ['the estimate moved back', { authorizedAt: '2026-01-01T10:00:00.000Z', lastDay: '2026-06-02' }],
    ['the estimate moved on a little', { authorizedAt: '2026-01-01T10:00:00.000Z', lastDay: '2026-07-05' }],
    ['the begin was left out', { lastDay: '2026-06-30' }],
    ['the begin is told in another spelling', { authorizedAt: '2026-01-01T11:00:00+01:00', lastDay: '2026-06-30' }],
  ])('goes on when %s', (_, now) => {
    expect(isSamePeriod(anEnding(), now)).toBe(true);
  });
});
