import { schedules, scheduleTimeZone } from '../../../../shared/contracts/schedules.ts';
import { isOverdue } from '../../../../shared/domain/syncs/sync.ts';

describe('a run that is overdue', () => {
  // The schedules of twelve hours fire at 08:40 and 20:40 in Brussels, which is 07:40 and 19:40 UTC in winter.
  const morning = '2026-03-10T07:40:00.000Z';

  it.each([
    ['2026-03-10T19:39:00.000Z', false],
    ['2026-03-10T21:40:00.000Z', false],
    ['2026-03-10T21:40:01.000Z', true],
    ['2026-03-12T00:00:00.000Z', true],
  ])('is one that is two hours late: after the run of the morning, at %s: %s', (now, expected) => {
    expect(isOverdue(morning, schedules.every_12_hours, scheduleTimeZone, now)).toBe(expected);
  });

  it('depends on the frequency', () => {
    const nextMorning = '2026-03-11T10:00:00.000Z';

    const overdue = [schedules.daily, schedules.weekly, schedules.monthly].map((times) =>
      isOverdue(morning, times, scheduleTimeZone, nextMorning),
    );

    expect(overdue).toEqual([true, false, false]);
  });
});
