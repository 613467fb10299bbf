import { addDays, dayOf, type CalendarDate, type Instant } from './calendarDate.ts';

/** Local times at which something happens, on all days, on one day of the week or on one day of the month. */
export interface LocalTimes {
  readonly hours: readonly number[];
  readonly minute: number;
  /** 1 is Monday (ISO 8601). */
  readonly weekday?: number;
  readonly dayOfMonth?: number;
}

/** A month and a day: every pattern comes round within that. */
const daysAhead = 32;

/** The first of the local times after a moment. A time that the night to summer time does not have is no run: the scheduler leaves it out. */
export const nextRunAfter = (now: Instant, times: LocalTimes, timeZone: string): Instant | undefined => {
  const today = dayOf(now, timeZone);
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const date = addDays(today, ahead);
    if (!isRunDay(date, times)) continue;
    const next = times.hours
      .map((hour) => instantAt(date, hour, times.minute, timeZone))
      .find((instant) => instant !== undefined && Date.parse(instant) > Date.parse(now));
    if (next !== undefined) return next;
  }
  return undefined;
};

const isRunDay = (date: CalendarDate, { weekday, dayOfMonth }: LocalTimes): boolean => {
  const day = new Date(`${date}T00:00:00Z`);
  if (weekday !== undefined && (day.getUTCDay() + 6) % 7 !== weekday - 1) return false;
  return dayOfMonth === undefined || day.getUTCDate() === dayOfMonth;
};

/**
 * The moment of a local time. The clock of the zone is read at a first guess and the difference taken off; once more
 * settles guesses on the other side of a change to or from summer time. Undefined where the clock never shows it.
 */
const instantAt = (date: CalendarDate, hour: number, minute: number, timeZone: string): Instant | undefined => {
  const wanted = Date.parse(`${date}T${twoDigits(hour)}:${twoDigits(minute)}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) guess += wanted - localClock(guess, timeZone);
  return localClock(guess, timeZone) === wanted ? new Date(guess).toISOString() : undefined;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** What the clock in the zone shows, written as if it were UTC. */
const localClock = (time: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(time);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return Date.parse(
    `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`,
  );
};
