import type { Account, Connection } from './connection.ts';
import { authorizedAt, healthOfConnection, howToAuthorize } from './connectionHealth.ts';
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
  const shared = [...added, ...kept];
  if (shared.length === 0) return healthOfConnection({ connection, accounts: [], paused: false, nameOf });
  if (lost.length > 0) {
    return {
      state: 'action_required',
      code: 'authorization_lost',
      message:
        `${lost.length} ${lost.length === 1 ? 'account is' : 'accounts are'} no longer shared with us; the books are kept. ` +
        `${howToAuthorize(connection)} Keep authorising the existing accounts, of all banks.`,
      step: 'fetch_accounts',
    };
  }
  if (added.length > 0) return undefined;
  return {
    state: 'attention',
    code: 'nothing_added',
    message:
      `No account was added. Authorised are: ${authorizedAt(shared, nameOf)}. If one is missing: ` +
      `${howToAuthorize(connection)} Keep authorising the existing accounts, of all banks.`,
    step: 'fetch_accounts',
  };
};
