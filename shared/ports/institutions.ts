import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { Institution } from '../domain/institutions/institution.ts';

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
