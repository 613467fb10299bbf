const hourMs = 3_600_000;
export const minuteMs = 60_000;
export const dayMs = 24 * hourMs;

/** Hours ahead of UTC in winter. All of these zones keep the European Union's summer time. */
const winterHours: Readonly<Record<string, number>> = {
  'Europe/Lisbon': 0,
  'Europe/London': 0,
  'Europe/Dublin': 0,
  'Europe/Helsinki': 2,
};

const summers = new Map<number, readonly [number, number]>();

/** Last Sunday of March to last Sunday of October, both at 01:00 UTC (Directive 2000/84/EC). */
const summerOf = (year: number): readonly [number, number] => {
  const known = summers.get(year);
  if (known) return known;
  const lastSunday = (month: number): number => {
    const lastDay = new Date(Date.UTC(year, month + 1, 0, 1));
    return lastDay.getTime() - lastDay.getUTCDay() * dayMs;
  };
  const summer = [lastSunday(2), lastSunday(9)] as const;
  summers.set(year, summer);
  return summer;
};

/** By arithmetic instead of Intl: a simulation asks millions of times. */
const offsetMs = (at: number, timeZone: string): number => {
  const [from, to] = summerOf(new Date(at).getUTCFullYear());
  return ((winterHours[timeZone] ?? 1) + (at >= from && at < to ? 1 : 0)) * hourMs;
};

/** The calendar day, `YYYY-MM-DD`, of a moment in a zone. */
export const dayAt = (at: number, timeZone: string): string =>
  new Date(at + offsetMs(at, timeZone)).toISOString().slice(0, 10);

/** The moment at which a zone's clock shows this hour on this day. */
export const momentAt = (day: string, hour: number, timeZone: string): number => {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`) + hour * hourMs;
  const first = asIfUtc - offsetMs(asIfUtc - (winterHours[timeZone] ?? 1) * hourMs, timeZone);
  // The hour that spring skips exists only by the offset before it.
  return asIfUtc - offsetMs(first, timeZone) >= first ? asIfUtc - offsetMs(first, timeZone) : first;
};

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** 1 is Monday. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

export const isoAt = (at: number): string => new Date(at).toISOString();

/** Zone of Ponto's own clock (reference, section 8). */
const pontoZone = 'Europe/Brussels';

/** Ponto asks the banks by itself at these hours (reference, section 8). */
const backgroundHours = [2, 8, 14, 20] as const;

/** The first background run strictly after a moment. */
export const nextBackgroundRun = (after: number): number => {
  for (let day = dayAt(after, pontoZone); ; day = addDays(day, 1)) {
    for (const hour of backgroundHours) {
      const at = momentAt(day, hour, pontoZone);
      if (at > after) return at;
    }
  }
};
