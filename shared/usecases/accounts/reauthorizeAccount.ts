import { endingOf } from '../../domain/alerts/ending.ts';
import type { Authorization, ConnectionStatus } from '../../domain/connections/connection.ts';
import { isAllowedReturnUrl } from '../../domain/consents/returnUrl.ts';
import { defined } from '../../language/defined.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { PendingReauthorization, ReauthorizationStore } from '../../ports/consents.ts';
import { type Person, userOf } from '../connections/beginConsent.ts';
import { feedOf } from '../connections/feedOf.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly feeds: BankFeeds;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly reauthorizations: Pick<ReauthorizationStore, 'begin'>;
  readonly ids: IdSource;
  readonly clock: Pick<Clock, 'now'>;
  readonly returnUrlAllowList: readonly string[];
  /** Where the person begins: it takes a token in `begun`, binds the browser and leads on to Ponto. */
  readonly beginUrl: string;
  /** Where Ponto sends the person back to. */
  readonly endUrl: string;
}

export type BegunReauthorization =
  | { readonly kind: 'begun'; readonly url: string }
  | { readonly kind: 'unknown_account' | 'return_url_not_allowed' | 'authorization_lost' | 'reauthorization_refused' }
  | { readonly kind: 'connection_not_active'; readonly status: Exclude<ConnectionStatus, 'active'> };

/** Time to sign in at the bank. */
const reauthorizationMs = 3_600_000;

const knownEndingOf = (authorization: Authorization): Pick<PendingReauthorization, 'ending'> => {
  const ending = endingOf(authorization);
  if (!ending) return {};
  const { authorizedAt, lastDay } = ending;
  return { ending: { lastDay, ...defined({ authorizedAt }) } };
};

/**
 * Begins the renewal of one account's authorisation on Ponto's page. The person goes there by an address of ours, which
 * binds the browser, and comes back to one of ours, so that the account is looked at then; only from there to where the
 * caller wants. Ponto is given no secret to carry: its return address is the same for everybody.
 */
export const makeReauthorizeAccount =
  ({ accounts, connections, history, feeds, reauthorizations, ids, clock, ...urls }: Deps) =>
  async (person: Person, accountId: string, returnUrl: string | undefined): Promise<BegunReauthorization> => {
    const { tenantId, userId } = person;
    const account = await accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    if (returnUrl !== undefined && !isAllowedReturnUrl(returnUrl, urls.returnUrlAllowList)) {
      return { kind: 'return_url_not_allowed' };
    }
    const { connectionId, pontoId: accountPontoId, authorization } = account;
    const connection = await connections.get({ tenantId, connectionId });
    if (connection?.status !== 'active') {
      return { kind: 'connection_not_active', status: connection?.status ?? 'disconnected' };
    }
    if (authorization.revoked) return { kind: 'authorization_lost' };
    const pontoUrl = await feedOf(feeds, connection).reauthorizationUrl({
      accountPontoId,
      redirectUri: urls.endUrl,
      idempotencyKey: ids.next(),
    });
    if (pontoUrl === undefined) return { kind: 'reauthorization_refused' };
    const at = clock.now();
    const token = ids.secret();
    await reauthorizations.begin(token, {
      tenantId,
      userId,
      connectionId,
      accountId: account.id,
      pontoUrl,
      ...defined({ returnUrl }),
      ...knownEndingOf(authorization),
      expiresAt: new Date(Date.parse(at) + reauthorizationMs).toISOString(),
    });
    await history.append({ tenantId, connectionId }, [
      { at, by: userOf(person), what: 'reauthorization_begun', accountId: account.id },
    ]);
    const url = new URL(urls.beginUrl);
    url.searchParams.set('begun', token);
    return { kind: 'begun', url: url.href };
  };

export type ReauthorizeAccount = ReturnType<typeof makeReauthorizeAccount>;
