import type { Instant } from '../calendar/calendarDate.ts';

export const afterwards = (at: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(at) + milliseconds).toISOString();
