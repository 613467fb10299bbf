import { defined } from '../../language/defined.ts';
import type { Connection, Contact } from '../../domain/connections/connection.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import { type BeginConsent, type BegunConsent, type Person, userOf } from './beginConsent.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'create'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly beginConsent: BeginConsent;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface NewOauthConnection {
  readonly institutionId: string;
  readonly returnUrl?: string | undefined;
  readonly contact: Contact;
  readonly notify: readonly string[];
  readonly accountant?: string;
  readonly name?: string;
}

export type BegunConnection =
  | (Extract<BegunConsent, { readonly kind: 'begun' }> & { readonly connection: Connection })
  | { readonly kind: 'institution_unknown' }
  | { readonly kind: 'return_url_not_allowed' };

/** Begins to link a bank through Ponto Connect. */
export const makeBeginConnection =
  ({ connections, catalogue, beginConsent, ids, clock }: Deps) =>
  async (person: Person, request: NewOauthConnection): Promise<BegunConnection> => {
    const institution = await catalogue.get(request.institutionId);
    if (!institution) return { kind: 'institution_unknown' };
    const at = clock.now();
    const connection: Connection = {
      tenantId: person.tenantId,
      id: ids.next(),
      method: 'oauth',
      status: 'awaiting_consent',
      institutionId: institution.id,
      contact: request.contact,
      notify: request.notify,
      ...defined({ accountant: request.accountant, name: request.name }),
      createdAt: at,
      updatedAt: at,
    };
    // The consent first: a connection whose consent could not begin would only lie around.
    const begun = await beginConsent(person, connection, request.returnUrl);
    if (begun.kind !== 'begun') return begun;
    await connections.create(connection, { by: userOf(person), what: 'connection_begun' });
    return { ...begun, connection };
  };
