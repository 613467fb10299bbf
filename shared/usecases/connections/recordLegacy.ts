import { defined } from '../../language/defined.ts';
import type { Connection, Contact, ExpectedAccount } from '../../domain/connections/connection.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import { type Person, userOf } from './beginConsent.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'create'>;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface LegacyConnection {
  readonly name: string;
  readonly accounts: readonly ExpectedAccount[];
  readonly contact?: Contact | undefined;
  readonly accountant?: string;
}

/**
 * Records a connection that used a single API token, which Ponto has deprecated. No token is taken: there is nothing to
 * be done with it but to migrate, by credentials or by consent, and that keeps this connection's id.
 */
export const makeRecordLegacy =
  ({ connections, ids, clock }: Deps) =>
  async (person: Person, { name, accounts, contact, accountant }: LegacyConnection): Promise<Connection> => {
    const { tenantId } = person;
    const at = clock.now();
    const connection: Connection = {
      tenantId,
      id: ids.next(),
      method: 'legacy_token',
      status: 'migration_required',
      name,
      expectedAccounts: accounts,
      ...(contact && { contact }),
      notify: [],
      ...defined({ accountant }),
      createdAt: at,
      updatedAt: at,
    };
    await connections.create(connection, { by: userOf(person), what: 'legacy_recorded' });
    return connection;
  };
