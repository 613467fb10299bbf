import type { Instant } from '../calendar/calendarDate.ts';

export const afterwards = (at: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(at) + milliseconds).toISOString();

/** The later of two moments, where they are said. */
export const latestOf = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a !== undefined && b !== undefined && a > b ? a : (b ?? a);
