import type { HistoryEntry } from '../domain/connections/history.ts';
import type { Page, PageRequest } from './registry.ts';
import type { ConnectionRef } from './tokens.ts';

/**
 * Who did what to a connection. Entries are only ever added. A change of status brings its entry in the very write that
 * makes the change (`ConnectionStore.move` with a `note`); everything else is appended here.
 */
export interface ConnectionHistory {
  /** An entry that is there already (see `historyIdOf`) stays one. */
  append(ref: ConnectionRef, entries: readonly HistoryEntry[]): Promise<void>;
  /** Newest first. */
  list(ref: ConnectionRef, page: PageRequest): Promise<Page<HistoryEntry>>;
}
