import type { Account, Connection } from './connection.ts';
import { authorizedAt, healthOfConnection } from './connectionHealth.ts';
import type { Health } from './health.ts';

export interface FetchNoticeInput {
  readonly connection: Connection;
  readonly added: readonly Account[];
  readonly kept: readonly Account[];
  readonly lost: readonly Account[];
  /** Names of institutions, as far as they are known. */
  readonly nameOf: ReadonlyMap<string, string>;
}

/**
 * What to say when a look for accounts may not have brought what was hoped for: which account was lost, or that none was
 * added, what is authorised at which bank, and what to do.
 *
 * @returns undefined when accounts were added and none was lost
 */
export const fetchNotice = ({ connection, added, kept, lost, nameOf }: FetchNoticeInput): Health | undefined => {
  const { method } = connection;
  const shared = [...added, ...kept];
  if (shared.length === 0) return healthOfConnection({ connection, accounts: [], paused: false, nameOf });
  if (lost.length > 0) {
    return {
      state: 'action_required',
      code: 'accounts_lost',
      values: { method, accounts: lost.length },
      step: 'fetch_accounts',
    };
  }
  if (added.length > 0) return undefined;
  return {
    state: 'attention',
    code: 'nothing_added',
    values: { method, authorized: authorizedAt(shared, nameOf) },
    step: 'fetch_accounts',
  };
};
