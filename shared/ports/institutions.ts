import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { Institution } from '../domain/institutions/institution.ts';
import type { FailuresByHour } from '../domain/institutions/bankOutage.ts';

/** The catalogue as last read from Ponto, kept so that a search answers while Ponto does not. */
export interface InstitutionCatalogue {
  all(): Promise<readonly Institution[]>;
  get(institutionId: string): Promise<Institution | undefined>;
}

export interface InstitutionSnapshot {
  readonly takenAt: Instant;
  readonly institutions: readonly Institution[];
}

/** Keeps the last catalogue across cold starts and while Ponto is down. */
export interface InstitutionSnapshots {
  read(): Promise<InstitutionSnapshot | undefined>;
  write(snapshot: InstitutionSnapshot): Promise<void>;
}

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
