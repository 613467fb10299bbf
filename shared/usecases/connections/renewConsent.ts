import type { ConnectionStore } from '../../ports/connections.ts';
import type { BeginConsent, BegunConsent, Person } from './beginConsent.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly beginConsent: BeginConsent;
}

export type RenewedConsent =
  | BegunConsent
  | { readonly kind: 'unknown_connection' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'wrong_method' };

/** Begins another consent on a connection: to reconnect it, to add accounts, or to migrate it. Accounts and links stay. */
export const makeRenewConsent =
  ({ connections, beginConsent }: Deps) =>
  async (person: Person, connectionId: string, returnUrl: string | undefined): Promise<RenewedConsent> => {
    const connection = await connections.get({ tenantId: person.tenantId, connectionId });
    if (!connection) return { kind: 'unknown_connection' };
    if (connection.status === 'disconnected') return { kind: 'disconnected' };
    if (connection.method === 'client_credentials') return { kind: 'wrong_method' };
    return beginConsent(person, connection, returnUrl);
  };
