import type { Instant } from '../domain/calendar/calendarDate.ts';

/** Software that calls the API by itself, by the id of its app client: whose it is. */
export interface SoftwareClients {
  /** @returns undefined for a client that was given to nobody */
  tenantOf(clientId: string): Promise<string | undefined>;
}

export interface SoftwareClient {
  readonly clientId: string;
  readonly tenantId: string;
  readonly since: Instant;
}

/** The operator's side of it. */
export interface SoftwareRegister extends SoftwareClients {
  /** Once for each client: it never passes from one tenant to another. */
  give(client: SoftwareClient): Promise<'given' | 'taken'>;
  remove(clientId: string): Promise<'removed' | 'unknown'>;
  all(): Promise<readonly SoftwareClient[]>;
}
