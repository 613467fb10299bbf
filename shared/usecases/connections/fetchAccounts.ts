import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionStore } from '../../ports/registry.ts';
import type { Person } from './beginConsent.ts';
import type { makeRenewConsent, RenewedConsent } from './renewConsent.ts';
import type { FetchedAccounts, StoreAccounts } from './storeAccounts.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly renewConsent: ReturnType<typeof makeRenewConsent>;
  readonly feeds: BankFeeds;
  readonly storeAccounts: StoreAccounts;
  readonly events: EventBus;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export type FetchOutcome =
  RenewedConsent | { readonly kind: 'fetched'; readonly accounts: FetchedAccounts } | { readonly kind: 'not_active' };

/**
 * Looks for accounts. With Ponto Connect only a new consent adds some; with the tenant's own credentials the accounts
 * are chosen in Ponto's dashboard and only have to be read.
 */
export const makeFetchAccounts =
  (deps: Deps) =>
  async (person: Person, connectionId: string, returnUrl: string | undefined): Promise<FetchOutcome> => {
    const { tenantId } = person;
    const connection = await deps.connections.get({ tenantId, connectionId });
    if (connection?.method !== 'client_credentials') return deps.renewConsent(person, connectionId, returnUrl);
    if (connection.status === 'disconnected') return { kind: 'disconnected' };
    if (connection.status !== 'active') return { kind: 'not_active' };
    const at = deps.clock.now();
    const listed = await deps.feeds.of({ tenantId, id: connectionId, method: connection.method }).accounts();
    const accounts = await deps.storeAccounts({ tenantId, connectionId }, listed, at);
    await deps.events.publish([
      {
        id: deps.ids.next(),
        tenantId,
        occurredAt: at,
        event: {
          type: 'AccountsFetched',
          connectionId,
          added: accounts.added.length,
          kept: accounts.kept.length,
          lost: accounts.lost.length,
        },
      },
    ]);
    return { kind: 'fetched', accounts };
  };
