import type { Account, Connection, ConnectionStatus } from '../../domain/connections/connection.ts';
import { lostObservationOf } from '../../domain/connections/observation.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionHistory, ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import { type Person, userOf } from '../connections/beginConsent.ts';
import { otherConnections } from '../connections/otherConnections.ts';
import { feedOf } from '../connections/feedOf.ts';
import type { LinkOutcome, LinkRequest } from './linkAccount.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get' | 'observe' | 'ofConnection'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly organizations: Pick<OrganizationIndex, 'connectionsOf'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly feeds: BankFeeds;
  readonly linkAccount: (tenantId: string, accountId: string, request: LinkRequest) => Promise<LinkOutcome>;
  readonly clock: Pick<Clock, 'now'>;
}

export type EndedAccount =
  /** `not_needed`: it was out already, or another connection reads it on the same integration. */
  | { readonly kind: 'ended'; readonly atPonto: 'done' | 'not_needed' }
  | { readonly kind: 'unknown_account' | 'ending_refused' }
  | { readonly kind: 'connection_not_active'; readonly status: Exclude<ConnectionStatus, 'active' | 'disconnected'> };

/**
 * Ends one account: it is taken out at Ponto, stops syncing and sets its journal free for the account that takes its
 * place; its books stay. Ponto comes first, so that a fault there leaves everything as it was. After a crash behind it
 * the call is made again and finds the account out already.
 */
export const makeEndAccount = (deps: Deps) => {
  /** The same account, read by another connection on the same integration: taken out, it would be lost to that one. */
  const isReadByOthers = async ({ pontoId }: Account, connection: Connection): Promise<boolean> => {
    const { tenantId, id: connectionId, organizationId } = connection;
    if (connection.method !== 'oauth' || organizationId === undefined) return false;
    for await (const other of otherConnections(deps, organizationId, { tenantId, connectionId })) {
      const held = await deps.accounts.ofConnection({ tenantId: other.tenantId, connectionId: other.id });
      if (held.some((account) => account.pontoId === pontoId && !account.authorization.revoked)) return true;
    }
    return false;
  };

  const takeOut = async (account: Account, connection: Connection): Promise<'done' | 'not_needed' | 'refused'> => {
    if (await isReadByOthers(account, connection)) return 'not_needed';
    const outcome = await feedOf(deps.feeds, connection).endAccount(account.pontoId);
    if (outcome === 'refused') return 'refused';
    return outcome === 'ended' ? 'done' : 'not_needed';
  };

  const endHere = async (person: Person, account: Account): Promise<void> => {
    const { tenantId, connectionId, id: accountId } = account;
    const at = deps.clock.now();
    await deps.linkAccount(tenantId, accountId, { action: 'none' });
    if (account.authorization.revoked && !account.link) return;
    await deps.history.append({ tenantId, connectionId }, [
      { at, by: userOf(person), what: 'account_ended', accountId },
    ]);
    await deps.accounts.observe({ tenantId, accountId }, lostObservationOf(account, at));
  };

  return async (person: Person, accountId: string): Promise<EndedAccount> => {
    const { tenantId } = person;
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    const connection = await deps.connections.get({ tenantId, connectionId: account.connectionId });
    const isOut = account.authorization.revoked || !connection || connection.status === 'disconnected';
    if (!isOut && connection.status !== 'active') return { kind: 'connection_not_active', status: connection.status };
    const outcome = isOut ? 'not_needed' : await takeOut(account, connection);
    if (outcome === 'refused') return { kind: 'ending_refused' };
    await endHere(person, account);
    return { kind: 'ended', atPonto: outcome };
  };
};
