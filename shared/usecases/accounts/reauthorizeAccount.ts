import type { ConnectionStatus } from '../../domain/connections/connection.ts';
import { isAllowedReturnUrl } from '../../domain/consents/returnUrl.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import { type Person, userOf } from '../connections/beginConsent.ts';
import { feedOf } from '../connections/feedOf.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly feeds: BankFeeds;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly returnUrlAllowList: readonly string[];
  /** Our own page, for whom nobody waits elsewhere. */
  readonly resultUrl: string;
}

export type BegunReauthorization =
  | { readonly kind: 'begun'; readonly url: string }
  | { readonly kind: 'unknown_account' | 'return_url_not_allowed' | 'authorization_lost' | 'reauthorization_refused' }
  | { readonly kind: 'connection_not_active'; readonly status: Exclude<ConnectionStatus, 'active'> };

/**
 * Begins the renewal of one account's authorisation on Ponto's page. It changes nothing here: that it was done shows in
 * what Ponto tells about the account. Ponto sends the person straight to the return address, so that this must be one
 * that Ponto knows too.
 */
export const makeReauthorizeAccount =
  ({ accounts, connections, history, feeds, ids, clock, returnUrlAllowList, resultUrl }: Deps) =>
  async (person: Person, accountId: string, returnUrl: string | undefined): Promise<BegunReauthorization> => {
    const { tenantId } = person;
    const account = await accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    if (returnUrl !== undefined && !isAllowedReturnUrl(returnUrl, returnUrlAllowList)) {
      return { kind: 'return_url_not_allowed' };
    }
    const connection = await connections.get({ tenantId, connectionId: account.connectionId });
    if (connection?.status !== 'active') {
      return { kind: 'connection_not_active', status: connection?.status ?? 'disconnected' };
    }
    if (account.authorization.revoked) return { kind: 'authorization_lost' };
    const url = await feedOf(feeds, connection).reauthorizationUrl({
      accountPontoId: account.pontoId,
      redirectUri: returnUrl ?? resultUrl,
      idempotencyKey: ids.next(),
    });
    if (url !== undefined) {
      const told = { at: clock.now(), by: userOf(person), what: 'reauthorization_begun', accountId } as const;
      await history.append({ tenantId, connectionId: account.connectionId }, [told]);
    }
    return url === undefined ? { kind: 'reauthorization_refused' } : { kind: 'begun', url };
  };
