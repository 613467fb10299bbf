import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { Sync } from '../domain/syncs/sync.ts';

/** How far an account has come. */
export interface AccountProgress {
  get(tenantId: string, accountId: string): Promise<Progress>;
}

export interface Progress {
  readonly lastSync?: Sync;
  /** The last day up to which everything is in and proven. */
  readonly completeUpTo?: CalendarDate;
  /** Lines that could not be booked. */
  readonly refusedLines: number;
  /** Lines that may stand in the books twice since the account came back under a new id; absent when there are none. */
  readonly uncertainLines?: number;
}
