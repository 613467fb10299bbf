import type { ConnectionRef } from './common.ts';

/**
 * Which connections, of whatever tenants, an accountant's address is set for. An entry may stand there for nothing: the
 * connection says who its accountant is. It may never be missing.
 */
export interface AccountantIndex {
  add(address: string, ref: ConnectionRef): Promise<void>;
  /** Only of a connection that is gone, which never comes back under its id. */
  remove(address: string, ref: ConnectionRef): Promise<void>;
  connectionsOf(address: string): AsyncIterable<readonly ConnectionRef[]>;
}

/** Accountants to whom a run has something to tell. A note stays until its digest was sent. */
export interface PendingDigests {
  put(address: string): Promise<void>;
  /** A page at a time, so that memory stays flat. */
  all(): AsyncIterable<readonly string[]>;
  remove(address: string): Promise<void>;
}
