import type { Instant } from '../domain/calendar/calendarDate.ts';

/** Tenants whose feeds the operator has paused: a handful at any time, however many tenants there are. */
export interface PausedTenants {
  /** All of them at once; a pause or its end counts within half a minute. */
  all(): Promise<ReadonlySet<string>>;
}

/** The operator's side of pausing. */
export interface TenantPauses {
  pause(tenantId: string, at: Instant): Promise<void>;
  resume(tenantId: string): Promise<'resumed' | 'not_paused'>;
}
