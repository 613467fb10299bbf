import { hadOutage, hourOf, lastOutage } from '../../../../shared/domain/institutions/bankOutage.ts';

const at = '2026-03-20T07:40:00.000Z';
const hour = hourOf(at);
const failing = (...counts: readonly (readonly [hoursBack: number, count: number])[]) =>
  new Map(counts.map(([back, count]) => [hour - back, count]));
/** So many a day, at the hour of the schedule, for two weeks. */
const usually = (count: number) =>
  Array.from({ length: 14 }, (_, day): readonly [number, number] => [(day + 1) * 24, count]);

describe('trouble at a bank', () => {
  it.each([
    ['nobody', failing(), false],
    ['two accounts', failing([0, 2]), false],
    ['three accounts', failing([0, 3]), true],
    ['three accounts around a full hour', failing([1, 1], [0, 1], [-1, 1]), true],
    ['three accounts over many hours', failing([0, 1], [2, 1], [4, 1]), false],
  ])('is seen when enough accounts fail together: %s', (_who, failures, expected) => {
    expect(hadOutage(failures, at)).toBe(expected);
  });

  it('is not seen in what a big bank has every day, and is in four times as much', () => {
    expect(hadOutage(failing([0, 399], ...usually(100)), at)).toBe(false);
    expect(hadOutage(failing([0, 400], ...usually(100)), at)).toBe(true);
  });

  it('is compared with the same hours of other days, not with the quiet ones', () => {
    const othersAreBusy = failing([0, 10], ...Array.from({ length: 14 }, (_, day) => [day * 24 + 12, 100] as const));

    expect(hadOutage(othersAreBusy, at)).toBe(true);
  });

  it.each([
    [7, true],
    [8, false],
  ])('does not become usual within a week: after %d days of it, %s', (days, expected) => {
    const lasting = Array.from({ length: days }, (_, day) => [(day + 1) * 24, 50] as const);

    expect(hadOutage(failing([0, 50], ...lasting), at)).toBe(expected);
  });

  it('is told for a moment long past too', () => {
    expect(hadOutage(failing([24 * 7, 5]), '2026-03-13T07:55:00.000Z')).toBe(true);
  });

  it('is told of a bank while it is not longer ago than the pause between two schedules', () => {
    expect(lastOutage(failing([0, 3]), at)).toBe('2026-03-20T07:00:00.000Z');
    expect(lastOutage(failing([6, 3]), at)).toBe('2026-03-20T01:00:00.000Z');
    expect(lastOutage(failing([7, 3]), at)).toBeUndefined();
    expect(lastOutage(failing([0, 2]), at)).toBeUndefined();
  });
});
