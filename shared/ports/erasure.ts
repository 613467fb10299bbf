import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { Connection } from '../domain/connections/connection.ts';
import type { AccountRef } from './refsAndPages.ts';

/** What is left of a tenant that was erased: nothing that says who it was. */
export interface Erasure {
  readonly id: string;
  readonly requestedAt: Instant;
  readonly state: 'erasing' | 'done';
  /** How many there were; known once the work has begun. */
  readonly connections?: number;
  readonly accounts?: number;
  readonly finishedAt?: Instant;
}

/** Records of erasures, found by a hash of the tenant. The last one of a tenant counts. */
export interface ErasureStore {
  /** @returns the one that is under way already, or the given one */
  begin(tenantId: string, erasure: Erasure): Promise<Erasure>;
  get(tenantId: string): Promise<Erasure | undefined>;
  /** Counts what there was, once: a later delivery of the work finds less. */
  recordFound(
    tenantId: string,
    id: string,
    found: { readonly connections: number; readonly accounts: number },
  ): Promise<void>;
  finish(tenantId: string, id: string, at: Instant): Promise<void>;
}

/** Removes data for good. Every method may be repeated. */
export interface TenantEraser {
  /** Books, runs and what people were told, but not the account itself: by it the rest is found after a crash. */
  accountData(ref: AccountRef): Promise<void>;
  /** What lies outside of the tenant's own partition. */
  connectionData(connection: Connection): Promise<void>;
  /** Connections, accounts, journals, tokens, answers: all that is left. */
  everythingElse(tenantId: string): Promise<void>;
}
