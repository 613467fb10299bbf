import { defined } from '../../language/defined.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { countsByInstitution } from '../../domain/connections/connectionHealth.ts';
import { fetchNotice } from '../../domain/connections/fetchNotice.ts';
import type { Health } from '../../domain/connections/health.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { EventBus } from '../../ports/events.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import { institutionNames } from '../institutions/institutionCatalogue.ts';
import { refuseConnection } from './refuseConnection.ts';
import { type Person, userOf } from './beginConsent.ts';
import type { makeRenewConsent, RenewedConsent } from './renewConsent.ts';
import type { FetchedAccounts, StoreAccounts } from './storeAccounts.ts';

interface Deps {
  readonly connections: ConnectionStore;
  readonly renewConsent: ReturnType<typeof makeRenewConsent>;
  readonly feeds: BankFeeds;
  readonly storeAccounts: StoreAccounts;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly events: EventBus;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export type FetchOutcome =
  | RenewedConsent
  | {
      readonly kind: 'fetched';
      readonly accounts: FetchedAccounts;
      /** Where the accounts that are shared with us now are. */
      readonly authorized: readonly AuthorizedInstitution[];
      /** Says what may be missing, and what to do about it. */
      readonly notice?: Health;
    }
  | { readonly kind: 'not_active' };

export interface AuthorizedInstitution {
  readonly institutionId: string;
  readonly name?: string;
  readonly accounts: number;
}

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
    const by = userOf(person);
    const feed = deps.feeds.of({ tenantId, id: connectionId, method: connection.method });
    const listed = await feed.accounts().catch(async (error: unknown) => {
      if (error instanceof Fault && error.code === 'credentials_refused') {
        await refuseConnection(
          { connections: deps.connections, bus: deps.events },
          { connection, code: error.code, at, by },
        );
      }
      throw error;
    });
    const accounts = await deps.storeAccounts({ tenantId, connectionId }, listed, { at, by });
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
    const shared = [...accounts.added, ...accounts.kept];
    const nameOf = await institutionNames(
      deps.catalogue,
      shared.map(({ institutionId }) => institutionId),
    );
    const notice = fetchNotice({ connection, ...accounts, nameOf });
    return { kind: 'fetched', accounts, authorized: institutionsOf(shared, nameOf), ...(notice && { notice }) };
  };

const institutionsOf = (
  accounts: readonly Account[],
  nameOf: ReadonlyMap<string, string>,
): readonly AuthorizedInstitution[] =>
  [...countsByInstitution(accounts)].map(([institutionId, count]) => {
    const name = nameOf.get(institutionId);
    return { institutionId, ...defined({ name }), accounts: count };
  });
