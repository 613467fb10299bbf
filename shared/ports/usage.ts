import type { Instant } from '../domain/calendar/calendarDate.ts';

/** Counts what tenants use in a window of time. */
export interface Usage {
  /** @returns how much was used in the window, with what is added now */
  add(use: {
    readonly tenantId: string;
    readonly what: 'requests' | 'syncs' | 'page_sessions';
    /** Begin of the window. */
    readonly from: Instant;
    readonly by: number;
  }): Promise<number>;
}
