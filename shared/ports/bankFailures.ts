import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { FailuresByHour } from '../domain/institutions/bankOutage.ts';

/** How many accounts of a bank fail together, over all tenants. Holds numbers only: no tenant, no account. */
export interface BankFailures {
  /** @param accountId spreads the writes; it is not kept */
  record(institutionId: string, accountId: string, at: Instant): Promise<void>;
  /** All that is kept: somewhat more than a month. */
  byHour(institutionId: string): Promise<FailuresByHour>;
}

/** Whether a failure is one of many at the same bank. */
export interface BankOutages {
  /** Did the bank have an outage at a moment? */
  hadAt(institutionId: string, at: Instant): Promise<boolean>;
  /** When it had an outage in the last hours; undefined when it had none. */
  lately(institutionId: string): Promise<Instant | undefined>;
}
