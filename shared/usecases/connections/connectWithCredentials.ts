import { defined } from '../../language/defined.ts';
import type { Connection, Contact } from '../../domain/connections/connection.ts';
import type { Actor } from '../../domain/connections/history.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { ClientCredentials } from '../../ports/tokens.ts';
import { type Person, userOf } from './beginConsent.ts';
import type { EnterCredentials } from './enterCredentials.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'create' | 'list' | 'changeContacts'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly enterCredentials: EnterCredentials;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface NewCredentialsConnection extends ClientCredentials {
  readonly institutionId?: string | undefined;
  readonly contact: Contact;
  readonly notify: readonly string[];
  readonly accountant?: string;
  readonly name?: string;
}

export type ConnectedWithCredentials =
  | { readonly kind: 'connected'; readonly connectionId: string }
  | { readonly kind: 'institution_unknown' | 'no_accounts' | 'disconnected' };

const pageSize = 100;

/**
 * Connects with the tenant's own Client ID and Secret ID, in one step. A try that a crash cut short has left a connection
 * that waits, with the organisation in it: the next try takes that one up rather than leaving it to lie around.
 */
export const makeConnectWithCredentials = (deps: Deps) => {
  const cutShort = async (tenantId: string, wanted: Connection): Promise<Connection | undefined> => {
    let cursor: string | undefined;
    do {
      const page = await deps.connections.list(tenantId, { limit: pageSize, ...defined({ cursor }) });
      const found = page.items.find((known) => isSame(known, wanted));
      if (found) return found;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return undefined;
  };

  const settle = async (wanted: Connection, by: Actor): Promise<ConnectionRef | undefined> => {
    const { tenantId, contact, notify, accountant, name, updatedAt: at } = wanted;
    const known = await cutShort(tenantId, wanted);
    if (!known) {
      await deps.connections.create(wanted, { by, what: 'connection_begun' });
      return { tenantId, connectionId: wanted.id };
    }
    const ref = { tenantId, connectionId: known.id };
    const changed = await deps.connections.changeContacts(ref, {
      ...(contact && { contact }),
      notify,
      ...defined({ accountant, name }),
      at,
    });
    return changed && ref;
  };

  return async (person: Person, request: NewCredentialsConnection): Promise<ConnectedWithCredentials> => {
    const { institutionId, clientId, clientSecret, contact, notify, accountant, name } = request;
    if (institutionId !== undefined && !(await deps.catalogue.get(institutionId))) {
      return { kind: 'institution_unknown' };
    }
    const { tenantId } = person;
    const by = userOf(person);
    const at = deps.clock.now();
    const ref = { tenantId, connectionId: deps.ids.next() };
    const credentials = { clientId, clientSecret };
    const entered = await deps.enterCredentials(
      { ref, credentials, organizationId: undefined, at, by },
      (organizationId) =>
        settle(
          {
            tenantId,
            id: ref.connectionId,
            method: 'client_credentials',
            status: 'awaiting_consent',
            ...defined({ institutionId }),
            organizationId,
            contact,
            notify,
            ...defined({ accountant, name }),
            createdAt: at,
            updatedAt: at,
          },
          by,
        ),
    );
    switch (entered.kind) {
      case 'entered':
        return { kind: 'connected', connectionId: entered.ref.connectionId };
      case 'no_accounts':
      case 'disconnected':
        return { kind: entered.kind };
      case 'other_organization':
        throw new Error('a new connection has no organisation to differ from');
    }
  };
};

const isSame = (known: Connection, wanted: Connection): boolean =>
  known.method === wanted.method &&
  known.status === wanted.status &&
  known.organizationId === wanted.organizationId &&
  known.institutionId === wanted.institutionId;
