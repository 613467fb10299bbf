import { nextRunAfter } from '../../../../shared/domain/calendar/nextRun.ts';

const brussels = 'Europe/Brussels';

describe('nextRunAfter', () => {
  it('finds the next of several hours of a day', () => {
    expect(nextRunAfter('2026-01-10T08:00:00Z', { hours: [3, 9, 15, 21], minute: 0 }, brussels)).toBe(
      '2026-01-10T14:00:00.000Z',
    );
  });

  it('is never the moment itself', () => {
    expect(nextRunAfter('2026-01-10T08:00:00Z', { hours: [9], minute: 0 }, brussels)).toBe('2026-01-11T08:00:00.000Z');
  });

  it('keeps the local hour when the clock changes', () => {
    expect(nextRunAfter('2026-03-28T12:00:00Z', { hours: [9], minute: 0 }, brussels)).toBe('2026-03-29T07:00:00.000Z');
    expect(nextRunAfter('2026-10-24T12:00:00Z', { hours: [9], minute: 0 }, brussels)).toBe('2026-10-25T08:00:00.000Z');
  });

  it('passes over a time that the night to summer time does not have, as the scheduler does', () => {
    const times = { hours: [2, 8, 14, 20], minute: 40 };

    expect(nextRunAfter('2027-03-27T20:00:00Z', times, brussels)).toBe('2027-03-28T06:40:00.000Z');
    expect(nextRunAfter('2027-03-28T20:00:00Z', times, brussels)).toBe('2027-03-29T00:40:00.000Z');
    expect(nextRunAfter('2027-03-27T20:00:00Z', { hours: [2], minute: 40 }, brussels)).toBe('2027-03-29T00:40:00.000Z');
  });

  it('finds a time once that the night to winter time has twice', () => {
    const times = { hours: [2, 8, 14, 20], minute: 40 };
    const first = nextRunAfter('2026-10-24T20:00:00Z', times, brussels) ?? '';

    expect(['2026-10-25T00:40:00.000Z', '2026-10-25T01:40:00.000Z']).toContain(first);
    expect(nextRunAfter(first, times, brussels)).toBe('2026-10-25T07:40:00.000Z');
  });

  it('finds a day of the week and a day of the month', () => {
    expect(nextRunAfter('2026-03-10T12:00:00Z', { hours: [6], minute: 30, weekday: 1 }, brussels)).toBe(
      '2026-03-16T05:30:00.000Z',
    );
    expect(nextRunAfter('2026-01-31T12:00:00Z', { hours: [6], minute: 30, dayOfMonth: 1 }, brussels)).toBe(
      '2026-02-01T05:30:00.000Z',
    );
  });

  it('finds none for a day that no month has', () => {
    expect(nextRunAfter('2026-01-31T12:00:00Z', { hours: [6], minute: 0, dayOfMonth: 32 }, brussels)).toBeUndefined();
  });
});
